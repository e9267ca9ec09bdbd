"""Files are read to the byte, and written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.files import read_exactly, write_whole
from narrative.errors import AuthorError


@pytest.mark.parametrize("text", ["", "one\r\ntwo\rthree\n", "\ufefftitle: Start\n", "tanpa akhir baris"])
def test_what_is_written_is_read_again_to_the_byte(tmp_path: Path, text: str) -> None:
    file = tmp_path / "story.yarn"
    write_whole(file, text)
    assert (text, text.encode()) == (read_exactly(file), file.read_bytes())


def test_a_folder_that_lacks_is_made_and_no_draft_is_left(tmp_path: Path) -> None:
    file = tmp_path / "id" / "strings.csv"
    write_whole(file, "one")
    write_whole(file, "two")
    assert [file] == list(file.parent.iterdir())
    assert "two" == read_exactly(file)


def test_a_file_keeps_its_rights_and_a_link_stays_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "story.yarn", tmp_path / "link.yarn"
    file.write_text("one")
    file.chmod(0o640)
    link.symlink_to(file)
    write_whole(link, "two")
    assert (True, "two", 0o640) == (link.is_symlink(), file.read_text(), file.stat().st_mode & 0o777)


def test_what_cannot_be_written_is_told_and_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(AuthorError, match="taken cannot be written"):
        write_whole(tmp_path / "taken", "one")
    assert [tmp_path / "taken"] == list(tmp_path.iterdir())


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(AuthorError, match="cannot be read: No such file"):
        read_exactly(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes(b"caf\xe9")
    with pytest.raises(AuthorError, match="is not UTF-8 text"):
        read_exactly(tmp_path / "latin.csv")
