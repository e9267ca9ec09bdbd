"""Everything that outlives the process: the only place that writes SQL."""
