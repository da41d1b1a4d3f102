"""A year is opened and published by the rules, and what else there is stays as it was."""

import hashlib
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import call, make_project, tree
from strike import blows

from planreport.check import check
from planreport.files import edit
from planreport.load import Edits, Sources, load
from planreport.place import PlanError
from planreport.round import commands, rollover
from planreport.site.alone import alone

Project = Callable[[str], Path]


def opened(folder: Path, extends: bool = False) -> rollover.NewYear:
    sources = load(folder)
    checked = check(sources)
    return rollover.new_year(sources, checked.plan, checked.collection, extends)


def published(folder: Path, year: int) -> Edits:
    sources: Sources = load(folder)
    return rollover.publish(sources, check(sources, closes=True).plan, year, date(2022, 6, 30))


def test_a_new_year_has_a_blank_row_for_each_measure_of_the_year(project: Project) -> None:
    new = opened(project("minamo"))
    assert new.fiscal_year.year == 2021
    assert list(new.edits) == ["data/progress/2021.csv"]
    assert new.edits["data/progress/2021.csv"].decode("utf-8-sig").splitlines() == [
        "measure_id,progress,actions,assessment,remarks",
        *(f"{measure_id},,,," for measure_id in ("w1", "w2", "w3", "e1", "e3", "l1")),
    ]


def test_the_year_is_then_being_collected_and_nothing_is_shown_of_it(project: Project) -> None:
    folder = project("minamo")
    before = check(load(folder)).plan
    edit(folder, opened(folder).edits)
    checked = check(load(folder))
    assert checked.plan == before
    assert checked.collection and checked.collection.fiscal_year.year == 2021
    assert len(checked.collection.missing) == 6
    assert [str(warning) for warning in checked.warnings] == [
        "注意: data/progress/2021.csv: 令和3年度（2021年度）は入力の途中です"
        "（6のうち6が未記入）。まだ載せません。\n    → 誰がまだかは「build.py status」で見られます。"
    ]


def test_the_first_year_of_a_plan_without_reports_can_be_opened(project: Project) -> None:
    folder = project("minamo")
    for path in (folder / "data" / "progress").iterdir():
        path.unlink()
    new = opened(folder)
    assert new.fiscal_year.year == 2017
    assert [measure.id for measure in new.measures] == ["w1", "w2", "e1", "e2", "e3", "l1"]


def test_a_year_is_not_opened_while_the_last_has_gaps(project: Project) -> None:
    folder = project("minamo")
    edit(folder, opened(folder).edits)
    with pytest.raises(PlanError) as error:
        opened(folder)
    assert [problem.message for problem in error.value.problems] == [
        "令和4年度（2022年度）は、計画の期間（平成29年度から令和3年度まで）の後です。",
        "令和3年度（2021年度）がまだ揃っていません（あと6）。",
    ]


def test_a_plan_that_has_ended_is_extended_only_when_asked(project: Project) -> None:
    folder = project("shipped")
    with pytest.raises(PlanError, match="--extend"):
        opened(folder)
    new = opened(folder, extends=True)
    assert new.fiscal_year.year == 2015
    assert len(new.measures) == len(new.promised) == 30
    edit(folder, new.edits)
    plan = check(load(folder)).plan
    assert plan.years[-1].year == 2015
    for measure in plan.measures:
        assert measure.years[-1].planned == measure.years[-2].planned


def test_extending_touches_no_row_that_was_there(project: Project) -> None:
    folder = project("shipped")
    edits = opened(folder, extends=True).edits
    before = (folder / "data" / "schedule.csv").read_bytes()
    assert edits["data/schedule.csv"].startswith(before)
    assert not any("201" + year in path for path in edits for year in "234")


def test_a_measure_that_has_ended_is_not_extended(project: Project) -> None:
    new = opened(to_its_end(project("minamo")), extends=True)
    assert [measure_id for measure_id, _, _ in new.promised] == ["w1", "w2", "w3", "e1", "e3", "l1"]


def test_a_published_year_is_recorded_with_its_words_and_a_digest(project: Project) -> None:
    folder = project("minamo")
    edits = published(folder, 2020)
    rows = edits["data/published.csv"].decode("utf-8-sig").splitlines()
    assert len(rows) == 7
    digest = hashlib.sha256("水質を31回測り、広報紙で知らせた。".encode()).hexdigest()
    assert rows[1] == f"2020,w1,2022-06-30,○,◎,Ａ 順調,{digest[:16]}"
    edit(folder, edits)
    checked = check(load(folder))
    assert [(p.fiscal_year.year, p.date) for p in checked.plan.publications] == [
        (2020, date(2022, 6, 30))
    ]
    assert checked.collection is None
    assert checked.plan.updated == date(2022, 6, 30)
    assert checked.plan.history[0].text == "令和2年度（2020年度）の達成状況を公表しました。"


@pytest.mark.parametrize(
    ("year", "reason"), [(2021, "進捗のファイルがありません"), (2016, "進捗のファイルがありません")]
)
def test_a_year_that_is_not_complete_is_not_published(
    project: Project, year: int, reason: str
) -> None:
    with pytest.raises(PlanError, match=reason):
        published(project("minamo"), year)


def test_a_year_with_gaps_is_not_published(project: Project) -> None:
    folder = project("minamo")
    edit(folder, opened(folder).edits)
    with pytest.raises(PlanError, match=r"build\.py status"):
        published(folder, 2021)


def test_an_earlier_year_that_is_recorded_late_moves_no_day_back(project: Project) -> None:
    folder = project("minamo")
    edit(folder, published(folder, 2020))
    sources = load(folder)
    edit(folder, rollover.publish(sources, check(sources).plan, 2019, date(2020, 6, 30)))
    plan = check(load(folder)).plan
    assert plan.updated == date(2022, 6, 30)
    days = [update.date for update in plan.history]
    assert days == sorted(days, reverse=True)
    assert [p.fiscal_year.year for p in plan.publications] == [2019, 2020]


def test_a_year_is_published_once(project: Project) -> None:
    with pytest.raises(PlanError, match="もう公表の記録があります"):
        published(project("shipped"), 2014)


def extending(folder: Path) -> None:
    commands.new_year(folder, True)


def publishing(folder: Path) -> None:
    commands.publish(folder, 2021, date(2022, 6, 30))


def to_its_end(folder: Path) -> Path:
    """The plan, once its last year is reported."""
    last = (f"{measure},○,した。" for measure in ("w1", "w2", "w3", "e1", "e3", "l1"))
    written = "\n".join(["measure_id,progress,actions", *last, ""])
    (folder / "data" / "progress" / "2021.csv").write_text(written, encoding="utf-8")
    return folder


@pytest.mark.whole
@pytest.mark.parametrize(("command", "files"), [(extending, 3), (publishing, 2)])
def test_a_command_that_is_killed_anywhere_is_undone_and_called_again(
    project: Project, command: Callable[[Path], None], files: int
) -> None:
    folder = to_its_end(project("minamo"))
    before = tree(folder / "data")
    struck = 0
    for _ in blows(lambda: command(folder)):
        struck += 1
        with alone(folder):
            assert tree(folder / "data") == before
    assert struck > 3 * files
    check(load(folder))
    after = tree(folder / "data")
    assert len([path for path in after if before.get(path) != after[path]]) == files


@pytest.fixture(scope="module")
def struck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan of which a command was killed when it had changed something."""
    folder = to_its_end(make_project("minamo", tmp_path_factory.mktemp("struck") / "minamo"))
    shutil.copytree(folder / "data", folder.parent / "before")
    schedule = folder / "data" / "schedule.csv"
    before = schedule.read_bytes()
    for _ in blows(lambda: extending(folder)):
        if schedule.read_bytes() != before:
            break
    with pytest.raises(PlanError):
        check(load(folder))
    return folder


@pytest.mark.parametrize("command", [["check"], ["status"], ["--no-pdf"], ["new-year", "--extend"]])
def test_the_next_command_undoes_what_was_begun_and_says_so(
    struck: Path, tmp_path: Path, command: list[str]
) -> None:
    folder = shutil.copytree(struck, tmp_path / "minamo", symlinks=True)
    done = call(folder, *command)
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith(
        "途中で止まった命令が書き換えていたデータを、元に戻しました（data/schedule.csv）。\n"
    )
    if command != ["new-year", "--extend"]:
        assert tree(folder / "data") == tree(struck.parent / "before")
