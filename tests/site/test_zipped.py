"""The zip file holds the site, is the same for the same site, and never replaces another's."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import call, tree

from planreport.files import MANIFEST, manifest
from planreport.place import PlanError
from planreport.site import zipped

FILES = {"index.html": b"first", "data/plan.csv": b"a,b\r\n"}


def put(files: dict[str, bytes], path: Path) -> None:
    with zipped.made({**files, MANIFEST: manifest(files)}, path) as take_its_place:
        take_its_place()


def test_the_zip_holds_the_site_and_its_manifest(project: Callable[[str], Path]) -> None:
    folder = project("minamo")
    done = call(folder, "--no-pdf", "--zip", "--fragments")
    assert "まとめたファイル: output.zip" in done.stdout
    with zipfile.ZipFile(folder / "output.zip") as found:
        assert found.testzip() is None
        held = {name: found.read(name) for name in found.namelist()}
    written = tree(folder / "output")
    del written[".gitignore"]
    assert held == written
    listed = json.loads(held.pop("manifest.json"))["files"]
    assert {path: hashlib.sha256(content).hexdigest() for path, content in held.items()} == {
        path: entry["sha256"] for path, entry in listed.items()
    }


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    put(FILES, tmp_path / "a.zip")
    put(dict(reversed(FILES.items())), tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as made:
        assert {entry.external_attr >> 16 for entry in made.infolist()} == {0o644}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip", "b.zip"]


def test_a_zip_of_this_program_is_replaced(tmp_path: Path) -> None:
    put(FILES, tmp_path / "a.zip")
    zipped.refuse_foreign(tmp_path / "a.zip")
    put({"index.html": b"second"}, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as made:
        assert made.read("index.html") == b"second"


def test_anything_else_of_that_name_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"mine")
    with pytest.raises(PlanError, match="このプログラムが作ったものではない"):
        zipped.refuse_foreign(path)
    for told in ("{}", "[]", "no json", '{"generator": "somebody", "files": {}}'):
        with zipfile.ZipFile(path, "w") as made:
            made.writestr("manifest.json", told)
        with pytest.raises(PlanError, match="このプログラムが作ったものではない"):
            zipped.refuse_foreign(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(PlanError, match="このプログラムが作ったものではない"):
        zipped.refuse_foreign(path)


def test_another_file_stops_the_build_before_it_writes(project: Callable[[str], Path]) -> None:
    folder = project("minamo")
    (folder / "output.zip").write_bytes(b"mine")
    done = call(folder, "--no-pdf", "--zip")
    assert done.returncode == 1
    assert "output.zip" in done.stderr
    assert not (folder / "output").exists()
    assert (folder / "output.zip").read_bytes() == b"mine"
