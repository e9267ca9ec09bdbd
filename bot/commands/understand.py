"""`kedok understand`: how she takes what is said to her."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Final

from bot.bookshelf import ANOTHERS_FACE
from bot.commands.parser import FAILED, FINE, Commands, add_command, add_format
from bot.encoders import AUTOMATIC
from bot.works import find
from narrative.events import Language
from narrative.persona.acts import DEFLECT, SOME_TURN, Expectation, Interpretation
from narrative.persona.exemplars import PLACES

_EVADED: Final = (DEFLECT, "off_topic")
"""What she gives no answer to: what she did not follow, and what has nothing to do with her."""


def add(commands: Commands) -> None:
    summary = (
        "say how she takes each line of standard input, or measure how well she understands a whole table"
    )
    understand = add_command(commands, "understand", _understand, summary)
    understand.epilog = (
        "As JSON, each line tells text, acts (the likeliest first, each with its score from 0 to 1), decision (act, or "
        "deflect where she is not sure), act (the decided one, or null) and safety (a dangerous act, or null)."
    )
    understand.add_argument(
        "--language",
        type=Language,
        choices=tuple(Language),
        metavar="en|id",
        help="both are understood at any time",
    )
    understand.add_argument(
        "--scene", choices=tuple(PLACES), help="where it is said; if you do not say, nothing is expected"
    )
    understand.add_argument("--after", default="", metavar="LINE", help="what she said just before")
    understand.add_argument(
        "--understanding",
        default=AUTOMATIC,
        metavar="auto|light|MODULE:FUNCTION",
        help="with the sentence encoder, without it, or with your own",
    )
    understand.add_argument(
        "--evaluate",
        type=Path,
        metavar="FILE",
        help="measure instead: a table with tabs and a heading: text, act, perhaps also (a second act that will do), "
        "scene, and asked (what she said before)",
    )
    understand.add_argument(
        "--context",
        action="store_true",
        help="with --evaluate: let her know the scene and what she said before",
    )
    add_format(understand, "text", "json")


def _understand(options: argparse.Namespace) -> int:
    from bot.authoring.understanding import evaluate
    from bot.training import load_recognizer

    with find(ANOTHERS_FACE) as folder:
        recognizer = load_recognizer(folder, options.understanding)
    if options.evaluate is not None:
        table = options.evaluate.read_text(encoding="utf-8")
        measured = evaluate(table, recognizer, places=PLACES if options.context else {})
        print(json.dumps(measured.as_plain(), indent=2) if options.format == "json" else measured.as_text())
        return FINE if measured.lines else FAILED
    expecting = Expectation(turn=SOME_TURN, place=PLACES.get(options.scene or "", ""), before=options.after)
    for line in sys.stdin:
        text = line.removesuffix("\n")
        understood = recognizer.interpret(text, expecting)
        print(_json(text, understood) if options.format == "json" else _text(understood), flush=True)
    return FINE


def _text(understood: Interpretation) -> str:
    ranked = ", ".join(f"{one.act} {one.score:.2f}" for one in understood.ranked)
    return f"{understood.act:<16} {ranked}"


def _json(text: str, understood: Interpretation) -> str:
    decided = None if understood.act in _EVADED else understood.act
    answer = {
        "text": text,
        "acts": [{"act": one.act, "score": round(one.score, 4)} for one in understood.ranked],
        "decision": "deflect" if decided is None else "act",
        "act": decided,
        "safety": understood.safety or None,
    }
    return json.dumps(answer, ensure_ascii=False)
