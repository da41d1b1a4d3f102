"""The rows of a table that were filled in, with what was made of each cell."""

from collections.abc import Iterator

from planreport.load import Row
from planreport.place import Place, Problem, did_you_mean, folded
from planreport.plan import Plan
from planreport.plan.fields import Field
from planreport.plan.measures import Measure
from planreport.workbook.cells import chosen, one_line, text, unusable
from planreport.workbook.layout import inputs, letters
from planreport.workbook.owners import Known, owner
from planreport.workbook.tables import FilledTable

_SHOWN = 20  # characters of a text that is not taken


def filled(table: FilledTable, known: Known) -> tuple[list[Row], list[Problem]]:
    """The answers, and what is wrong with them or was read otherwise than it is written."""
    rows: list[Row] = []
    problems = list(_merged(table, known.plan))
    for row in range(table.header + 1, len(table.sheet.rows)):
        if _is_filled(table, row, known.plan):
            measure, found = owner(table, row, known)
            problems += found
            if measure is None:
                continue
            answer, found = _answer(table, row, known.plan, measure)
            rows.append(answer)
            problems += found
        problems += _unread(table, row, known)
    return rows, problems


def _merged(table: FilledTable, plan: Plan) -> Iterator[Problem]:
    """A text in merged cells may be meant for all of their rows, or for the first."""
    columns = {table.columns[field.name] for field in inputs(plan)}
    for (top, left), (bottom, right) in table.sheet.merged:
        if bottom > table.header and any(left <= column <= right for column in columns):
            yield Problem(
                table.sheet.place(top, left),
                f"セルが{letters(right)}{bottom + 1}まで結合されています。",
                "結合を解除して、行ごとに書いてください。",
            )


def _unread(table: FilledTable, row: int, known: Known) -> Iterator[Problem]:
    """What stands where the form has no cell for it is not taken; whoever wrote it is told."""
    sheet = table.sheet
    is_measure = folded(text(sheet.rows[row][table.columns["measure_id"]])) in known.by_id
    for column, value in enumerate(sheet.rows[row]):
        heading = folded(text(sheet.rows[table.header][column]))
        if text(value) and not (is_measure and heading in known.headings):
            said = f"記入欄ではないので、「{text(value)[:_SHOWN]}」は取り込みません。"
            yield Problem(sheet.place(row, column), said, is_warning=True)


def _is_filled(table: FilledTable, row: int, plan: Plan) -> bool:
    sheet = table.sheet
    for field in inputs(plan):
        cell = (row, table.columns[field.name])
        # Neither a formula without a result nor an error has a value of its own.
        if text(sheet.rows[row][cell[1]]) or cell in sheet.formulas or cell in sheet.errors:
            return True
    return False


def _answer(
    table: FilledTable, row: int, plan: Plan, measure: Measure
) -> tuple[Row, list[Problem]]:
    sheet = table.sheet
    cells = {"measure_id": measure.id}
    problems: list[Problem] = []
    for field in inputs(plan):
        column = table.columns[field.name]
        written, place = sheet.rows[row][column], sheet.place(row, column)
        cell = one_line(text(written))
        if problem := unusable(sheet, row, column):
            problems.append(problem)
        elif field.choices is not None:
            cell, found = _choice(place, cell, field)
            problems += found
        elif not isinstance(written, str):
            said = f"数値を「{cell}」という文字として読みました。"
            problems.append(Problem(place, said, is_warning=True))
        elif cell != text(written):
            said = "改行やタブを、1行につながるように置き換えました。"
            problems.append(Problem(place, said, is_warning=True))
        cells[field.name] = cell
    places = {
        name: sheet.place(row, column) for name, column in table.columns.items() if name in cells
    }
    return Row(Place(sheet.file, row + 1, sheet=sheet.name), cells, places), problems


def _choice(place: Place, word: str, field: Field) -> tuple[str, list[Problem]]:
    """The label that was meant, or the word itself where that is not certain."""
    known = {choice.label: choice.reading for choice in (field.choices or {}).values()}
    label = chosen(word, known) if word else ""
    if label is None:
        advice = did_you_mean(word, known, f"使える{field.noun}: {'、'.join(known)}")
        return word, [Problem(place, f"知らない{field.noun}「{word}」です。", advice)]
    if label == word:
        return label, []
    return label, [Problem(place, f"「{word}」を「{label}」と読みました。", is_warning=True)]
