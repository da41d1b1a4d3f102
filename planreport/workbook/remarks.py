"""What stands on a sheet beside its cells: comments, boxes with a text, and pictures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planreport.workbook.markup import Cell, cell_of
from planreport.workbook.parse import Attributes, parse, targets

_SHOWN = 20  # characters
_COMMENT, _BOX, _IMAGE = "コメント", "図形の文字", "画像"


@dataclass(frozen=True)
class Remark:
    """Which cell it belongs to; of a box or picture, the one that its upper left corner lies in.

    A picture has its name for a text.
    """

    cell: Cell
    kind: str
    text: str


def remarks(parts: Mapping[str, bytes], sheet: str) -> tuple[Remark, ...]:
    """Those of the sheet with this path, one of each kind for a cell.

    Of a thread Excel writes a plain comment as well, for programs that know no threads.
    """
    found: dict[tuple[Cell, str], Remark] = {}
    for path in sorted(set(targets(parts, sheet).values())):
        if path in parts:
            of_part = reversed(list(_in_part(parts[path])))  # of a thread, the first is kept
            found |= {(one.cell, one.kind): one for one in of_part}
    return tuple(found.values())


def _in_part(part: bytes) -> Iterator[Remark]:
    """Of a part with comments or with drawings; any other has none."""
    begun: list[tuple[str, Cell | None, list[str]]] = []  # kind, cell of a comment, words
    corners: list[dict[str, int]] = []
    said: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        said.clear()
        if name in ("comment", "threadedComment"):
            begun.append((_COMMENT, cell_of(attributes.get("ref", "")), []))
            corners.append({})
        elif name in ("oneCellAnchor", "twoCellAnchor", "absoluteAnchor"):
            begun.append((_BOX, None, []))
            corners.append({})
        elif begun and name == "pic":
            begun[-1] = (_IMAGE, None, [])
        elif begun and begun[-1][0] == _IMAGE and name == "cNvPr":
            begun[-1][2].append(attributes.get("name", ""))

    def end(name: str) -> None:
        if begun and name in ("t", "text"):
            begun[-1][2].append("".join(said))
        elif begun and name in ("row", "col"):  # the upper left corner comes first
            corners[-1].setdefault(name, int("".join(said)))
        said.clear()

    parse(part, start, said.append, end)
    for (kind, cell, words), corner in zip(begun, corners, strict=True):
        if text := "".join("".join(words).split()):
            yield Remark(cell or (corner.get("row", 0), corner.get("col", 0)), kind, text[:_SHOWN])
