"""Thin shells round the core: each translates a platform's events in and the core's cues out."""
