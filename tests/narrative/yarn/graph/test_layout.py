"""Where the boxes of a map stand."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from narrative.yarn.graph.layout import BOX_HEIGHT, BOX_WIDTH, lay_out
from narrative.yarn.graph.model import Box, Edge, Graph, Way


def graph(names: str, *ways: str, clusters: str = "") -> Graph:
    """Make a map of boxes with one letter each, and ways of two."""
    return Graph(
        start=names[:1],
        boxes=tuple(
            Box(name=name, cluster=clusters[at : at + 1], passages=()) for at, name in enumerate(names)
        ),
        edges=tuple(Edge(source=way[0], target=way[1], way=Way.JUMP) for way in ways),
    )


def columns(drawn: Graph) -> list[str]:
    """Return the letters of each column, from the top."""
    boxes = lay_out(drawn).boxes
    lefts = sorted({placed.x for placed in boxes})
    return [
        "".join(placed.box.name for placed in sorted(boxes, key=lambda placed: placed.y) if placed.x == left)
        for left in lefts
    ]


def test_a_story_goes_from_left_to_right() -> None:
    assert ["a", "bc", "d"] == columns(graph("abcd", "ab", "ac", "bd", "cd"))


def test_a_box_stands_right_of_all_that_lead_to_it() -> None:
    assert ["a", "b", "c"] == columns(graph("cba", "ac", "ab", "bc"))


def test_ways_back_and_ways_to_oneself_do_not_count() -> None:
    assert ["a", "b", "c"] == columns(graph("abc", "ab", "bc", "ca", "bb"))


def test_columns_are_ordered_so_that_ways_cross_little() -> None:
    assert ["ab", "dc"] == columns(graph("abcd", "ad", "bc"))


def test_a_tall_column_goes_on_beside_itself() -> None:
    names = "".join(chr(ord("a") + number) for number in range(60))
    drawn = graph(names, *(f"a{name}" for name in names[1:]))
    assert [1, 24, 24, 11] == [len(column) for column in columns(drawn)]


def test_clusters_stand_below_each_other_in_frames() -> None:
    layout = lay_out(graph("abc", "ab", "bc", clusters="112"))
    assert ["1", "2"] == [frame.title for frame in layout.frames]
    first, second = layout.frames
    assert first.y + first.height < second.y
    assert [True, True, False] == [first.y < placed.y < first.y + first.height for placed in layout.boxes]


def test_a_map_of_nothing_is_empty() -> None:
    layout = lay_out(graph(""))
    assert ((), ()) == (layout.boxes, layout.frames)


def test_a_story_longer_than_pythons_stack_has_a_place() -> None:
    names = [f"n{number}" for number in range(3000)]
    ways = tuple(Edge(source=one, target=two, way=Way.JUMP) for one, two in pairwise(names))
    boxes = tuple(Box(name=name, cluster="", passages=()) for name in names)
    assert 3000 == len({placed.x for placed in lay_out(Graph(start="n0", boxes=boxes, edges=ways)).boxes})


LETTERS = "abcdefgh"
WAYS = st.lists(st.tuples(st.sampled_from(LETTERS), st.sampled_from(LETTERS)).map("".join), max_size=20)


@given(WAYS, st.text("12", min_size=8, max_size=8))
def test_every_box_has_a_place_of_its_own_within_its_frame(ways: list[str], clusters: str) -> None:
    drawn = graph(LETTERS, *ways, clusters=clusters)
    layout = lay_out(drawn)
    assert sorted(LETTERS) == sorted(placed.box.name for placed in layout.boxes)
    for one, two in combinations(layout.boxes, 2):
        assert abs(one.x - two.x) >= BOX_WIDTH or abs(one.y - two.y) >= BOX_HEIGHT
    frames = {frame.title: frame for frame in layout.frames}
    for placed in layout.boxes:
        frame = frames[placed.box.cluster]
        assert frame.x < placed.x < placed.x + BOX_WIDTH < frame.x + frame.width <= layout.width
        assert frame.y < placed.y < placed.y + BOX_HEIGHT < frame.y + frame.height <= layout.height
    assert layout == lay_out(drawn)
