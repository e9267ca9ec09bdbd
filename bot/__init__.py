"""Composing, configuring, persisting, scheduling and delivering."""
