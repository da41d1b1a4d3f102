"""The output folder is replaced as a whole, whatever happens meanwhile."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, tree

from planreport.place import PlanError
from planreport.site import write

FILES = {"index.html": b"first", "data/plan.csv": b"a,b\r\n"}

# Writes two versions of a site in turn, for ever.
WRITER = """
import sys
from pathlib import Path
from planreport.site.write import write
while True:
    for version in (b"one", b"two"):
        write({f"pages/{n}.html": version * 1000 for n in range(40)}, Path(sys.argv[1]))
"""


def start_writer(output: Path) -> subprocess.Popen[bytes]:
    child = subprocess.Popen([sys.executable, "-c", WRITER, str(output)], cwd=ROOT)
    while not output.exists():
        time.sleep(0.005)
    return child


def test_the_folder_holds_the_files_a_manifest_and_a_gitignore(tmp_path: Path) -> None:
    count = write.write(FILES, tmp_path / "output")
    found = tree(tmp_path / "output")
    assert count == len(found) == 4
    assert {path: found[path] for path in FILES} == FILES
    assert found[".gitignore"] == b"*\n!.gitignore\n"
    for path, entry in json.loads(found["manifest.json"])["files"].items():
        assert entry["bytes"] == len(found[path])
        assert entry["sha256"] == hashlib.sha256(found[path]).hexdigest()


def test_what_is_no_longer_part_of_the_site_is_gone(tmp_path: Path) -> None:
    write.write(FILES | {"old.html": b""}, tmp_path / "output")
    write.write(FILES, tmp_path / "output")
    assert "old.html" not in tree(tmp_path / "output")
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


@pytest.mark.parametrize("names", [["letter.txt"], ["index.html", ".gitignore"], ["a/b/c.html"]])
def test_a_folder_that_this_program_did_not_make_is_left_alone(
    tmp_path: Path, names: list[str]
) -> None:
    for name in names:
        (tmp_path / "output" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "output" / name).write_text("mine")
    before = tree(tmp_path)
    with pytest.raises(PlanError, match="このプログラムが作ったものではない"):
        write.write(FILES, tmp_path / "output")
    assert tree(tmp_path) == before


def test_a_drive_that_was_named_by_mistake_is_not_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed, listing = [], Path.iterdir

    def told(path: Path) -> Iterator[Path]:
        listed.append(path.name)
        return listing(path)

    monkeypatch.setattr(Path, "iterdir", told)
    for name in ("b/deep/a.html", *(f"{n}.jpg" for n in range(9))):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine")
    with pytest.raises(PlanError, match=r"（0\.jpg、1\.jpg、2\.jpg、3\.jpg、4\.jpg など）"):
        write.write(FILES, tmp_path)
    assert listed == [tmp_path.name]
    for path in tmp_path.glob("*.jpg"):
        path.unlink()
    with pytest.raises(PlanError, match=r"（b/deep/a\.html）"):
        write.write(FILES, tmp_path)


def test_a_file_put_into_the_site_by_hand_stops_the_next_build(tmp_path: Path) -> None:
    write.write(FILES, tmp_path / "output")
    (tmp_path / "output" / "photo.jpg").write_bytes(b"mine")
    with pytest.raises(PlanError, match=r"photo\.jpg"):
        write.write(FILES, tmp_path / "output")
    assert (tmp_path / "output" / "photo.jpg").read_bytes() == b"mine"


def test_a_folder_that_only_has_the_name_of_a_half_made_site_is_left_alone(
    tmp_path: Path,
) -> None:
    for name in (".output.new", ".output.old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "letter.txt").write_text("mine")
        with pytest.raises(PlanError, match="このプログラムが作ったものではない"):
            write.write(FILES, tmp_path / "output")
        assert (tmp_path / name / "letter.txt").read_text() == "mine"
        (tmp_path / name / "letter.txt").unlink()


def test_a_file_in_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("mine")
    with pytest.raises(PlanError, match="フォルダではありません"):
        write.write(FILES, tmp_path / "output")
    assert (tmp_path / "output").read_text() == "mine"


def test_a_folder_as_git_checks_it_out_is_filled(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / ".gitignore").write_text("*\n!.gitignore\n")
    write.write(FILES, tmp_path / "output")
    assert "index.html" in tree(tmp_path / "output")


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    (tmp_path / "output").symlink_to(tmp_path / "server")
    write.write(FILES, tmp_path / "output")
    assert (tmp_path / "output").is_symlink()
    assert "index.html" in tree(tmp_path / "server")


@pytest.mark.whole
def test_a_writer_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    dice = random.Random(1)
    for _ in range(12):
        child = start_writer(tmp_path / "output")
        time.sleep(dice.uniform(0.0, 0.15))
        child.send_signal(signal.SIGKILL)
        child.wait()
        found = tree(tmp_path / "output")
        pages = {content for path, content in found.items() if path.startswith("pages/")}
        assert len(found) == 42
        assert pages in ({b"one" * 1000}, {b"two" * 1000})
    write.write(FILES, tmp_path / "output")
    assert [path.name for path in tmp_path.iterdir()] == ["output"]


@pytest.mark.skipif(sys.platform != "linux", reason="swapping folders is tried on Linux")
def test_there_is_a_site_at_every_moment(tmp_path: Path) -> None:
    child = start_writer(tmp_path / "output")
    page = os.fspath(tmp_path / "output" / "pages" / "0.html")
    looks = misses = swaps = 0
    before = 0
    while (looks < 5000 or swaps < 50) and child.poll() is None:
        try:
            now = os.stat(page).st_ino  # noqa: PTH116 (as quick as can be)
        except FileNotFoundError:
            misses += 1
        looks += 1
        swaps += now != before
        before = now
    child.kill()
    assert child.wait() == -signal.SIGKILL
    assert misses == 0


def test_a_full_disk_leaves_the_last_site_and_no_rubbish(tmp_path: Path) -> None:
    """A limit on the size of a file makes the system refuse to write, as a full disk does."""
    write.write(FILES, tmp_path / "output")
    before = tree(tmp_path)
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from planreport.site.write import write; from planreport.place import PlanError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "try: write({'a.html': b'a', 'b.html': b'b' * 9000}, Path(sys.argv[1]))\n"
        "except PlanError as error: sys.exit(str(error))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "output"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "書き込めません" in done.stderr
    assert "ディスクの空き" in done.stderr
    assert tree(tmp_path) == before


def test_half_a_replacement_is_undone_by_the_next_build(tmp_path: Path) -> None:
    """Killed between two renames, the last site is still there under its other name."""
    write.write(FILES, tmp_path / "output")
    (tmp_path / "output").rename(tmp_path / ".output.old")
    with pytest.raises(PlanError, match="書き込めません"):
        write.write({"x" * 300: b""}, tmp_path / "output")
    assert tree(tmp_path / "output")["index.html"] == b"first"
