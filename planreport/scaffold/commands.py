"""The command that begins a plan: asks, makes the folder, and says what comes next."""

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from planreport.scaffold.folder import SHEET_FILE, make, refuse_used
from planreport.scaffold.questions import Question, answered

_INTRODUCTION = (
    "計画について尋ねます。[ ] の中の答えでよければ、Enterキーだけを押してください。"
    "後で data/plan.toml を直しても構いません。"
)


def init(folder: Path, given: Mapping[str, str | None], is_unlisted: bool, today: date) -> str:
    """Makes the plan's folder, of what is `given` as options and else is asked on a terminal.

    Returns what is to be said. Raises PlanError where the folder holds something, an option is missing
    or cannot be read, or the rules for plan.toml refuse an answer.
    """
    refuse_used(folder)
    on_terminal = sys.stdin.isatty()
    if on_terminal:
        click.echo(_INTRODUCTION)
    answers = answered(given, is_unlisted, _prompt if on_terminal else None, click.echo)
    make(folder, answers, today)
    place = f'"{folder}"' if " " in str(folder) else folder
    return f"""計画のフォルダを作りました: {folder}
  {SHEET_FILE}       計画の全体を記入する表（Excel）
  data/plan.toml      計画の名前、年度、言葉、報告する欄（メモ帳で直せます）
  content/            サイトに載る文章（メモ帳で直せます）

次にすること
  1. {SHEET_FILE} に記入するか、今ある総括表のExcelを用意します。
  2. 「build.py import 表のファイル --plan {place}」で取り込みます。
  3. 「build.py --plan {place}」でサイトを作ります。"""


def _prompt(question: Question) -> str:
    answer: str = click.prompt(question.words, default=question.usual or None)
    return answer
