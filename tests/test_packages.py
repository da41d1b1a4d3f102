"""Every locked package installs from wheels, without a compiler, wherever the program is used."""

import re
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import uv
from conftest import ROOT
from packaging import tags
from packaging.requirements import Requirement
from packaging.utils import parse_wheel_filename

LOCK = ROOT / "requirements.lock"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PYTHONS = re.search(r"^PYTHONS \?= (.+)$", MAKEFILE, re.M)[1].split()  # type: ignore[index]
MACOS = {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"}
WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}


@dataclass(frozen=True)
class System:
    """What Python says of itself in markers, and the kinds of compiled code that run."""

    markers: dict[str, str]
    platforms: list[str]


# By uv's names.
SYSTEMS = {
    "x86_64-pc-windows-msvc": System(WINDOWS, ["win_amd64"]),
    "aarch64-apple-darwin": System(MACOS, [*tags.mac_platforms((11, 0), "arm64")]),
    "x86_64-apple-darwin": System(MACOS, [*tags.mac_platforms((10, 15), "x86_64")]),
}


def locked() -> list[tuple[Requirement, set[str]]]:
    """The packages of the lock file, each with the digests that it lets in."""
    entries = re.split(r"^(?=[a-z])", LOCK.read_text(encoding="utf-8"), flags=re.M)
    return [
        (Requirement(entry.partition("\\")[0]), set(re.findall(r"sha256:([0-9a-f]{64})", entry)))
        for entry in entries
        if "==" in entry
    ]


def is_needed(requirement: Requirement, python: str, markers: Mapping[str, str]) -> bool:
    of_python = {"python_version": python, "python_full_version": f"{python}.0"}
    return requirement.marker is None or requirement.marker.evaluate({**markers, **of_python})


def installable(python: str, platforms: list[str]) -> set[tags.Tag]:
    version = tuple(map(int, python.split(".")))
    return {
        *tags.cpython_tags(version, platforms=platforms),
        *tags.compatible_tags(version, platforms=platforms),
    }


def compiled(*arguments: str | Path) -> str:
    """What uv makes of the requirements in a file, with what the index says of them."""
    plain = ["--quiet", "--no-header", "--no-annotate", "--no-python-downloads"]
    done = subprocess.run(
        [uv.find_uv_bin(), "pip", "compile", *plain, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[str, str]]]:
    """The wheels that the index has of each locked version: their file names and digests."""
    made: Path = tmp_path_factory.mktemp("index") / "pylock.toml"
    how = f"--universal --python-version {PYTHONS[0]} --no-deps --format pylock.toml".split()
    compiled(LOCK, *how, "-o", made)
    packages: list[dict[str, Any]] = tomllib.loads(made.read_text(encoding="utf-8"))["packages"]
    return {
        package["name"]: [
            (PurePosixPath(wheel["url"]).name, wheel["hashes"]["sha256"])
            for wheel in package.get("wheels", ())
        ]
        for package in packages
    }


@pytest.mark.index
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS.values(), ids=SYSTEMS)
def test_every_locked_package_has_a_wheel(
    offered: dict[str, list[tuple[str, str]]], system: System, python: str
) -> None:
    fitting = installable(python, system.platforms)
    lacking = [
        requirement.name
        for requirement, digests in locked()
        if is_needed(requirement, python, system.markers)
        and not any(
            digest in digests and parse_wheel_filename(name)[3] & fitting
            for name, digest in offered[requirement.name]
        )
    ]
    assert lacking == []


@pytest.mark.index
@pytest.mark.parametrize("python", [PYTHONS[0], PYTHONS[-1]])
@pytest.mark.parametrize("system", SYSTEMS)
def test_what_is_locked_for_a_system_is_what_the_program_needs_there(
    system: str, python: str
) -> None:
    there = f"--only-binary :all: --python-platform {system} --python-version {python}".split()
    needed = compiled(ROOT / "pyproject.toml", "--constraint", LOCK, *there).split()
    markers = SYSTEMS[system].markers
    taken = [one for one, _ in locked() if is_needed(one, python, markers)]
    assert needed == [f"{one.name}{one.specifier}" for one in taken]


@pytest.mark.parametrize("python", PYTHONS)
def test_what_is_gathered_here_for_windows_is_what_windows_needs(python: str) -> None:
    """pip chooses the packages by the system that it runs on, whichever it gathers them for."""
    for requirement, _ in locked():
        here = is_needed(requirement, python, {})
        assert is_needed(requirement, python, WINDOWS) == here, requirement.name
