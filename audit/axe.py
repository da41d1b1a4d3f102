"""axe-core's rules on a page: what they complain of, and what they could not decide.

https://github.com/dequelabs/axe-core
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from audit import colours
from planreport.accessibility.criteria import NUMBERS

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What another width may decide otherwise, where no style for a width sets a colour.
OF_LAYOUT = ("target-size", "scrollable-region-focusable")
_OPTIONS = {
    "resultTypes": ["violations", "incomplete"],  # of what passes, the rules suffice
    "rules": {"target-size": {"enabled": True}},  # off unless asked for
    # A single figure or arrow is text as well: without this it is left for people to judge.
    "checks": {"color-contrast": {"options": {"ignoreLength": True, "ignoreUnicode": False}}},
}
# What a complaint says of an element is where it stands.
_SCRIPT = f"{AXE_SCRIPT}\naxe.configure({{noHtml: true}});"

_CONTRAST = "color-contrast"

# The rules that may leave something to people, and why that is no problem on these pages.
ALLOWED = {
    _CONTRAST: "図の中の文字や、横に動かして読む表の枠の外にある文字で、道具が背景を見分けられません"
    "でした。文字と背景の色の値から明暗の比を計算し、足りていることを確かめました。",
    "th-has-data-cells": "下に続く行のまとまりの見出しです。その行には、値の欄がありません。",
}


@dataclass(frozen=True)
class Result:
    """What axe-core found on one page."""

    version: str
    complaints: tuple[tuple[str, str], ...]  # each a criterion, or "", and what is wrong
    allowed: frozenset[str]  # the rules in ALLOWED that were needed
    criteria: frozenset[str]  # that some rule found something to judge by


def load(page: Page) -> None:
    """So that it is there on the pages that are opened in this window afterwards, too."""
    if not page.evaluate("'axe' in window"):
        page.add_init_script(_SCRIPT)
        page.evaluate(_SCRIPT)


def run(page: Page, rules: Sequence[str] = RULES, within: str = ":root") -> Result:
    """`within` is a selector of what is judged."""
    load(page)
    options = {**_OPTIONS, "runOnly": list(rules)}
    found = page.evaluate("asked => axe.run(...asked)", [within, options])
    undecided = [(rule, node) for rule in found["incomplete"] for node in rule["nodes"]]
    doubtful = [node["target"][0] for rule, node in undecided if rule["id"] == _CONTRAST]
    settled = dict(zip(doubtful, colours.readable(page, doubtful), strict=True))
    left = [
        (rule, node)
        for rule, node in undecided
        if rule["id"] not in ALLOWED or not settled.get(node["target"][0], True)
    ]
    broken = [(rule, node) for rule in found["violations"] for node in rule["nodes"]]
    return Result(
        version=found["testEngine"]["version"],
        complaints=tuple(_complaint(rule, node) for rule, node in (*broken, *left)),
        allowed=frozenset(rule["id"] for rule, _ in undecided) & ALLOWED.keys(),
        criteria=frozenset(_judged(found)),
    )


def criteria(tags: Sequence[str]) -> list[str]:
    """The success criteria that a rule belongs to: its tag wcag1412 says 1.4.12."""
    digits = [tag.removeprefix("wcag") for tag in tags if tag.startswith("wcag")]
    numbers = [f"{d[0]}.{d[1]}.{d[2:]}" for d in digits if d.isdigit() and len(d) > 2]
    return [number for number in numbers if number in NUMBERS]


def _judged(found: Mapping[str, Any]) -> Iterator[str]:
    for rule in (*found["passes"], *found["violations"]):
        yield from criteria(rule["tags"])


def _complaint(rule: Mapping[str, Any], node: Mapping[str, Any]) -> tuple[str, str]:
    number = next(iter(criteria(rule["tags"])), "")
    return number, f"{rule['id']}: {node['target'][0]}"
