"""Yarn Spinner 3 for Python: `compile` makes a Program, `run` performs it; they do not know each other."""
