"""What a rehearsal found, for authors: as a text, as JSON, and every hit as a table."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from shlex import quote
from statistics import median
from typing import Any

from bot.authoring.rehearsing import Schedule
from narrative.drama.book import Book
from narrative.drama.rehearsal.job import LONGEST, Company
from narrative.drama.rehearsal.prompt_book import named_endings
from narrative.drama.rehearsal.run_through import SOON
from narrative.drama.rehearsal.tally import DeadEnd, Tally, playable_nodes, unreached_lines, unreached_nodes

_ENDS = 5
_STEPS = 8
_TEXT = 70


def figures(book: Book, schedule: Schedule, tally: Tally) -> dict[str, Any]:
    """Return everything that was found, for machines."""
    return {
        "book": book.id,
        "runs": tally.runs,
        "seed": schedule.seed,
        "players": schedule.company.value,
        "turns": _spread(tally.turns),
        "lines": _spread(tally.lines),
        "endings": _endings(book, tally),
        "dead_ends": [_dead_end(schedule, found) for found in tally.dead_ends.values()],
        "unreached": {
            "nodes": [
                {"node": node.name, "file": node.file, "line": node.line}
                for node in unreached_nodes(book, tally)
            ],
            "lines": [
                {"id": line_id, "file": line.file, "line": line.line, "text": line.text}
                for line_id, line in unreached_lines(book, tally)
            ],
        },
        "repeats": [
            {
                "id": found.line_id,
                "times": found.count,
                "soonest": found.gap,
                "replay": f"{schedule.seed}:{found.run}",
                "text": book.program.lines[found.line_id].text,
            }
            for found in sorted(tally.repeats.values(), key=lambda each: (-each.count, each.gap))
        ],
        "hits": {
            "nodes": {name: tally.nodes[name] for name in playable_nodes(book)},
            "lines": {line_id: tally.hits[line_id] for line_id in book.program.lines},
        },
    }


def table(book: Book, tally: Tally) -> str:
    """Return every node and line with its hits, as CSV in story order."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(("kind", "id", "hits", "file", "line", "text"))
    for name, node in playable_nodes(book).items():
        rows.writerow(("node", name, tally.nodes[name], node.file, node.line, ""))
    for line_id, line in book.program.lines.items():
        rows.writerow(("line", line_id, tally.hits[line_id], line.file, line.line, line.text))
    return written.getvalue()


def report(book: Book, schedule: Schedule, tally: Tally) -> str:
    """Return what was found, for a person."""
    found = figures(book, schedule, tally)
    paragraphs = (
        _head(found),
        _list(
            "Endings", [f"{one['share']:7.1%} {one['runs']:8}  {one['ending']}" for one in found["endings"]]
        ),
        _list("Dead ends", [line for one in found["dead_ends"] for line in _stopped(schedule, one)]),
        _list(
            f"Nodes never reached: {len(found['unreached']['nodes'])} of {len(found['hits']['nodes'])}",
            [f"  {one['file']}:{one['line']}  {one['node']}" for one in found["unreached"]["nodes"]],
        ),
        _list(
            f"Lines never reached: {len(found['unreached']['lines'])} of {len(found['hits']['lines'])}",
            [
                f"  {one['file']}:{one['line']}  {one['id']}  {_short(one['text'])}"
                for one in found["unreached"]["lines"]
            ],
        ),
        _list("Nodes, most and least often", _extremes(found["hits"]["nodes"], {})),
        _list("Lines, most and least often", _extremes(found["hits"]["lines"], _texts(book))),
        _list(_repeats_head(found["repeats"]), [_repeated(one) for one in found["repeats"][:_ENDS]]),
    )
    return "\n\n".join(paragraphs)


def _spread(numbers: Sequence[int]) -> dict[str, float]:
    return {"median": median(numbers), "min": min(numbers), "max": max(numbers)}


def _endings(book: Book, tally: Tally) -> list[dict[str, Any]]:
    """Return the endings by how often they came; one that the book names is listed if it never did."""
    runs = Counter(dict.fromkeys(named_endings(book).values(), 0))
    runs.update(tally.endings)
    return [
        {"ending": ending, "runs": count, "share": count / tally.runs} for ending, count in runs.most_common()
    ]


def _dead_end(schedule: Schedule, found: DeadEnd) -> dict[str, Any]:
    return {
        "trouble": found.trouble.value,
        "node": found.node,
        "message": found.message,
        "runs": found.count,
        "replay": f"{schedule.seed}:{found.run}",
        "steps": list(found.steps),
    }


def _head(found: Mapping[str, Any]) -> str:
    rows = [f"{found['book']}: {found['runs']} runs ({found['players']} players, seed {found['seed']})", ""]
    rows.append(f"{'each run':10}{'median':>8}{'min':>8}{'max':>8}")
    rows += [
        f"{name:10}{found[name]['median']:8g}{found[name]['min']:8}{found[name]['max']:8}"
        for name in ("turns", "lines")
    ]
    return "\n".join(rows)


def _list(head: str, rows: Sequence[str]) -> str:
    return "\n".join((head, *(rows or ["  none"])))


def _stopped(schedule: Schedule, one: Mapping[str, Any]) -> Iterator[str]:
    yield f"  {one['trouble']} in {one['node']} (runs: {one['runs']}): {one['message']}"
    yield f"    kedok rehearse {quote(schedule.book)} --replay {one['replay']}{_options(schedule)}"
    steps = one["steps"]
    shown = [f"… {len(steps) - _STEPS} steps …", *steps[-_STEPS:]] if len(steps) > _STEPS else steps
    yield from (f"      {step}" for step in shown)


def _options(schedule: Schedule) -> str:
    """Return what else a replay depends on, where it is not as usual."""
    players = f" --players {schedule.company}" if schedule.company is not Company.MIXED else ""
    longest = f" --longest {schedule.longest}" if schedule.longest != LONGEST else ""
    return players + longest


def _texts(book: Book) -> dict[str, str]:
    return {line_id: _short(line.text) for line_id, line in book.program.lines.items()}


def _extremes(hits: Mapping[str, int], texts: Mapping[str, str]) -> list[str]:
    """Return the most and the least hit; those never reached are listed elsewhere."""
    ranked = [(name, count) for name, count in Counter(hits).most_common() if count]
    top, bottom = ranked[:_ENDS], ranked[_ENDS:][-_ENDS:]
    rows = [*top, ("…", 0), *bottom] if len(ranked) > 2 * _ENDS else [*top, *bottom]
    return [f"{count or '':>8}  {name}  {texts.get(name, '')}".rstrip() for name, count in rows]


def _repeats_head(repeats: Sequence[Mapping[str, Any]]) -> str:
    times = sum(one["times"] for one in repeats)
    return f"Said again within {SOON} turns: {times} times (lines: {len(repeats)})"


def _repeated(one: Mapping[str, Any]) -> str:
    soonest = f"soonest after {one['soonest']} turns in {one['replay']}"
    return f"{one['times']:8}  {one['id']}  {_short(one['text'])} ({soonest})"


def _short(text: str) -> str:
    return text if len(text) <= _TEXT else f"{text[: _TEXT - 1].rstrip()}…"
