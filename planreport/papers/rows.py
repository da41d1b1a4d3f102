"""The rows of the full table, so that no sheet has to tear one: what is tall, or stands where a sheet
is about to end, goes on in another row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import add

from planreport.papers.columns import HEAD_PADDING
from planreport.papers.cutting import begin
from planreport.papers.fitting import Sheets
from planreport.papers.letters import Letters
from planreport.papers.lines import Lines, label_lines, title_lines
from planreport.papers.table import Layout, MeasureRow
from planreport.paragraphs import SEPARATOR, marked, paragraphs
from planreport.plan.measures import UNREPORTED, Group, Measure, YearRecord
from planreport.report.derive import Report
from planreport.report.goals import GoalReport
from planreport.templating import shortened

_FEWEST = 3  # lines of a row that stand alone at a sheet's foot, or at the next one's head
_ABOUT = 8.0  # points: what stands below a measure's title
_GOES_ON = "（続き）"


@dataclass(frozen=True)
class Ruler:
    """What tells how tall the rows of a layout are."""

    report: Report
    layout: Layout
    letters: Letters
    lines: Lines

    @cached_property
    def head(self) -> float:
        """How tall the table's head is, in millimetres."""
        layout, plan = self.layout, self.report.plan
        said = self.report.sentences
        below: tuple[str, ...] = (said.cell,)
        if plan.compares and not layout.spells_out:
            below = (plan.terms.plan, plan.terms.progress)
        years = (str(year) if layout.spells_out else year.short for year in plan.shown_years)
        cells = [
            *(((word,), layout.item) for word in plan.terms.item),
            *(
                ((str(it), said.narrated), width)
                for it, width in zip(layout.narrated, layout.narratives, strict=True)
            ),
            *(((year, *below), layout.status) for year in years),
        ]
        return layout.height(
            max(
                sum(self._title(word, layout.line(width, HEAD_PADDING)) for word in words)
                for words, width in cells
            )
        )

    def names(self, goal: GoalReport, measure: Measure) -> float:
        """Lines of a measure's title, and of what stands below it in smaller letters."""
        line = self.layout.line(self.layout.measure)
        about = "　".join(filter(None, (goal.place(measure), "、".join(measure.departments))))
        smaller = _ABOUT / self.layout.text_size
        return self._title(measure.heading, line) + smaller * (
            self._title(about, line / smaller) if about else 0
        )

    def groups(self, item: Group, begins: int) -> int:
        """Lines of the headings above a measure, those that begin with it in full."""
        line = self.layout.line(self.layout.item)
        path = item.path
        return max(
            (
                self._title(title if n >= len(path) - begins else self.again(title), line)
                for n, title in enumerate(path)
            ),
            default=0,
        )

    def again(self, title: str) -> str:
        """What a title is called where it goes on."""
        return shortened(title, self.layout.again_characters) + _GOES_ON

    def names_again(self, measure: Measure) -> int:
        return self._title(self.again(measure.heading), self.layout.line(self.layout.measure))

    def _title(self, title: str, line: float) -> int:
        return title_lines((title,), line, self.letters.bold)

    def statuses(self, measure: Measure) -> int:
        """Lines of the longest status of any year."""
        records = (measure.in_year(year) for year in self.report.plan.shown_years)
        return max((self._status(record) for record in records if record), default=1)

    def _status(self, record: YearRecord) -> int:
        plan, line, bold = self.report.plan, self.layout.status_line, self.letters.bold
        others = 0
        for field in plan.beside:
            word = record.choices.get(field.name)
            if word or field in plan.missing(record):
                said = (field.label, word.label if word else UNREPORTED.label)
                others += sum(self._title(it, line) for it in said)
        if not plan.compares:
            return others + (label_lines(record.reached, "", line, bold) if record.reached else 1)
        symbol = record.standing.symbol if record.standing else ""
        if self.layout.spells_out:
            return others + 2 + bool(symbol)
        reached = record.progress or UNREPORTED
        planned = label_lines(record.planned, "", line, bold) if record.planned else 1
        return others + planned + label_lines(reached, symbol, line, bold)


def rows(
    goal: GoalReport, ruler: Ruler, sheets: Sheets, above: float, head: float
) -> Iterator[MeasureRow]:
    """Those of a goal, put on the sheets: the first below what stands `above` it or, at the top of a
    sheet, below that `head`."""
    for begun, item in goal.goal.openings:
        for number, measure in enumerate(item.own):
            begins = len(begun) if number == 0 else 0
            yield from _of_measure(goal, item, begins, measure, ruler, sheets, above, head)
            above, head = 0.0, ruler.head


def _of_measure(
    goal: GoalReport,
    item: Group,
    begins: int,
    measure: Measure,
    ruler: Ruler,
    sheets: Sheets,
    above: float,
    head: float,
) -> Iterator[MeasureRow]:
    """The rows of a measure, by the room that each finds."""
    report, layout = ruler.report, ruler.layout
    told = [measure.in_year(year) for year in layout.narrated]
    texts = [
        SEPARATOR.join((*marked(measure.summary), *report.details(measure))),
        *(report.narrative(record) if record else "" for record in told),
    ]
    numbers = [report.numbers(record) if record else () for record in told]
    in_line = [*map(layout.line, (layout.summary, *layout.narratives))]
    below = [0, *map(len, numbers)]
    statuses = ruler.statuses(measure)
    labels = max(statuses, ruler.groups(item, begins), ruler.names(goal, measure))
    is_first = True

    def parted(most: int, anywhere: bool = False) -> list[tuple[str, str]]:
        def fitting(line: float, numbers: int) -> Callable[[str], bool]:
            return lambda text: ruler.lines(text, line) <= max(most - numbers, 1)

        fits = map(fitting, in_line, below)
        return [begin(text, it, anywhere) for text, it in zip(texts, fits, strict=True)]

    while is_first or any(texts):
        taken = max(labels, *map(add, map(ruler.lines, texts, in_line), below))
        left = layout.fitting(sheets.room(above, head))
        parts = [(text, "") for text in texts]
        if taken > min(left, layout.lines):
            foot = min(left, layout.lines, int(taken) - _FEWEST)
            cut = parted(foot) if foot >= max(labels, _FEWEST) else []
            if cut and all(now or not rest for now, rest in cut):
                parts = cut
            elif taken > layout.lines:
                parts = parted(layout.lines, anywhere=True)
        (said, *done), (*texts,) = zip(*parts, strict=True)
        taken = max(labels, *map(add, map(ruler.lines, (said, *done), in_line), below))
        sheets.put(layout.height(taken), above, head)
        yield MeasureRow(
            item=item,
            measure=measure,
            begins=begins if is_first else 0,
            begins_measure=is_first,
            sheet=sheets.count,
            summary=paragraphs(said),
            actions=tuple(
                text if record else None for text, record in zip(done, told, strict=True)
            ),
            numbers=tuple(numbers) if is_first else ((),) * len(numbers),
            records=tuple(measure.in_year(year) for year in report.plan.shown_years),
        )
        above, head = 0.0, ruler.head
        is_first, below = False, [0] * len(below)
        labels = max(statuses, ruler.groups(item, 0), ruler.names_again(measure))
