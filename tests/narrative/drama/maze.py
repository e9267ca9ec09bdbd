"""Small books for rehearsals, each with something to find, and what a rehearsal of them counts."""

from __future__ import annotations

from narrative.drama.book import Book
from narrative.drama.rehearsal.job import BATCH, Company, Rehearsal, batches
from narrative.drama.rehearsal.tally import DeadEnd, Tally
from tests.narrative.drama.lamp import make_book

MAZE = """
title: Start
---
<<declare $said = "">>
<<declare $act = "">>
<<declare $also = "">>
<<declare $given_name = "">>
<<declare $tenderness = 0>>
<<declare $asked_her = 0>>
A door. #line:door
-> Go in #line:o_in
    <<jump Room>>
-> Stay outside #line:o_out
    You stayed. #line:stayed
===
title: Room
---
She: Yes? #line:yes
Mask: I love you. #suggest:love #line:s_love
<<listen She 60>>
<<if $tenderness >= 3>>
    <<jump Kind>>
<<elseif turns() >= 5>>
    <<jump Dull>>
<<endif>>
<<jump Room>>
===
title: Kind
ending: kind
---
She: You are kind, {$given_name}. #line:kind
<<jump After>>
===
title: Dull
ending: dull
---
She: Good night. #line:dull
<<jump After>>
===
title: After
---
The door closed. #line:closed
===
"""

FAULT = """
title: Start
---
-> Left #line:o_left
    <<jump Broken>>
-> Right #line:o_right
    Home. #line:home
===
title: Broken
---
It broke. #line:broke
<<jump {"No" + "where"}>>
===
"""

SHUT = """
title: Start
---
<<declare $key = false>>
A wall. #line:wall
-> A door <<if $key>> #line:o_door
    Free. #line:free
===
"""

SHUT_BUT_TOLD = SHUT.replace("===", "You turned back. #line:back\n===")

ENDLESS = """
title: Start
---
-> Again #line:o_again
    <<jump Start>>
===
"""

UNREACHABLE = """
title: Start
---
Hello. #line:hello
-> Yes #line:o_yes
-> Never <<if 1 > 2>> #line:o_never
    Impossible. #line:impossible
===
title: Attic
---
Dust. #line:dust
===
title: Notes
---
<<declare $only = "declared">>
===
"""


def book(script: str) -> Book:
    return make_book(script)


def rehearsed(
    script: str, *, runs: int = BATCH, seed: int = 1, company: Company = Company.MIXED, longest: int = 50
) -> Tally:
    """Play all of the runs, one batch after the other."""
    rehearsal, tally = Rehearsal(book(script), seed=seed, company=company, longest=longest), Tally()
    for batch in batches(runs):
        tally.add(rehearsal.play(batch, runs))
    return tally


def only(tally: Tally) -> DeadEnd:
    """The one dead end that was found."""
    (found,) = tally.dead_ends.values()
    return found
