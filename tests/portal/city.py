"""A city's folder of plans, and the site of all of them."""

import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

import pytest
from conftest import INDICATED, OTHERS, PLANS, lend, once

from planreport import processes
from planreport.portal.publish import Published, publish

BASE = "https://www.example.jp/plans"
PORTAL = f"""[portal]
title = "みなも市の計画の進み方"
municipality = "架空県みなも市"
base_url = "{BASE}/"
text = "計画ごとに、どこまで進んだかを載せています。"

[contact]
name = "企画課"

[[groups]]
name = "環境"
plans = ["kankyo"]
"""


NAMES = {"kankyo": "minamo", "koyaku": "umikaze"}


def made_once(factory: pytest.TempPathFactory) -> Path:
    """Two plans with their site, which no test changes."""

    def make(folder: Path) -> None:
        done = publish([make_city(folder, NAMES)], None, has_papers=False)
        assert done.is_whole, done.problems

    return once(factory, "city", make)


def make_city(folder: Path, plans: dict[str, str], portal: str = PORTAL) -> Path:
    """A folder with plans of the tests (names of theirs by names of folders) and a portal.toml."""
    for name, plan in plans.items():
        for part in ("data", "content"):
            shutil.copytree((PLANS | OTHERS | INDICATED)[plan] / part, folder / name / part)
        lend(folder / name)
    if portal:
        (folder / "portal.toml").write_text(portal, encoding="utf-8")
    return folder


def published(*folders: Path) -> Published:
    """Makes the site of these plans, without papers, for tests that do not ask in how many processes:
    in this one."""
    with (
        patch.object(processes, "prepare", lambda _: None),
        patch.object(processes, "pool", lambda _: ThreadPoolExecutor(1)),
    ):
        return publish(folders, None, has_papers=False)


def break_plan(folder: Path) -> None:
    """The plan says of itself what no rule lets pass."""
    file = folder / "data" / "plan.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("first_year = 20", "first_year = 30"), encoding="utf-8")


def of(site: Iterable[str], name: str) -> set[str]:
    """The paths of a plan's files within its folder of the site."""
    return {path.removeprefix(f"{name}/") for path in site if path.startswith(f"{name}/")}
