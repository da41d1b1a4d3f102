"""portal.toml: what is wrong with it is told with its line, and what it may leave out."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import Golden

from planreport.place import PlanError, Problem
from planreport.portal import settings
from planreport.portal.settings import Group

FILE = Path(__file__).with_name("broken.toml")
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
PLANS = ("kankyo", "koyaku")
LEAST = '[portal]\ntitle = "計画の進み方"\nmunicipality = "みなも市"\n'


def problems(home: Path) -> list[Problem] | tuple[Problem, ...]:
    try:
        return settings.read(home, PLANS)[1]
    except PlanError as error:
        return error.problems


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_broken_file_gives_these_messages(
    case: dict[str, Any], tmp_path: Path, golden: Golden
) -> None:
    (tmp_path / "portal.toml").write_text(case["text"], encoding="utf-8")
    golden(FILE, case, "".join(f"{problem}\n" for problem in problems(tmp_path)))


def test_a_title_and_a_municipality_are_enough(tmp_path: Path) -> None:
    (tmp_path / "portal.toml").write_text(LEAST, encoding="utf-8")
    portal, warnings = settings.read(tmp_path, PLANS)
    assert (portal.settings.title, portal.settings.municipality) == ("計画の進み方", "みなも市")
    assert (portal.groups, portal.text, warnings) == ((), "", [])


def test_a_group_of_one_plan_needs_no_list(tmp_path: Path) -> None:
    text = f'{LEAST}\n[[groups]]\nname = "環境"\nplans = "kankyo"\n'
    (tmp_path / "portal.toml").write_text(text, encoding="utf-8")
    assert settings.read(tmp_path, PLANS)[0].groups == (Group("環境", ("kankyo",)),)


def test_a_logo_lies_beside_the_file(tmp_path: Path) -> None:
    text = f'{LEAST}\n[theme]\nlogo = "city.svg"\nlogo_alt = "みなも市"\n'
    (tmp_path / "portal.toml").write_text(text, encoding="utf-8")
    (tmp_path / "city.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"></svg>')
    logo = settings.read(tmp_path, PLANS)[0].settings.theme.logo
    assert logo
    assert (logo.file, logo.alt) == ("logo.svg", "みなも市")
