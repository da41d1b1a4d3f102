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

    `blank` is what a blank cell means, "" where none is blank; `lists` are the lists of the code
    table that its words are taken from, and `note` is said behind all else.
    """

    name: str
    title: str
    meaning: str
    blank: str = ""
    type: str = "string"
    lists: tuple[str, ...] = ()
    least: int | None = None  # of a number that cannot be less
    note: str = ""

    @classmethod
    def chosen(
        cls, name: str, title: str, words: str, blank: str = "", meaning: str = ""
    ) -> "Column":
        """One whose cells say words of a list of the code table."""
        said = "。".join(filter(None, (meaning, f"コード表の{words}のいずれか")))
        return cls(name, title, said, blank, lists=(words,))

    @property
    def description(self) -> str:
        blank = f"空欄は、{self.blank}" if self.blank else ""
        return "。".join(filter(None, (self.meaning, blank, self.note)))

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
        "area_code", "団体コード", "全国地方公共団体コード（6桁）", blank="コードを定めていないもの"
    ),
    Column("municipality", "自治体名", "都道府県名からの自治体の名前"),
)
YEAR = Column("fiscal_year", "年度", "西暦。4月から翌年3月まで", type="integer")


def divided(texts: Iterable[str]) -> str:
    """What a column's description says of how its texts are divided, if any is: one record is one
    line (L1-14), so that paragraphs cannot be lines of their own."""
    is_divided = any(SEPARATOR in text for text in texts)
    said = f"段落は「{SEPARATOR}」で区切り、「{BULLET}」で始まる段落は箇条書き"
    return said if is_divided else ""


def code_list(field: Field) -> str:
    """The list of the code table that a field's words are in: all stages are in one."""
    return "status" if field.kind is Kind.STAGE else field.name


def of_field(field: Field, blank: str) -> Column:
    """The column of a field that a measure or a year of it has."""
    lists = (code_list(field),) if field.choices is not None else ()
    said = [field.meaning]
    said += [f"単位は{field.unit}"] if field.unit else []
    said += [f"コード表の{name}のいずれか" for name in lists]
    type_ = "number" if field.kind is Kind.NUMBER else "string"
    return Column(field.name, field.label, "。".join(said), blank, type_, lists)


def area(report: Report) -> tuple[Datum, ...]:
    return (report.plan.area_code or None, report.plan.municipality)


def keys(plan: Plan) -> tuple[Column, ...]:
    """The columns that say which measure a row is about."""
    terms = plan.terms

    def id_of(name: str, word: str) -> Column:
        return Column(name, f"{word}の番号", f"{word}を見分ける番号。変わりません")

    return (
        *AREA,
        id_of("goal_id", terms.goal),
        Column("goal", terms.goal, f"{terms.goal}の名前"),
        *_groups(plan),
        id_of("measure_id", terms.measure),
        Column("measure", terms.measure, f"{terms.measure}の名前"),
    )


def _groups(plan: Plan) -> Iterator[Column]:
    """A column for the groups of each level, the widest first. An item is what it is in any plan."""
    terms, paths = plan.terms, [filed.path for filed in plan.filed]
    within = ("", *(f"。同じ名前でも、{wider}が違えば別のもの" for wider in terms.item))
    for level, word in enumerate(terms.item):
        name = ("item", "wider_item", "widest_item")[len(terms.item) - 1 - level]
        has_none = any(len(path) <= level for path in paths)
        blank = f"{word}に入らない{terms.measure}" if has_none else ""
        yield Column(name, word, f"{word}の名前{within[level]}", blank)


def each(report: Report) -> Iterable[tuple[Measure, tuple[Datum, ...]]]:
    """Every measure with the cells that say which one it is."""
    plan = report.plan
    for goal_id, path, it in ((filed.goal_id, filed.path, filed.measure) for filed in plan.filed):
        groups = (*path, *[None] * (len(plan.terms.item) - len(path)))
        names = (goal_id, plan.goal_titles[goal_id], *groups, it.id, it.title)
        yield it, (*area(report), *names)
