"""A site is replaced wherever it lies, and whatever a build that is killed leaves behind."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import tree
from strike import blows

from planreport.place import PlanError
from planreport.site import replace, write, zipped

SITES = [
    {"index.html": b"first", "data/plan.csv": b"a,b\r\n"},
    {"index.html": b"second", "data": b"a file now", "old/page.html": b"old"},
    {"index.html": b"third", "new.html": b"new"},
]
Patch = pytest.MonkeyPatch


def refusing(monkeypatch: Patch, call: str, number: int, is_refused: Callable[..., bool]) -> None:
    """Has the system refuse some calls, as it does where a test cannot make it do so."""
    real = getattr(os, call)

    def asked(*arguments: Any, **words: Any) -> Any:
        if is_refused(*arguments):
            raise OSError(number, os.strerror(number), str(arguments[0]))
        return real(*arguments, **words)

    monkeypatch.setattr(os, call, asked)


def swapped(_: Patch) -> None:
    """Linux and macOS on a disk of their own."""


def renamed(monkeypatch: Patch) -> None:
    """Windows, and file systems such as NFS, cannot swap two folders."""
    monkeypatch.setattr(replace, "_exchange", lambda *_: False)


def mounted(monkeypatch: Patch) -> None:
    """A volume of a container, and the root of a drive."""
    is_mount = os.path.ismount
    monkeypatch.setattr(
        os.path, "ismount", lambda path: Path(path).name == "output" or is_mount(path)
    )


def bound(monkeypatch: Patch) -> None:
    """A folder of the same disk that is mounted here, which nothing but the refusal tells."""
    renamed(monkeypatch)
    refusing(monkeypatch, "rename", errno.EBUSY, lambda path, *_: Path(path).name == "output")


def enclosed(monkeypatch: Patch) -> None:
    """A folder that somebody may write into, in one that is not theirs."""
    refusing(monkeypatch, "mkdir", errno.EACCES, lambda path, *_: Path(path).name == ".output.new")


IN_ONE_MOVE: list[Callable[[Patch], None]] = [swapped, renamed]
FILE_BY_FILE: list[Callable[[Patch], None]] = [mounted, bound, enclosed]
anywhere = pytest.mark.parametrize("lies", IN_ONE_MOVE + FILE_BY_FILE)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A folder for a site, which is there already, as where it is a volume."""
    (tmp_path / "output").mkdir()
    return tmp_path / "output"


@pytest.fixture
def whole(tmp_path: Path) -> list[dict[str, bytes]]:
    """What the folder of each of SITES holds."""
    folders = [tmp_path / "whole" / str(n) for n in range(len(SITES))]
    for site, folder in zip(SITES, folders, strict=True):
        write.write(site, folder)
    return [tree(folder) for folder in folders]


@anywhere
def test_a_site_is_replaced_and_what_is_no_longer_part_of_it_is_gone(
    output: Path, whole: list[dict[str, bytes]], monkeypatch: Patch, lies: Callable[[Patch], None]
) -> None:
    lies(monkeypatch)
    folder = output.stat().st_ino
    for site, expected in zip(SITES, whole, strict=True):
        write.write(site, output)
        assert tree(output) == expected
        assert not [path for path in output.rglob("*") if path.is_dir() and not any(path.iterdir())]
        assert sorted(path.name for path in output.parent.iterdir()) == ["output", "whole"]
    assert (output.stat().st_ino == folder) == (lies in FILE_BY_FILE)


# All that lies in a folder: files by path with what they hold, folders with None.
State = frozenset[tuple[str, bytes | None]]


def state(folder: Path) -> State:
    there = (path for path in folder.rglob("*") if path.relative_to(folder).parts[0] != "whole")
    return frozenset(
        (path.relative_to(folder).as_posix(), path.read_bytes() if path.is_file() else None)
        for path in there
    )


def put(state: State, folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir() and path.name != "whole":
            shutil.rmtree(path)
    for name, content in sorted(state, key=lambda entry: entry[0]):
        if content is None:
            (folder / name).mkdir()
        else:
            (folder / name).write_bytes(content)


@pytest.mark.whole
@anywhere
def test_nothing_that_a_killed_writer_leaves_stops_the_next(
    output: Path, whole: list[dict[str, bytes]], monkeypatch: Patch, lies: Callable[[Patch], None]
) -> None:
    """Killed before each change of the file system, and the next one as well, and then the third.

    What is done depends on what is there alone: what is left more than once is gone on with once.
    """
    lies(monkeypatch)
    top = output.parent

    def killed(act: Callable[[], object], begun: set[State]) -> tuple[set[State], set[State]]:
        """What `act` leaves when it is killed, and when it comes to its end."""
        left, done = set(), set()
        for before in begun:
            put(before, top)
            for _ in blows(act):
                left.add(state(top))
                put(before, top)
            done.add(state(top))
        return left, done

    def prepare() -> None:
        write.prepare(output)
        (top / "whole" / "prepared").write_bytes(b"")  # so that there is a change in any case

    write.write(SITES[2], output)
    once, _ = killed(lambda: write.write(SITES[0], output), {state(top)})
    settling, settled = killed(prepare, once)
    twice, _ = killed(lambda: write.write(SITES[1], output), settled)
    assert len(once) > 10 and settling and len(twice) > 10
    for left in once | settling | twice:
        there = files_below("output", left)
        if lies is renamed and not there:  # as short as can be, and brought back by the next
            there = files_below(".output.old", left)
        for path, content in there.items():
            if lies in IN_ONE_MOVE or not path.startswith(".planreport."):
                assert content in [one[path] for one in whole if path in one]
        assert lies in FILE_BY_FILE or there in whole
        put(left, top)
        write.write(SITES[2], output)
        assert tree(output) == whole[2]
        assert sorted(path.name for path in top.iterdir()) == ["output", "whole"]


def files_below(folder: str, state: State) -> dict[str, bytes]:
    return {
        path.removeprefix(f"{folder}/"): content
        for path, content in state
        if content is not None and path.startswith(f"{folder}/")
    }


@anywhere
def test_the_site_and_its_zip_file_are_both_old_or_both_new_when_a_killed_build_is_settled(
    output: Path, whole: list[dict[str, bytes]], monkeypatch: Patch, lies: Callable[[Patch], None]
) -> None:
    lies(monkeypatch)
    archive = zipped.beside(output)
    write.write(SITES[0], output, archive)
    zips = {archive.read_bytes(): whole[0]}
    write.write(SITES[1], output, archive)
    zips[archive.read_bytes()] = whole[1]
    seen = []
    for _ in blows(lambda: write.write(SITES[0], output, archive)):
        write.prepare(output)
        assert tree(output) == zips[archive.read_bytes()]
        seen.append(tree(output))
        names = ["output", "output.zip", "whole"]
        assert sorted(path.name for path in output.parent.iterdir()) == names
        write.write(SITES[1], output, archive)
    assert whole[0] in seen and whole[1] in seen


@anywhere
@pytest.mark.parametrize("is_first", [True, False])
def test_a_zip_file_that_cannot_be_replaced_leaves_the_site_as_it_was(
    output: Path, monkeypatch: Patch, lies: Callable[[Patch], None], is_first: bool
) -> None:
    """Windows refuses where a program has it open."""
    lies(monkeypatch)
    archive = zipped.beside(output)
    if not is_first:
        write.write(SITES[0], output, archive)
    before = tree(output.parent)
    refusing(monkeypatch, "replace", errno.EACCES, lambda _, to: Path(to) == archive)
    with pytest.raises(PlanError) as error:
        write.write(SITES[1], output, archive)
    assert str(error.value) == (
        f"エラー: {archive}: 書き込めません。前に作ったものは、そのまま残っています。\n"
        "    → ディスクの空きと書込みの権限を確かめ、開いているファイルを閉じてください。"
        "（Permission denied）"
    )
    assert tree(output.parent) == before


@pytest.mark.parametrize("lies", FILE_BY_FILE)
def test_what_could_be_replaced_in_part_only_is_told_and_gone_on_with(
    output: Path, whole: list[dict[str, bytes]], monkeypatch: Patch, lies: Callable[[Patch], None]
) -> None:
    write.write(SITES[0], output)
    with monkeypatch.context() as open_in_a_program:
        lies(open_in_a_program)
        refusing(
            open_in_a_program,
            "replace",
            errno.EACCES,
            lambda _, to: Path(to).name == "index.html",
        )
        with pytest.raises(OSError) as error:
            write.write(SITES[1], output)
    assert str(error.value.strerror) == (
        "Permission denied。途中まで入れ替わりました。もう一度作ると、続きから入れ替わります"
    )
    write.prepare(output)
    assert tree(output) == whole[1]


@pytest.mark.parametrize("lies", FILE_BY_FILE)
def test_a_full_disk_leaves_a_site_as_it_was_where_it_is_replaced_file_by_file(
    output: Path, monkeypatch: Patch, lies: Callable[[Patch], None]
) -> None:
    write.write(SITES[0], output)
    before = tree(output.parent)
    lies(monkeypatch)
    with pytest.raises(PlanError, match="書き込めません"):
        write.write({"a.html": b"a", "x" * 300: b""}, output)
    assert tree(output.parent) == before


@pytest.mark.parametrize("name", [".planreport.new", ".planreport.ready"])
def test_a_folder_in_the_site_that_only_has_our_name_is_left_alone(
    output: Path, monkeypatch: Patch, name: str
) -> None:
    mounted(monkeypatch)
    (output / name).mkdir()
    (output / name / "letter.txt").write_text("mine")
    with pytest.raises(PlanError, match="このプログラムが作ったものではない"):
        write.write(SITES[0], output)
    assert (output / name / "letter.txt").read_text() == "mine"


def test_a_link_in_a_site_is_left_alone_and_so_is_what_it_leads_to(
    output: Path, tmp_path: Path
) -> None:
    """To a folder, to nothing, and to itself."""
    write.write(SITES[0], output)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "letter.txt").write_text("mine")
    for target in (tmp_path / "elsewhere", "nowhere", "link"):
        (output / "link").symlink_to(target)
        with pytest.raises(PlanError, match="ではないファイルがあります（link）"):
            write.write(SITES[1], output)
        (output / "link").unlink()
    write.write(SITES[1], output)
    assert (tmp_path / "elsewhere" / "letter.txt").read_text() == "mine"


@anywhere
def test_a_link_in_place_of_a_page_is_replaced_and_what_it_leads_to_stays(
    output: Path, tmp_path: Path, monkeypatch: Patch, lies: Callable[[Patch], None]
) -> None:
    lies(monkeypatch)
    write.write(SITES[0], output)
    (tmp_path / "letter.txt").write_text("mine")
    (output / "index.html").unlink()
    (output / "index.html").symlink_to(tmp_path / "letter.txt")
    write.write(SITES[2], output)
    assert (output / "index.html").read_bytes() == b"third"
    assert (tmp_path / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize("links", [{"output": "output"}, {"output": "a", "a": "output"}])
def test_an_output_that_is_a_link_to_itself_is_told(tmp_path: Path, links: dict[str, str]) -> None:
    for name, target in links.items():
        (tmp_path / name).symlink_to(target)
    with pytest.raises(PlanError, match="自分自身に戻るリンクです。\n    → リンクを消すか、"):
        write.write(SITES[0], tmp_path / "output")


def test_an_output_below_a_link_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(PlanError, match="書き込めません"):
        write.write(SITES[0], tmp_path / "loop" / "output")


def test_the_root_of_a_drive_has_no_zip_file_beside_it() -> None:
    with pytest.raises(PlanError, match="ドライブの一番上"):
        zipped.beside(Path("/"))
