"""`kedok train`: makes the recognizer's model."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from bot.bookshelf import ANOTHERS_FACE
from bot.commands.parser import FINE, Commands, add_command
from bot.works import find


def add(commands: Commands) -> None:
    train = add_command(commands, "train", _train, "teach the listener a book's exemplars")
    train.epilog = (
        "Without an option, a book that was trained before learns changed exemplars in a minute; the sentence encoder "
        "stays as it is. --tune teaches everything anew and needs PyTorch (pip install 'kedok[tune]'): half an hour "
        "on two cores."
    )
    train.add_argument(
        "book",
        nargs="?",
        default=ANOTHERS_FACE,
        metavar="BOOK",
        help="a book's folder, or the name of one of Kedok's",
    )
    how = train.add_mutually_exclusive_group()
    how.add_argument("--tune", action="store_true", help="tune the sentence encoder to the exemplars too")
    how.add_argument(
        "--tune-further",
        action="store_true",
        help="go on tuning it a little, for some thousand new exemplars",
    )
    how.add_argument(
        "--encoder", metavar="MODULE:FUNCTION", help="learn from what your own sentence encoder gives instead"
    )


def _train(options: argparse.Namespace) -> int:
    with find(options.book) as folder:
        print(_trained(folder, options))
    return FINE


def _trained(folder: Path, options: argparse.Namespace) -> Path:
    from bot.training import is_trained, train, train_again, weights_file

    if options.tune:
        from bot.tuning import tuning

        return train(folder, listen=tuning(weights_file(folder), _say), watch=_say)
    if options.tune_further:
        from bot.tuning import tuning_further

        return train_again(folder, listen=partial(tuning_further, weights_file(folder)))
    if options.encoder is not None:
        from bot.encoders import own_encoder
        from narrative.persona.training import listening_with

        return train(folder, listen=listening_with(own_encoder(options.encoder)), watch=_say)
    return train_again(folder) if is_trained(folder) else train(folder, watch=_say)


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
