"""The play: a small, synchronous, deterministic core of values and state machines. No I/O lives here."""
