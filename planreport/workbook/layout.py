"""What the writer puts on the input sheet and the reader looks for: its headings and labels."""

from planreport.plan import Plan
from planreport.plan.fields import Field
from planreport.plan.measures import Measure

INPUT_SHEET = "入力"
GUIDE_SHEET = "記入方法"

# The labels above the table, each with its value in the next cell: whose form it is.
PLAN, YEAR, DEPARTMENT = "計画", "年度", "担当課"

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
        **{
            field.name: f"【入力{n}】{field.heading}{'' if field.is_published else '（公表しません）'}"
            for n, field in enumerate(inputs(plan), 1)
        },
    }


def inputs(plan: Plan) -> list[Field]:
    """What departments fill in."""
    return [field for field in plan.fields if field.is_asked]


def letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A, Z, AA."""
    name = ""
    while column >= 0:
        column, letter = column // 26 - 1, chr(ord("A") + column % 26)
        name = letter + name
    return name


def summary_text(measure: Measure) -> str:
    return "\n".join(f"・{point}" for point in measure.summary)
