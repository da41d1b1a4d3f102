"""What a cell of a sheet says, as a cell of data/ has it: a text, a word of a list, or a number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from planreport.importer.levels import one_line
from planreport.importer.subjects import Said
from planreport.load import joined
from planreport.paragraphs import breaks_a_sentence, from_lines, points
from planreport.place import Problem, folded
from planreport.plan.fields import Field, Kind
from planreport.plan.numbers import TRIANGLES, plain
from planreport.workbook.cells import chosen, without_tabs

# What stands in a cell that says nothing.
BLANKS = frozenset("-－―ー–—‐−／/…")
_BULLETS = re.compile(r"(?m)^\s*[•●◦▪■□*]\s*(?=\S)|^\s*･\s*")
# A line broken behind a particle was broken to fit into its cell.
_WRAPPED = re.compile(r"(?<=[のをにがはへ])[ \u3000]*\n[ \u3000]*(?![・\s①-⑳(（0-9０-９])")
# What stands in brackets belongs to what is before them: 健康課（調査、集計）.
_SEPARATORS = re.compile(r"[、,，;；|\n]+(?![（(]|[^（(]*[)）])")
# What a name of a department ends in: 文化・スポーツ課 is one, 市民課・税務課 are two.
_DEPARTMENT = re.compile(
    r".*(?:課|室|部|局|係|所|館|署|会|社|組合|団体|法人|センター|チーム|グループ|学校|病院)"
)


@dataclass(frozen=True)
class Cell:
    """A cell of data/, and what was told of how it was read."""

    text: str
    notes: tuple[Problem, ...] = ()


def is_blank(text: str) -> bool:
    return not text or text in BLANKS


def says_nothing(said: Said, field: Field | None) -> bool:
    """A lone dash says something where it is a word of the field's list."""
    return is_blank(said.text) and not (field and chosen(one_line(said.text), _labels(field)))


def prose(said: Said) -> Cell:
    """A text in paragraphs; a lone dash says nothing."""
    if is_blank(said.text):
        return Cell("")
    lines = _BULLETS.sub("・", without_tabs(said.text))
    text = _WRAPPED.sub("", lines)
    is_joined = text != lines or breaks_a_sentence(lines)
    return Cell(from_lines(text), (joined(said.place),) if is_joined else ())


def summary(said: Said) -> Cell:
    """A text of a measure, whose bullets need no sign where all are some."""
    cell = prose(said)
    return Cell("|".join(points(cell.text)), cell.notes)


def several(said: Said) -> Cell:
    """Names one after the other, as of departments."""
    if is_blank(said.text):
        return Cell("")
    names: list[str] = []
    for part in filter(None, map(one_line, _SEPARATORS.split(said.text))):
        within = re.split(r"[・/／\s]+", part)
        names += within if all(map(_DEPARTMENT.fullmatch, within)) else [part]
    return Cell("|".join(dict.fromkeys(names)))


def word(said: Said, field: Field, is_promise: bool = False) -> Cell:
    """A word of the field's list, as the list writes it, or as it was found."""
    known = _labels(field)
    text = one_line(said.text)
    label = chosen(text, known) if text else ""
    if label is None and (is_promise or known) and is_blank(text):
        return Cell("")
    if label is None or label == text:
        return Cell(text if label is None else label)
    told = Problem(said.place, f"「{said.text}」を「{label}」と読みました。", is_warning=True)
    return Cell(label, (told,))


def _labels(field: Field) -> dict[str, str]:
    return {choice.label: choice.reading for choice in (field.choices or {}).values()}


def number(said: Said, units: Iterable[str]) -> Cell:
    """A number without the unit that stands behind it, or the text itself where that is none."""
    if is_blank(said.text):
        return Cell("")
    text = "".join(said.text.split())
    bare = next(
        (
            text[: -len(u)]
            for u in units
            if u and folded(text).endswith(folded(u)) and len(text) > len(u)
        ),
        text,
    )
    digits = plain(bare)
    if digits is None:
        return Cell(said.text)
    if bare[:1] in TRIANGLES:
        told = Problem(said.place, f"「{said.text}」を「{digits}」と読みました。", is_warning=True)
        return Cell(digits, (told,))
    return Cell(digits)


def of_field(said: Said, field: Field) -> Cell:
    """What a cell says of a field."""
    if field.kind is Kind.TEXT:
        return prose(said)
    if field.kind is Kind.NUMBER:
        return number(said, (field.unit,))
    return word(said, field, is_promise=field.is_scheduled)
