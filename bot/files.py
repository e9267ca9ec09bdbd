"""Reads and writes an author's files, to the byte, and never by halves."""

from __future__ import annotations

import os
from pathlib import Path

from narrative.errors import AuthorError


def read_exactly(file: Path) -> str:
    """Return a file's text with its line ends and its byte-order mark, or raise AuthorError."""
    try:
        return file.read_bytes().decode()
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}"
        raise AuthorError(message) from error
    except UnicodeDecodeError as error:
        message = f"{file} is not UTF-8 text: {error}"
        raise AuthorError(message) from error


def read_text(file: Path) -> str:
    """Return a file's text without its byte-order mark, or raise AuthorError."""
    return read_exactly(file).removeprefix("\ufeff")


def write_whole(file: Path, text: str) -> None:
    """Put the text in the place of what the file holds; a crash leaves either the one or the other."""
    place = file.resolve()
    draft = place.with_name(f".{place.name}.new")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(text.encode())
        if place.exists():
            draft.chmod(place.stat().st_mode)
        os.replace(draft, place)
    except OSError as error:
        draft.unlink(missing_ok=True)
        message = f"{file} cannot be written: {error.strerror}"
        raise AuthorError(message) from error
