"""The error tree, sorted by whose mistake it is.

KedokError
├── AuthorError      the story is at fault: shown with its diagnostics when the book is loaded
├── StoryFault       the story failed while it ran: the turn is aborted and the reading parked
└── StateError       a stored reading cannot be read by this version

A reader's mistake is never an error: it is answered with a cue.
"""

from __future__ import annotations


class KedokError(Exception):
    """Anything that Kedok raises on purpose."""


class AuthorError(KedokError):
    """The story cannot be loaded; the message is the printed diagnostics."""


class StoryFault(KedokError):
    """The story did something impossible at run time, such as jumping to a node that does not exist."""


class StateError(KedokError):
    """A stored reading has a format, a program or a field that this version cannot follow."""
