"""Files are replaced whole or not at all, and nothing that is there is lost."""

from pathlib import Path

import pytest

from planreport.files import add, edit
from planreport.place import PlanError
from planreport.site.write import write


def test_files_of_the_data_are_replaced_and_never_written_into(tmp_path: Path) -> None:
    """Whoever has the old file open goes on reading it as it was."""
    path = tmp_path / "data" / "goals.csv"
    path.parent.mkdir()
    path.write_bytes(b"before")
    path.chmod(0o664)
    with path.open("rb") as reader:
        edit(tmp_path, {"data/goals.csv": b"after", "data/progress/2021.csv": b"new"})
        assert reader.read() == b"before"
    assert path.read_bytes() == b"after"
    assert path.stat().st_mode & 0o777 == 0o664
    assert (tmp_path / "data" / "progress" / "2021.csv").read_bytes() == b"new"
    assert not list(tmp_path.rglob(".*"))


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_the_lines_of_a_replaced_file_end_as_they_did(tmp_path: Path, end: bytes) -> None:
    (tmp_path / "plan.toml").write_bytes(b"a = 1" + end + b"b = 2" + end)
    edit(tmp_path, {"plan.toml": b"a = 1\nb = 3\n"})
    assert (tmp_path / "plan.toml").read_bytes() == b"a = 1" + end + b"b = 3" + end


def test_forms_are_not_put_into_a_site(tmp_path: Path) -> None:
    """The next build would refuse to replace the folder."""
    write({"index.html": b"first"}, tmp_path / "output")
    with pytest.raises(PlanError) as error:
        add(tmp_path / "output", {"form.xlsx": b"form"})
    assert "作ったサイトのフォルダです" in str(error.value)
    assert write({"index.html": b"second"}, tmp_path / "output")


def test_if_one_file_cannot_be_replaced_none_is(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_bytes(b"one")
    (tmp_path / "two.csv").mkdir()  # cannot be replaced, as an open file on Windows cannot
    edits = {"new.csv": b"new", "one.csv": b"other", "two.csv": b"other"}
    with pytest.raises(OSError):
        edit(tmp_path, edits)
    assert (tmp_path / "one.csv").read_bytes() == b"one"
    assert not (tmp_path / "new.csv").exists()
    assert not list(tmp_path.rglob(".*"))
