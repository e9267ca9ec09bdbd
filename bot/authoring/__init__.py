"""What authors do with a story besides playing it: the work behind their commands."""
