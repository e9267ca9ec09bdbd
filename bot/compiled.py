"""Keeps compiled stories between starts, so that only an edited one is compiled again.

Keeping is a convenience: where the cache cannot be read or written, or holds nonsense, the story is compiled.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import narrative.yarn
from bot.files import write_whole
from bot.works import Work, program_of, signatures_for
from narrative.errors import AuthorError, StateError
from narrative.yarn.compiled import from_plain, to_plain
from narrative.yarn.program import Program

_KEPT: Final = 16
"""How many stories, or editions of one, are kept; the oldest go."""


def kept_program(work: Work) -> Program:
    """Return a work's program, from the cache if it was compiled before; raise AuthorError if it has errors."""
    file = _folder() / f"{_key(work)}.json"
    try:
        return from_plain(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, StateError):
        program = program_of(work)
    with contextlib.suppress(AuthorError, OSError):
        _keep(program, file)
    return program


def _folder() -> Path:
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "kedok" / "programs"


def _keep(program: Program, file: Path) -> None:
    write_whole(file, json.dumps(to_plain(program), ensure_ascii=False, allow_nan=False))
    by_age = sorted(file.parent.glob("*.json"), key=lambda one: one.stat().st_mtime)
    for old in by_age[:-_KEPT]:
        old.unlink(missing_ok=True)


def _key(work: Work) -> str:
    """Return a hash of all that a program is made from: the scripts, what the host offers, and the compiler."""
    project = work.project
    options = (project.requires_declarations, project.version, sorted(project.severities.items()))
    parts = [repr(options), repr(sorted(signatures_for(work).items()))]
    parts += (part for script in sorted(work.sources.items()) for part in script)
    return _hash((*(part.encode(errors="surrogatepass") for part in parts), *_compiler()))


def _compiler() -> Iterable[bytes]:
    """Yield the compiler's own sources: whoever works on it must not be shown what the old one made."""
    for folder in narrative.yarn.__path__:
        for file in sorted(Path(folder).rglob("*.py")):
            yield file.read_bytes()


def _hash(parts: Iterable[bytes]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()
