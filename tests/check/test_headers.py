"""One misspelt word in a header is one cause, and is not told a hundred times."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import INDICATED, PLANS
from judged import problems

from planreport.check import check
from planreport.check.headers import CORRECTIONS
from planreport.load import load
from planreport.place import PlanError, Problem

# Of the plan that has all of them.
OF_INDICATORS = ("indicators", "targets", "values/2021", "published", "corrections", "revisions")


def files() -> Iterator[tuple[str, Path, Path]]:
    """Every file of both plans, and those of a third that name indicators: plan, its folder, file."""
    for plan, root in PLANS.items():
        for path in sorted((root / "data").rglob("*.csv")):
            yield plan, root, path
    for name in OF_INDICATORS:
        yield "aomine", INDICATED["aomine"], INDICATED["aomine"] / "data" / f"{name}.csv"


def headers() -> list[tuple[str, str, str]]:
    """Every column of them: plan, file, column."""
    return [
        (plan, path.relative_to(root).as_posix(), column)
        for plan, root, path in files()
        for column in next(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    ]


def errors(project: Path) -> list[Problem]:
    return [problem for problem in problems(project) if not problem.is_warning]


@pytest.mark.parametrize(("plan", "file", "column"), headers())
def test_a_misspelt_header_is_told_once_and_its_rows_are_left_alone(
    project: Callable[[str], Path], plan: str, file: str, column: str
) -> None:
    folder = project(plan)
    path = folder / file
    header, rest = path.read_text(encoding="utf-8-sig").split("\n", 1)
    misspelt = f"{column[:-1]}{column[-1]}x"
    names = [misspelt if name == column else name for name in header.strip().split(",")]
    path.write_text(",".join(names) + "\n" + rest, encoding="utf-8")
    found = errors(folder)
    assert 1 <= len(found) <= 2
    assert {problem.place.file for problem in found} == {file}
    assert f"知らない列「{misspelt}」です。" in {problem.message for problem in found}


@pytest.mark.parametrize("column", CORRECTIONS.required)
def test_without_the_corrections_nobody_says_that_what_was_published_has_changed(
    project: Callable[[str], Path], column: str
) -> None:
    folder = project("shipped")
    schedule = folder / "data" / "schedule.csv"
    before = schedule.read_text(encoding="utf-8-sig")
    schedule.write_text(before.replace("m01,2012,拡充", "m01,2012,運用"), encoding="utf-8")
    header = ",".join(CORRECTIONS.required)
    row = "2026-11-25,m01,2012,planned,拡充,運用,写し間違い"
    corrections = folder / "data" / "corrections.csv"
    corrections.write_text(f"{header}\n{row}\n", encoding="utf-8")
    assert errors(folder) == []
    corrections.write_text(f"{header.replace(column, column + 'x')}\n{row}\n", encoding="utf-8")
    found = errors(folder)
    assert 1 <= len(found) <= 2
    assert {problem.place.file for problem in found} == {"data/corrections.csv"}


@pytest.mark.parametrize("name", ["published", "corrections", "revisions"])
def test_a_file_that_cannot_be_read_is_told_once_as_well(
    project: Callable[[str], Path], name: str
) -> None:
    folder = project("minamo")
    (folder / "data" / f"{name}.csv").write_bytes("計画の記録".encode("cp932"))
    (problem,) = errors(folder)
    assert problem.place.file == f"data/{name}.csv"
    assert "文字コード" in problem.message


@pytest.mark.parametrize("name", ["takanohara", "shiomi", "aomine"])
def test_a_plan_toml_that_cannot_be_read_brings_no_complaints_about_fields_of_its_own(
    project: Callable[[str], Path], name: str
) -> None:
    data = project(name) / "data"
    for file, slip in (("plan.toml", 'title = "\n'), ("goals.csv", "g0,\n")):
        with (data / file).open("a", encoding="utf-8") as whole:
            whole.write(slip)
    with pytest.raises(PlanError) as error:
        check(load(data.parent))
    files = {problem.place.file for problem in error.value.problems}
    assert files == {"data/plan.toml", "data/goals.csv"}
