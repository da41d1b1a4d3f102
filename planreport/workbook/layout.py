"""What the writer puts on the input sheet and the reader looks for: its headings and labels."""

from planreport.plan import Plan
from planreport.plan.measures import Measure

INPUT_SHEET = "入力"
GUIDE_SHEET = "記入方法"

# The labels above the table, each with its value in the next cell: whose form it is.
PLAN, YEAR, DEPARTMENT = "計画", "年度", "担当課"

# What the rules in check/ allow; a test holds the two together.
MAX_ACTIONS = 3000
MAX_REMARKS = 1000

# Excel's for one cell; XlsxWriter leaves out what is longer.
LONGEST_TEXT = 32_767

HEADER = 5  # the row of the headings, counted from 0


def headings(plan: Plan) -> dict[str, str]:
    """The headings of the columns that are read, by the names that the data's tables use.

    What is filled in is numbered, so that its heading is like no other, whatever the plan's words.
    """
    return {
        "measure_id": "番号",
        "title": plan.terms.measure,
        "summary": plan.terms.summary,
        **{name: f"【入力{n}】{word}" for n, (name, word) in enumerate(_asked(plan), 1)},
    }


def inputs(plan: Plan) -> tuple[str, ...]:
    """The names of the columns that departments fill in."""
    return tuple(name for name, _ in _asked(plan))


def _asked(plan: Plan) -> list[tuple[str, str]]:
    return [
        ("progress", plan.terms.progress),
        ("actions", plan.terms.actions),
        *([("assessment", "区分")] if plan.assessments else []),
        ("remarks", "備考（公表しません）"),
    ]


def letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A, Z, AA."""
    name = ""
    while column >= 0:
        column, letter = column // 26 - 1, chr(ord("A") + column % 26)
        name = letter + name
    return name


def summary_text(measure: Measure) -> str:
    return "\n".join(f"・{point}" for point in measure.summary)
