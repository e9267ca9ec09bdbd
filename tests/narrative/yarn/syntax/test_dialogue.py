"""Lines of dialogue: text, escapes, expressions, conditions, hashtags and comments."""

from __future__ import annotations

import pytest

from tests.narrative.yarn.syntax.reading import message, outline, problems


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("Hello.", "Hello."),
        ("Hello.", "   Hello.   "),
        ("She said “no”.", "She said “no”."),
        ('She said "no".', 'She said "no".'),
        ("100% sure", "100% sure"),
        ("*a* **b** _c_ `d` ||e||", "*a* **b** _c_ `d` ||e||"),
        ("1 < 2 and 2 > 1", "1 < 2 and 2 > 1"),
        ("[a](b) [wave/]", "[a](b) [wave/]"),
        ("<@123> hi", "<@123> hi"),
        ("a } b", "a } b"),
        ("a / b", "a / b"),
        ("a -> b => c", "a -> b => c"),
        ("--- dashes", "--- dashes"),
        ("a === b", "a === b"),
        ("😀 Ça va ?", "😀 Ça va ?"),
        ("Hello :wave: friend", "Hello :wave: friend"),
        ("see http:", "see http://x.y/z"),
        ("see http://x", r"see http:\/\/x"),
        (r"\ < > { } # /", r"\\ \< \> \{ \} \# \/"),
        (r"\[b\] 10\:30", r"\[b\] 10\:30"),
        ("<<not a command>>", r"\<\<not a command>>"),
        ("Room #5", r"Room \#5"),
    ],
)
def test_text(expected: str, written: str) -> None:
    r"""Only `\[ \] \:` stay escaped: the markup reader comes after."""
    assert f"{expected}\n" == outline(written)


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("{0} ({0}=$x)", "{$x}"),
        ("a {0} b {1} ({0}=[$x + 1] {1}=f())", "a {$x + 1} b {f()}"),
        ('{0} ({0}="}")', '{"}"}'),
        ("Now {0} ({0}=1)", "Now {1} // comment {2}"),
        ('[plural value={0} one="a {1}"/] ({0}=$n {1}=$x)', '[plural value={$n} one="a {$x}"/]'),
    ],
)
def test_expressions_in_text(expected: str, written: str) -> None:
    """The n-th expression stands as {n}."""
    assert f"{expected}\n" == outline(written)


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("{0} is plain", r"\{0\} is plain"),
        ('{1} and {0} ({0}=$x {1}="{0}")', r"\{0\} and {$x}"),
        ('{0} and {1} ({0}=$x {1}="{7}")', r"{$x} and \{7}"),
        ('{1}{0}{2} ({0}=$x {1}="{0}" {2}="{1}")', r"\{0\}{$x}\{1\}"),
        ("{{0}} ({0}=$x)", r"\{{$x}\}"),
        ("{a} {0} ({0}=$x)", r"\{a\} {$x}"),
    ],
)
def test_escaped_braces_that_look_like_an_expressions_place(expected: str, written: str) -> None:
    """Beside real expressions they are an expression that says just that, so nothing is put in for them."""
    assert f"{expected}\n" == outline(written)


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        ("Hi #a", "Hi #a"),
        ("Hi #a #b", "Hi #a#b"),
        ("Hi #pause:1.5 #line:x_1", "Hi   #pause:1.5  #line:x_1  // and more"),
        ("Hi #a:b/c.d-e_f,g(h)//", "Hi #a:b/c.d-e_f,g(h)//"),
        ("Hi <<if $a>>", "Hi <<if $a>>"),
        ("Hi <<if [$a > 1]>>", "Hi<<if $a > 1>>"),
        ("Hi <<once>>", "Hi << once >>"),
        ("Hi <<once if [$a and $b]>> #t", "Hi <<once if $a and $b>> #t"),
        ("Hi <<if true>> #t", "Hi <<if true>>#t // comment"),
        ("{0} <<if true>> ({0}=$x)", "{$x} <<if true>>"),
    ],
)
def test_what_follows_the_text(expected: str, written: str) -> None:
    """First at most one condition, then hashtags, then a comment."""
    if "({0}" in expected:
        expected = "{0} ({0}=$x) <<if true>>"
    assert f"{expected}\n" == outline(written)


@pytest.mark.parametrize("arrow", ["->", "=>"])
def test_options_and_items_take_all_that_lines_take(arrow: str) -> None:
    head = "options" if arrow == "->" else "one of"
    assert f"{head}\n  {arrow} Hi {{0}} ({{0}}=$x) <<once if $a>> #t\n" == outline(
        f"{arrow}Hi {{$x}} <<once if $a>> #t // comment"
    )


@pytest.mark.parametrize(
    ("where", "code", "written"),
    [
        (3, "YS0005", r"a \n b"),
        (1, "YS0005", r"\n b"),
        (3, "YS0005", r"a \* b"),
        (3, "YS0005", "a \\"),
        (6, "YS0005", "a { b"),
        (4, "YS0005", "a {}"),
        (1, "YS0005", "#tag alone"),
        (6, "YS0005", "text # tag"),
        (9, "YS0005", "Room #5 is open"),
        (6, "YS0005", "hi #a$b"),
        (6, "YS0005", "hi #a<b"),
        (16, "YS0005", "hi <<if true>> <<if false>>"),
        (9, "YS0005", "hi #tag <<if true>>"),
        (16, "YS0005", "hi <<if true>> there"),
        (9, "YS0005", "hi <<if >>"),
        (11, "YS0005", "hi <<once $a>>"),
        (4, "YS0020", "hi <<wait 1>>"),
        (4, "YS0020", "hi <<set $x = 1>>"),
        (6, "YS0006", "text << not a command"),
        (15, "YS0006", "hi <<if $a > 1"),
        (3, "YS0005", "->"),
        (4, "YS0005", "=> #tag"),
        (4, "YS0005", "-> <<if true>>"),
    ],
)
def test_what_is_refused(where: int, code: str, written: str) -> None:
    (found,) = problems(written)
    line_and_column, found_code = found.split()
    assert (code, "3") == (found_code, line_and_column.split(":")[0])
    assert where == int(line_and_column.split(":")[1])


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        (r"a \n b", r"for a plain backslash write `\\`"),
        ("a { b", "Close it with `}`"),
        ("#tag alone", r"write `\#`"),
        ("Room #5 is open", r"write `\#`"),
        ("text # tag", r"For a plain `#` write `\#`"),
        ("hi <<if true>> <<if false>>", "at most one condition, and it stands once"),
        ("hi #tag <<if true>>", "before the hashtags"),
        ("hi <<wait 1>>", "on a line of its own"),
        ("text << not", r"or write `\<\<`"),
        ("->", "Expected a text after `->`"),
        ("-> #tag", "cannot begin with a hashtag"),
    ],
)
def test_messages_say_how_to_mend_it(written: str, hint: str) -> None:
    assert hint in message(written)


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("YS0021", "that is all>>"),
        ("YS0022", "set $x = 1"),
        ("YS0022", "set $x to 1"),
        ("YS0022", "declare $x = 1"),
        ("YS0022", "jump Kitchen"),
        ("YS0022", "detour Kitchen"),
        ("YS0048", "<wait 2>"),
    ],
)
def test_text_that_looks_like_a_command_is_warned_of(code: str, written: str) -> None:
    assert [f"3:1 {code}"] == problems(written)


@pytest.mark.parametrize(
    "written",
    ["set the table", "jump over the fence", "declare war", "<b>bold</b>", "a >> b", "set $5 aside"],
)
def test_plain_text_is_not_warned_of(written: str) -> None:
    assert f"{written}\n" == outline(written)


def test_a_chevron_too_many_is_warned_of_and_left_out() -> None:
    assert ["3:4 YS0064"] == problems("hi <<<if true>>")
    assert ["3:15 YS0064"] == problems("hi <<if true>>>")
