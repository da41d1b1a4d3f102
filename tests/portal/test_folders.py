"""Which folders are plans, and by what name each is known."""

from pathlib import Path

import pytest

from planreport.place import PlanError
from planreport.portal import folders


def plan(folder: Path) -> Path:
    (folder / "data").mkdir(parents=True)
    return folder


def refused(*given: Path) -> list[tuple[str, str]]:
    with pytest.raises(PlanError) as found:
        folders.plans(given)
    return [(problem.message, problem.advice) for problem in found.value.problems]


def test_a_folder_that_is_no_plan_stands_for_the_plans_in_it(tmp_path: Path) -> None:
    one, two = plan(tmp_path / "kankyo"), plan(tmp_path / "bosai")
    (tmp_path / "output" / "kankyo").mkdir(parents=True)
    (tmp_path / "portal.toml").touch()
    assert folders.plans([tmp_path]) == {"bosai": two, "kankyo": one}


def test_plans_may_lie_anywhere_and_be_named_twice(tmp_path: Path) -> None:
    one, two = plan(tmp_path / "a" / "kankyo"), plan(tmp_path / "b" / "bosai")
    assert folders.plans([one, two.parent, one]) == {"kankyo": one, "bosai": two}


def test_a_plan_is_known_by_the_name_of_its_folder_however_that_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plan(tmp_path / "kankyo"))
    assert folders.plans([Path()]) == {"kankyo": tmp_path / "kankyo"}


@pytest.mark.parametrize("name", ["環境", "Kankyo", "kankyo 2026", "kankyo_2026", "a.b", "-a"])
def test_a_name_that_cannot_be_an_address_is_refused(tmp_path: Path, name: str) -> None:
    message, advice = "アドレスになりません", "英小文字と数字と「-」だけの名前に変えてください。"
    ((said, told),) = refused(plan(tmp_path / name))
    assert message in said
    assert told == advice
    assert refused(tmp_path) == [(said, told)]


def test_two_folders_of_one_name_are_refused(tmp_path: Path) -> None:
    one, two = plan(tmp_path / "a" / "kankyo"), plan(tmp_path / "b" / "kankyo")
    ((said, _),) = refused(one, two)
    assert said == f"同じ名前のフォルダがもう1つあります（{one}）。"


def test_every_folder_that_is_no_plan_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    plan(tmp_path / "kankyo")
    (tmp_path / "photos").mkdir()
    (tmp_path / "letter").touch()
    said = refused(tmp_path / "kankyou", tmp_path / "photos", tmp_path / "letter")
    assert [message for message, _ in said] == [
        "フォルダがありません。",
        "フォルダがありません。",
        "計画のフォルダではなく、計画のフォルダも入っていません。",
    ]
    assert said[0][1].startswith("「kankyo」ではありませんか。")


@pytest.mark.parametrize("place", [".", "output", "data"])
def test_the_site_lies_in_no_plans_folder(tmp_path: Path, place: str) -> None:
    root = plan(tmp_path / "kankyo")
    with pytest.raises(PlanError):
        folders.refuse(root / place, {"kankyo": root})
    folders.refuse(tmp_path / "output", {"kankyo": root})
