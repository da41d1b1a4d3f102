"""What a city hands over on its first day, and what import must make of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from layouts import Layout, columns_of
from tabled import Tables, carried, own

# For what stands in headings between the rows, or in the names of sheets.
BELONGS: Layout = {("基本目標",): "goal"}


@dataclass(frozen=True)
class Sheet:
    """What a city hands over, and what of its plan's data stands in it."""

    plan: str
    file: str
    content: bytes
    layouts: Sequence[Layout]
    kept: Callable[[Tables], Tables] = field(default=lambda found: found)

    @property
    def columns(self) -> set[str]:
        """Those of the data."""
        return columns_of(*self.layouts)

    @property
    def expected(self) -> Tables:
        found = carried(self.kept(own(self.plan)), self.columns)
        if "No." in self.columns:
            for n, row in enumerate(found["measures.csv"], 1):
                row["number"] = str(n)
        return found
