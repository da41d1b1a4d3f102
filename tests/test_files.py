"""Files are replaced whole or not at all, and nothing that is there is lost."""

import errno
import json
import os
import stat
import sys
from pathlib import Path

import pytest
from conftest import tree
from strike import blows

from planreport.files import UNFINISHED, add, edit, forget_oldest, undo
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


def test_a_file_of_the_data_that_is_a_link_stays_one(tmp_path: Path) -> None:
    """As one that lies on a department's share: a file, a folder, and one that is yet to come."""
    write_all(tmp_path / "share", {"goals.csv": b"before", "years/2020.csv": b"before"})
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "goals.csv").symlink_to("../share/goals.csv")
    (tmp_path / "data" / "progress").symlink_to(tmp_path / "share" / "years")
    (tmp_path / "data" / "published.csv").symlink_to("../share/published.csv")
    paths = ["data/goals.csv", "data/progress/2020.csv", "data/published.csv"]
    before = tree(tmp_path)
    for _ in blows(lambda: edit(tmp_path, dict.fromkeys(paths, b"after"))):
        undo(tmp_path)
        assert tree(tmp_path) == before
    for path in ("data/goals.csv", "data/progress", "data/published.csv"):
        assert (tmp_path / path).is_symlink()
    assert set(tree(tmp_path / "share").values()) == {b"after"}
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


def test_if_one_file_cannot_be_replaced_none_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace a file that a program has open: here its name does."""
    old = {f"data/{name}.csv": name.encode() for name in ("one", "two", "three")}
    write_all(tmp_path, old)
    replace = os.replace

    def refuse(source: str | Path, target: str | Path) -> None:
        if Path(target).name == "two.csv":
            raise PermissionError(13, "open in another program", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(PermissionError):
        edit(tmp_path, {"data/new.csv": b"new", **dict.fromkeys(old, b"other")})
    assert tree(tmp_path) == old


EDITS = {"data/plan.toml": b"after", "data/same.csv": b"same", "data/progress/2021.csv": b"new"}


def before_edits(folder: Path) -> dict[str, bytes]:
    """A folder's files before any of EDITS; what a killed edit left there is gone."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    old = {"data/plan.toml": b"\xffbefore", "data/same.csv": b"same", "data/other.csv": b"other"}
    write_all(folder, old)
    return old


def write_all(folder: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def test_an_edit_that_is_killed_anywhere_is_undone_or_complete(tmp_path: Path) -> None:
    before = before_edits(tmp_path)
    struck = []
    for _ in blows(lambda: edit(tmp_path, EDITS)):
        struck.append((tmp_path / UNFINISHED).exists())
        undo(tmp_path)
        assert tree(tmp_path) == before
        before_edits(tmp_path)
    assert True in struck and False in struck
    assert tree(tmp_path) == before | EDITS


class Disk:
    """Notes what is asked of the disk: which files and folders it is to keep, and what is moved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[tuple[str, str]] = []
        self.sync, self.replace, self.unlink = os.fsync, os.replace, os.unlink
        monkeypatch.setattr(os, "fsync", self.note_sync)
        monkeypatch.setattr(os, "replace", self.note_replace)
        monkeypatch.setattr(os, "unlink", self.note_unlink)

    def note_sync(self, file: int) -> None:
        self.asked.append(("keep", Path(f"/proc/self/fd/{file}").readlink().name))
        self.sync(file)

    def note_replace(self, source: str | Path, target: str | Path) -> None:
        self.asked.append(("move", Path(target).name))
        self.replace(source, target)

    def note_unlink(self, path: str | Path) -> None:
        if Path(path).exists():
            self.asked.append(("remove", Path(path).name))
        self.unlink(path)


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux which file is open")
def test_the_disk_keeps_a_file_before_it_replaces_another_and_before_that_counts_as_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a power cut there is no empty file, and none that comes back."""
    before_edits(tmp_path)
    disk = Disk(monkeypatch)
    edit(tmp_path, {"data/plan.toml": b"after", "data/progress/2021.csv": b"new"})
    assert disk.asked == [
        ("keep", "..unfinished.json.new"),
        ("move", ".unfinished.json"),
        ("keep", "data"),
        ("keep", ".plan.toml.new"),
        ("move", "plan.toml"),
        ("keep", "data"),
        ("keep", ".2021.csv.new"),
        ("move", "2021.csv"),
        ("keep", "progress"),
        ("remove", ".unfinished.json"),
        ("keep", "data"),
    ]


def test_taking_back_is_kept_by_the_disk_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before_edits(tmp_path)
    for _ in blows(lambda: edit(tmp_path, EDITS)):
        if (tmp_path / "data" / "progress" / "2021.csv").exists():
            break
        undo(tmp_path)
    disk = Disk(monkeypatch)
    undo(tmp_path)
    assert disk.asked == [
        ("keep", ".plan.toml.new"),
        ("move", "plan.toml"),
        ("keep", "data"),
        ("remove", "2021.csv"),
        ("keep", "progress"),
        ("remove", ".unfinished.json"),
        ("keep", "data"),
    ]


def test_a_folder_that_no_disk_can_be_asked_to_keep_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some network folders answer so; any other answer is a failure, and takes the edit back."""
    before = before_edits(tmp_path)
    sync, answer = os.fsync, errno.EIO

    def refuse(file: int) -> None:
        if stat.S_ISDIR(os.fstat(file).st_mode) and (tmp_path / UNFINISHED).exists():
            raise OSError(answer, os.strerror(answer))
        sync(file)

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError):
        edit(tmp_path, EDITS)
    assert tree(tmp_path) == before
    answer = errno.EINVAL
    edit(tmp_path, EDITS)
    assert tree(tmp_path) == before | EDITS


def test_taking_back_that_is_killed_anywhere_goes_on_where_it_was(tmp_path: Path) -> None:
    before = before_edits(tmp_path)
    record = {
        "data/plan.toml": ["\udcffbefore", "after"],
        "data/same.csv": ["same", "same"],
        "data/progress/2021.csv": [None, "new"],
    }
    half = before | EDITS | {UNFINISHED: json.dumps(record).encode()}
    write_all(tmp_path, half)
    for _ in blows(lambda: undo(tmp_path)):
        undo(tmp_path)
        assert tree(tmp_path) == before
        write_all(tmp_path, half)
    assert tree(tmp_path) == before
    assert undo(tmp_path) == []


def test_what_somebody_has_changed_since_is_not_taken_back(tmp_path: Path) -> None:
    before_edits(tmp_path)
    for _ in blows(lambda: edit(tmp_path, EDITS)):
        if (tmp_path / "data" / "plan.toml").read_bytes() == b"after":
            break
    (tmp_path / "data" / "plan.toml").write_bytes(b"mine")
    assert undo(tmp_path) == []
    assert (tmp_path / "data" / "plan.toml").read_bytes() == b"mine"


def test_a_record_of_what_was_begun_that_is_damaged_is_told(tmp_path: Path) -> None:
    write_all(tmp_path, {UNFINISHED: b'{"data/plan'})
    with pytest.raises(PlanError, match="壊れていて読めません"):
        undo(tmp_path)


def test_forms_that_were_begun_are_made_by_the_same_call_again(tmp_path: Path) -> None:
    """A form cut off would differ from what it should be, and might be taken for filled in."""
    forms = {f"{n}.xlsx": bytes([n]) * 9 for n in range(3)}
    for _ in blows(lambda: add(tmp_path / "forms", forms)):
        add(tmp_path / "forms", forms)
        assert tree(tmp_path / "forms") == forms
        for path in (tmp_path / "forms").iterdir():
            path.unlink()
        (tmp_path / "forms").rmdir()
    assert tree(tmp_path / "forms") == forms


def test_those_used_last_stay_in_a_cache_though_another_build_is_taking_one_away(
    tmp_path: Path,
) -> None:
    for day, name in enumerate("abc"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (day, day))
    (tmp_path / "gone").symlink_to("nowhere")  # it is listed, and no file any more
    forget_oldest(tmp_path, 2)
    assert {path.name for path in tmp_path.iterdir()} == {"b", "c"}
