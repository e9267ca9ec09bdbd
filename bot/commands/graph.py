"""`kedok graph`: the story's map."""

from __future__ import annotations

import argparse
from importlib.resources import files
from pathlib import Path

from bot.bookshelf import ANOTHERS_FACE
from bot.commands.parser import FINE, Commands, add_command, add_format
from bot.files import write_whole
from bot.works import find, program_of, read_work
from narrative.yarn.graph.build import graph_of
from narrative.yarn.graph.dot import draw_dot
from narrative.yarn.graph.html import draw_html
from narrative.yarn.graph.mermaid import draw_mermaid
from narrative.yarn.graph.model import Graph

HOW = """\
Draw which node leads where: by jumps, by detours there and back (dashed), and by
which options. Groups are one box; targets that are computed are found by their
pattern; scenes are frames; what nothing leads to is marked.

`mermaid` is for pages that render it, `dot` for Graphviz, `html` for a browser:
one page that needs no network, with a search, and the lines of each node.
"""
EXAMPLE = """\
examples:
  kedok graph my_story --format html --output map.html
  kedok graph my_story --format dot | dot -Tsvg > map.svg
"""


def add(commands: Commands) -> None:
    graph = add_command(commands, "graph", _graph, "draw the story's map: which node leads where")
    graph.formatter_class = argparse.RawDescriptionHelpFormatter
    graph.description, graph.epilog = HOW, EXAMPLE
    graph.add_argument(
        "path",
        nargs="?",
        default=ANOTHERS_FACE,
        metavar="PATH",
        help="a script, a project, or a book's folder; without it, Another's Face",
    )
    add_format(graph, "mermaid", "dot", "html")
    graph.add_argument("--output", type=Path, metavar="FILE", help="write it there instead of printing it")


def _graph(options: argparse.Namespace) -> int:
    with find(options.path) as path:
        work = read_work(path)
    title = work.project.name or path.resolve().stem
    drawing = _drawn(graph_of(program_of(work), start=work.project.start), options.format, title)
    if options.output is None:
        print(drawing, end="")
    else:
        write_whole(options.output, drawing)
    return FINE


def _drawn(graph: Graph, format_: str, title: str) -> str:
    if format_ == "mermaid":
        return draw_mermaid(graph)
    if format_ == "dot":
        return draw_dot(graph)
    page = (files("narrative.yarn.graph") / "page.html").read_text(encoding="utf-8")
    return draw_html(graph, title=title, page=page)
