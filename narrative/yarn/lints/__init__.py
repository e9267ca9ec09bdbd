"""Lints: what compiles and is likely meant otherwise. They read the syntax alone, so they need no program."""
