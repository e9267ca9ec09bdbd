"""Small stories for the tests of maps."""

from __future__ import annotations

from narrative.yarn.compile.job import compile_project
from narrative.yarn.graph.build import graph_of
from narrative.yarn.graph.model import Graph
from narrative.yarn.library import Library
from narrative.yarn.program import Program


def compiled(**files: str) -> Program:
    """Compile scripts by the names of their files."""
    sources = {f"{name}.yarn": text for name, text in files.items()}
    compilation = compile_project(sources, signatures=Library.standard().signatures())
    assert compilation.program is not None, compilation.diagnostics
    return compilation.program


def node(title: str, *body: str, **headers: str) -> str:
    """Write a node."""
    written = [f"title: {title}", *(f"{key}: {value}" for key, value in headers.items())]
    return "\n".join([*written, "---", *body, "===", ""])


def drawn(*nodes: str) -> Graph:
    """Draw up the map of nodes in one file."""
    return graph_of(compiled(story="".join(nodes)))


FERRY = "".join(
    [
        node(
            "Start",
            "Good evening.",
            '-> Stay "here" #line:stay',
            "    <<jump Talk>>",
            "-> Go",
            "    <<stop>>",
            scene="1",
        ),
        node(
            "Talk",
            '<<declare $mood = "calm">>',
            '<<set $mood to "cross">>',
            '<<detour {"She_" + $mood}>>',
            "<<jump Night>>",
        ),
        node("She_calm", "She: Well.", subtitle="one", when="once"),
        node("She_calm", "She: Well, well.", subtitle="two", when="always"),
        node("She_cross", "She: No."),
        node("She_glad", "She: Oh!"),
        node("Night", "The end.", scene="2"),
    ]
)
