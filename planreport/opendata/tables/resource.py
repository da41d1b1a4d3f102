"""A table of the open data with a description of every column, and what most tables share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from planreport.paragraphs import BULLET, SEPARATOR
from planreport.plan import Plan
from planreport.plan.fields import Field, Kind
from planreport.plan.measures import Measure
from planreport.report.derive import Report

Datum = str | int | Decimal | None

# The types of columns, as the Table Schema names them and in words.
TYPES = {"string": "文字列", "integer": "整数", "number": "数", "date": "日付"}


@dataclass(frozen=True)
class Column:
    """A column: its name in the files, its type and what it means.

    `lists` are the lists of the code table that its words are taken from.
    """

    name: str
    type: str
    title: str
    description: str
    is_optional: bool = False  # whether a cell may be blank; its description says what that means
    lists: tuple[str, ...] = ()
    least: int | None = None  # of a number that cannot be less

    def datum(self, cell: str) -> Datum:
        """What stands in a cell of the data, as a value of the column's type."""
        if not cell:
            return None
        return Decimal(cell) if self.type == "number" else cell

    @property
    def type_title(self) -> str:
        return TYPES[self.type]


@dataclass(frozen=True)
class Resource:
    """`key` names the columns that tell the rows apart, where there are such columns.

    `is_respelt` where signs that differ between systems have been replaced.
    """

    path: str
    title: str
    description: str
    fields: tuple[Column, ...]
    rows: tuple[tuple[Datum, ...], ...]
    key: tuple[str, ...] = ()
    is_respelt: bool = False

    @property
    def name(self) -> str:
        """The file's name without ending, which also names the sheet and the resource."""
        return self.path.removeprefix("data/").removesuffix(".csv")


AREA = (
    Column(
        "area_code",
        "string",
        "団体コード",
        "全国地方公共団体コード（6桁）。空欄は、コードを定めていないもの",
        is_optional=True,
    ),
    Column("municipality", "string", "自治体名", "都道府県名からの自治体の名前"),
)
YEAR = Column("fiscal_year", "integer", "年度", "西暦。4月から翌年3月まで")


def divided(texts: Iterable[str]) -> str:
    """What a column's description says of how its texts are divided, if any is: one record is one
    line (L1-14), so that paragraphs cannot be lines of their own.
    """
    if any(SEPARATOR in text for text in texts):
        return f"。段落は「{SEPARATOR}」で区切り、「{BULLET}」で始まる段落は箇条書き"
    return ""


def code_list(field: Field) -> str:
    """The list of the code table that a field's words are in: all stages are in one."""
    return "status" if field.kind is Kind.STAGE else field.name


def area(report: Report) -> tuple[Datum, ...]:
    return (report.plan.area_code or None, report.plan.municipality)


def keys(plan: Plan) -> tuple[Column, ...]:
    """The columns that say which measure a row is about."""
    terms = plan.terms

    def id_of(name: str, word: str) -> Column:
        return Column(name, "string", f"{word}の番号", f"{word}を見分ける番号。変わりません")

    return (
        *AREA,
        id_of("goal_id", terms.goal),
        Column("goal", "string", terms.goal, f"{terms.goal}の名前"),
        *_groups(plan),
        id_of("measure_id", terms.measure),
        Column("measure", "string", terms.measure, f"{terms.measure}の名前"),
    )


def _groups(plan: Plan) -> Iterator[Column]:
    """A column for the groups of each level, the widest first. An item is what it is in any plan."""
    terms, paths = plan.terms, [filed.path for filed in plan.filed]
    within = ("", *(f"。同じ名前でも、{wider}が違えば別のもの" for wider in terms.item))
    for level, word in enumerate(terms.item):
        name = ("item", "wider_item", "widest_item")[len(terms.item) - 1 - level]
        has_none = any(len(path) <= level for path in paths)
        blank = f"。空欄は、{word}に入らない{terms.measure}" if has_none else ""
        description = f"{word}の名前{within[level]}{blank}"
        yield Column(name, "string", word, description, is_optional=has_none)


def each(report: Report) -> Iterable[tuple[Measure, tuple[Datum, ...]]]:
    """Every measure with the cells that say which one it is."""
    for goal in report.plan.goals:
        for item in goal.items:
            path = (*item.path, *[None] * (len(report.plan.terms.item) - len(item.path)))
            for measure in item.own:
                names = (goal.id, goal.title, *path, measure.id, measure.title)
                yield measure, (*area(report), *names)
