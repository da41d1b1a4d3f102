"""One program serves many plans, each in a folder of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PLANS, build, call, lend, tree

from planreport.commandline.commands import commands

Project = Callable[[str], Path]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A folder that holds a plan and no program."""
    folder = tmp_path / "計画の フォルダ"
    for part in ("data", "content"):
        shutil.copytree(PLANS["minamo"] / part, folder / part)
    lend(folder)
    return folder


def test_a_plan_in_a_folder_of_its_own_gives_the_same_bytes(plan: Path, project: Project) -> None:
    with_program = project("minamo")
    assert call(with_program, "--no-pdf").returncode == 0
    done = call(project("shipped"), "--plan", str(plan), "--no-pdf")
    assert done.returncode == 0, done.stderr
    assert tree(plan / "output") == tree(with_program / "output")


def test_nothing_of_the_plan_beside_the_program_is_touched(plan: Path, project: Project) -> None:
    beside = project("shipped")
    before = tree(beside / "data")
    done = call(beside, "new-year", "--plan", str(plan))
    assert done.returncode == 0, done.stderr
    assert tree(beside / "data") == before
    assert not (beside / "output").exists()
    assert (plan / "data" / "progress" / "2020.csv").exists()


@pytest.mark.parametrize("name", sorted({*commands.commands} - {"init", "portal"}))
def test_every_command_about_one_plan_takes_its_folder(
    name: str, tmp_path: Path, project: Project
) -> None:
    done = call(project("minamo"), name, "--plan", str(tmp_path / "no plan"))
    assert done.returncode == 1
    assert f"{tmp_path}/no plan: 計画のフォルダではありません" in done.stderr
    assert not (tmp_path / "no plan").exists()


def test_what_to_do_next_is_said_for_the_same_plan(plan: Path, project: Project) -> None:
    done = call(project("shipped"), "new-year", "--plan", str(plan))
    assert f'「build.py forms フォルダ --plan "{plan}"」' in done.stdout


def test_what_no_plan_is_needed_for_is_said_without_one(tmp_path: Path, project: Project) -> None:
    program = project("minamo")
    done = call(program, "check", "--plan", str(tmp_path / "no plan"))
    assert "「build.py init フォルダ」" in done.stderr
    done = call(program, "check", "--plan", str(tmp_path), "--nothing")
    assert "「build.py --help」" in done.stderr


@pytest.mark.whole
@pytest.mark.parametrize("words", [["--plan", "計画の フォルダ"], ["--plan=計画の フォルダ"]])
def test_a_build_of_another_plan_with_nothing_to_do_does_nothing(
    plan: Path, project: Project, words: list[str]
) -> None:
    program = project("shipped") / "build.py"
    words = ["--no-pdf", "--year", "2019", *words]
    first, second = (build(plan.parent, *words, script=str(program)) for _ in range(2))
    assert "何も変わっていない" not in first.stdout
    assert "何も変わっていない" in second.stdout


@pytest.mark.whole
def test_a_designer_s_own_templates_lie_in_the_plan_s_folder(plan: Path, project: Project) -> None:
    program = project("minamo")
    shutil.copytree(program / "templates", plan / "templates")
    sheet = plan / "templates" / "static" / "style.css"
    sheet.write_text(sheet.read_text(encoding="utf-8") + "\n.mine { color: #123456 }\n")
    done = call(program, "--plan", str(plan), "--no-pdf")
    assert done.returncode == 0, done.stderr
    assert ".mine" in (plan / "output" / "style.css").read_text(encoding="utf-8")
    done = call(program, "--no-pdf")
    assert ".mine" not in (program / "output" / "style.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("inside", ["data", "content", ".cache"])
def test_a_site_is_made_in_no_folder_that_the_plan_is_read_from(
    plan: Path, project: Project, inside: str
) -> None:
    place = plan / inside / "site"
    done = call(project("shipped"), "--plan", str(plan), "--no-pdf", "--output", str(place))
    assert done.returncode == 1
    assert f"{inside} の中には作れません。" in done.stderr
    assert not place.exists()
