"""The full table as it is laid out for a kind of sheet. Lengths are in millimetres."""

from dataclasses import dataclass

from planreport.papers.columns import COMPACT_PADDING, PADDING, Columns
from planreport.papers.indicatortable import IndicatorTable
from planreport.papers.sheet import POINT
from planreport.plan.calendar import FiscalYear
from planreport.plan.measures import Group, Measure, YearRecord
from planreport.report.goals import GoalReport
from planreport.report.sums import SumTable

AROUND = 2.52  # above and below of a cell's text, with its rule
AGAIN_LINES = 3  # of the label of what goes on, before it says that it does


@dataclass(frozen=True)
class MeasureRow:
    """One row of the table. A measure's second and further rows carry on its texts."""

    item: Group
    measure: Measure
    begins: int  # how many of the item's headings begin with this row: the last ones
    begins_measure: bool
    sheet: int  # on which it will stand, if it was reckoned well
    summary: tuple[str, ...]  # paragraphs, and what else is said of the measure once
    actions: tuple[str | None, ...]  # per narrated year; None outside the measure's years
    numbers: tuple[tuple[tuple[str, str], ...], ...]  # per narrated year: labels and what they say
    records: tuple[YearRecord | None, ...]  # per year of the plan


@dataclass(frozen=True)
class GoalRows:
    goal: GoalReport
    rows: tuple[MeasureRow, ...]
    sums: tuple[SumTable, ...]  # per item


@dataclass(frozen=True)
class Layout(Columns):
    """Its columns and rows, and what stands around them; the text's size is in points."""

    margin: float
    text_size: float
    leading: float  # from line to line, of the text's size
    room: float  # that the columns share
    most: float  # of a sheet's height that one row may take
    beside: bool  # whether the first sheet's figures find room side by side
    sums_beside: bool  # whether what is summed up finds room among them
    left_out: tuple[FiscalYear, ...]  # of which measures tell as well
    indicators: IndicatorTable | None
    sections: tuple[GoalRows, ...]
    filled: tuple[float, ...]  # about what share of each sheet's height is used

    @property
    def em(self) -> float:
        return self.text_size * POINT

    @property
    def lines(self) -> int:
        """That one row may take."""
        return self.fitting(self.most)

    def width(self, characters: int) -> float:
        """Of a column with so many characters in a line."""
        return characters * self.em + PADDING

    def characters(self, width: float) -> int:
        """How many fit into a line of a column."""
        return max(int(self.line(width)), 1)

    def height(self, lines: float) -> float:
        """Of a row with so many lines."""
        return lines * self.em * self.leading + AROUND

    def fitting(self, height: float) -> int:
        """How many lines a row of that height has room for."""
        return int((height - AROUND) / (self.em * self.leading))

    def line(self, width: float, padding: float = PADDING) -> float:
        """How long a line of a column is, in em."""
        return (width - padding) / self.em

    @property
    def again_characters(self) -> int:
        """Of what goes on, for whose label every row has room."""
        return AGAIN_LINES * self.characters(self.item)

    @property
    def status_line(self) -> float:
        return self.line(self.status, COMPACT_PADDING)
