"""The program as pip installs it, far from its repository."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import patience
import pytest
from conftest import (
    PLANS,
    ROOT,
    built_with_kept_papers,
    make_project,
    once,
    parsed,
    pictures_drawn,
    tree,
)
from test_filled import fill

pytestmark = pytest.mark.whole


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        capture_output=True,
        text=True,
        timeout=patience.SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment into which the wheel was installed.

    The packages of the lock file, and pip, are those of this environment, so that nothing comes from
    the network; pip looks whether they are all that the wheel asks for.
    """
    folder = once(tmp_path_factory, "installed", install)
    return folder / "venv" / "bin"


def install(folder: Path) -> None:
    source = folder / "source"
    source.mkdir(parents=True)
    for part in ("planreport", "templates"):
        shutil.copytree(ROOT / part, source / part)
    for part in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / part, source / part)
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    shutil.rmtree(source)
    (wheel,) = folder.glob("planreport-*-py3-none-any.whl")
    run(sys.executable, "-m", "venv", "--without-pip", "venv", cwd=folder)
    python = folder / "venv" / "bin" / "python"
    there = sysconfig.get_paths(vars={"base": str(folder / "venv")})["purelib"]
    Path(there, "locked.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    run(python, "-m", "pip", "install", "--quiet", "--no-index", "--no-compile", wheel, cwd=folder)
    assert "No broken requirements found" in run(python, "-m", "pip", "check", cwd=folder)


@pytest.mark.pdf
def test_the_installed_program_makes_what_the_checkout_makes(program: Path, tmp_path: Path) -> None:
    plan = tmp_path / "計画"
    for part in ("data", "content"):
        shutil.copytree(PLANS["minamo"] / part, plan / part)
    year = ("--year", "2020")
    said = run(program / "planreport", *year, cwd=plan)
    assert "開くには: output/index.html" in said
    assert "何も変わっていない" in run(program / "planreport", *year, cwd=plan)
    with pictures_drawn():
        checkout = built_with_kept_papers(make_project("minamo", tmp_path / "checkout"), *year)
    assert tree(plan / "output") == tree(checkout / "output")


def test_it_calls_itself_by_its_own_name(program: Path, tmp_path: Path) -> None:
    assert run(program / "planreport", "--help", cwd=tmp_path).startswith("使い方: planreport ")
    plan = tmp_path / "計画"
    for part in ("data", "content"):
        shutil.copytree(PLANS["minamo"] / part, plan / part)
    said = run(program / "python", "-m", "planreport", "new-year", cwd=plan)
    assert "「planreport forms フォルダ」" in said
    assert "build.py" not in said


def test_a_plan_is_begun_typed_and_published_far_from_any_repository(
    program: Path, tmp_path: Path
) -> None:
    answers = (
        "--title",
        "水と緑の計画",
        "--municipality",
        "旭川市",
        "--first",
        "R4",
        "--last",
        "R5",
    )
    said = run(program / "planreport", "init", "水と緑", *answers, cwd=tmp_path)
    assert "「planreport import 表のファイル --plan 水と緑」" in said
    plan = tmp_path / "水と緑"
    rows = [
        (
            "水を守る",
            "川",
            "水質の測定",
            "5か所で測る",
            "環境課",
            "A",
            "測った。",
            "A",
            "また測った。",
        ),
        (None, None, "清掃", "川を清掃する", "環境課", "B", "掃いた。", "A", "拾った。"),
    ]
    fill(plan / "計画の表.xlsx", {"計画の表": rows})
    run(program / "planreport", "import", "計画の表.xlsx", cwd=plan)
    assert run(program / "planreport", "check", cwd=plan).startswith("誤りはありません。")
    run(program / "planreport", "--no-pdf", cwd=plan)
    page = parsed(plan / "output" / "index.html")
    assert page.xpath("string(//h1)").startswith("水と緑の計画")
    assert (plan / "output" / "goal-1.html").exists()
