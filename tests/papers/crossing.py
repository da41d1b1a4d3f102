"""Where a text on a sheet crosses a rule, or the edge of the sheet."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
from made import Word, words_of

_ROUNDING, _LEADING = 0.5, 1.5  # points: beside a character; above and below it, in its own box


def crossings(path: Path, folder: Path) -> list[Word]:
    """The words of a paper that do; `folder` is for what is read out of it."""
    with pikepdf.open(path) as pdf:
        sizes = [tuple(map(float, sheet.mediabox[2:])) for sheet in pdf.pages]
        drawn = [set(rules(sheet)) for sheet in pdf.pages]
    assert any(drawn)
    return [
        word
        for word in words_of(path, folder)
        if _leaves(word, *sizes[word.page - 1])
        or any(_crosses(word, *rule) for rule in drawn[word.page - 1])
    ]


def _leaves(word: Word, width: float, height: float) -> bool:
    return word.left < 0 or word.right > width or word.top < 0 or word.bottom > height


def _crosses(word: Word, left: float, top: float, right: float, bottom: float) -> bool:
    return (
        left < word.right - _ROUNDING
        and right > word.left + _ROUNDING
        and top < word.bottom - _LEADING
        and bottom > word.top + _LEADING
    )


def rules(sheet: pikepdf.Page) -> Iterator[tuple[float, float, float, float]]:
    """Left, top, right and bottom of every line that is drawn, from the sheet's top left corner."""
    height = float(sheet.mediabox[3])
    matrices = [pikepdf.Matrix()]
    path: list[tuple[float, float]] = []
    for instruction in pikepdf.parse_content_stream(sheet):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "q":
            matrices.append(matrices[-1])
        elif operator == "Q":
            matrices.pop()
        elif operator == "cm":
            matrices[-1] = pikepdf.Matrix(*map(float, operands)) @ matrices[-1]
        elif operator in ("m", "l"):
            path = path if operator == "l" else []
            x, y = map(float, operands)
            path.append(matrices[-1].transform((x, y)))
        elif operator == "S" and len(path) == 2:
            (x, y), (to_x, to_y) = path
            yield min(x, to_x), height - max(y, to_y), max(x, to_x), height - min(y, to_y)
