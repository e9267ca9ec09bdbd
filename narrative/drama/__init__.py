"""Joining the script and the persona into a performance: one event in, one turn out."""
