"""The map as a page: whole, valid, and safe whatever the story says."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from importlib.resources import files

import pytest

from narrative.yarn.graph.build import graph_of
from narrative.yarn.graph.html import draw_html
from tests.narrative.yarn.graph.stories import FERRY, compiled, drawn, node

PAGE = (files("narrative.yarn.graph") / "page.html").read_text(encoding="utf-8")
VOID = {"meta", "input"}


class _Page(HTMLParser):
    """Reads a page and keeps its elements, and the text of its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.scripts.append(data)

    def of_class(self, name: str) -> list[dict[str, str]]:
        return [attrs for _, attrs in self.elements if name in attrs.get("class", "").split()]


@pytest.fixture
def ferry() -> _Page:
    return _Page(draw_html(graph_of(compiled(ferry=FERRY)), title="The Ferry", page=PAGE))


def test_every_element_is_closed_and_every_placeholder_filled(ferry: _Page) -> None:
    assert [] == ferry.open
    assert "{{" not in draw_html(drawn(node("Start", "Hm.")), title="T", page=PAGE)


def test_every_box_and_way_is_drawn(ferry: _Page) -> None:
    assert [
        "Start, 1 · the story begins here · the story may end here",
        "Talk, 1",
        "She_calm ×2, 1 · a group of 2",
        "She_cross, 1",
        "She_glad, 1 · nothing leads here",
        "Night, 2 · the story may end here",
    ] == [box["aria-label"] for box in ferry.of_class("box")]
    assert [("0", "1"), ("1", "2"), ("1", "3"), ("1", "5")] == [
        (way["data-from"], way["data-to"]) for way in ferry.of_class("edge")
    ]
    assert (2, 2, 1, 1, 2, 1) == tuple(
        len(ferry.of_class(name)) for name in ("frame", "detour", "group", "start", "ends", "unreached")
    )


def test_the_story_is_in_the_page_for_its_script(ferry: _Page) -> None:
    start, talk, *_ = json.loads(ferry.scripts[0])
    assert {
        "name": "Start",
        "about": "1 · the story begins here · the story may end here",
        "passages": [
            {
                "node": "Start",
                "place": "ferry.yarn:1",
                "lines": [["line", "Good evening."], ["option", 'Stay "here"'], ["option", "Go"]],
            }
        ],
        "out": [{"box": 1, "way": "jump", "labels": ['Stay "here"']}],
        "in": [],
    } == start
    assert [{"box": 0, "way": "jump", "labels": ['Stay "here"']}] == talk["in"]


def test_it_needs_no_network(ferry: _Page) -> None:
    policy = next(attrs["content"] for _, attrs in ferry.elements if "http-equiv" in attrs)
    assert policy.startswith("default-src 'none'")
    assert [] == [
        (tag, attrs) for tag, attrs in ferry.elements if {"src", "href"} & attrs.keys() or tag == "link"
    ]


def test_it_can_be_read_without_a_mouse_and_in_the_dark(ferry: _Page) -> None:
    assert ["0", "-1"] == [box["tabindex"] for box in ferry.of_class("box")][:2]
    buttons = [attrs for tag, attrs in ferry.elements if tag == "input" or attrs.get("role") == "group"]
    assert all("aria-label" in attrs or "viewbox" in attrs for attrs in buttons)
    assert all(
        word in PAGE for word in ("prefers-color-scheme: dark", "prefers-reduced-motion", "max-width: 46rem")
    )


def test_no_text_of_the_story_becomes_a_part_of_the_page() -> None:
    spite = r"</script><!--\<b onload=x>&amp;"
    graph = drawn(
        node(
            "Start",
            rf"-> </script\>\<!--&lt; {spite.replace('>', chr(92) + '>').replace('<', chr(92) + '<')}",
            "    <<jump End>>",
            scene='</svg>"',
        ),
        node("End", "Hm."),
    )
    page = _Page(draw_html(graph, title="<i>&", page=PAGE))
    assert [] == page.open
    assert ["title", "h1"] == [tag for tag, _ in page.elements if tag in {"title", "h1", "i", "b"}][:2]
    assert "</script>" in json.loads(page.scripts[0])[0]["out"][0]["labels"][0]
    assert '</svg>" · the story begins here' in page.of_class("box")[0]["aria-label"]


def test_ways_back_and_down_and_to_oneself_are_drawn() -> None:
    graph = drawn(
        node("Start", "<<detour Start>>", "<<detour Next>>", "<<jump Later>>", scene="1"),
        node("Next", "<<jump Start>>"),
        node("Later", "<<jump Start>>", scene="2"),
    )
    paths = [way["d"] for way in _Page(draw_html(graph, title="T", page=PAGE)).of_class("edge")]
    assert 5 == len(set(paths))
    assert all(path.startswith("M") and ("C" in path or "c" in path) for path in paths)


def test_a_way_past_a_box_of_the_same_row_goes_below_it() -> None:
    graph = drawn(
        node("Start", "-> One", "    <<jump Next>>", "-> Two", "    <<jump Last>>"),
        node("Next", "<<jump Last>>"),
        node("Last", "Hm."),
    )
    paths = [way["d"] for way in _Page(draw_html(graph, title="T", page=PAGE)).of_class("edge")]
    assert [
        "M248 80 C284 80 284 80 320 80",
        "M248 80 C420 112 420 112 592 80",
        "M520 80 C556 80 556 80 592 80",
    ] == paths
