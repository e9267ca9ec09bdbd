"""A story's map: which node leads where, and drawings of it."""
