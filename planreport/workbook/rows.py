"""The rows of a table that were filled in, with what was made of each cell."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from planreport.load import Row, joined, notices, put_right
from planreport.paragraphs import breaks_a_sentence, from_lines, in_one_line
from planreport.place import Place, Problem, did_you_mean, folded
from planreport.plan.fields import Field, Kind
from planreport.plan.numbers import TRIANGLES, with_decimals
from planreport.workbook.cells import chosen, lowered, number_text, text, unusable, without_tabs
from planreport.workbook.layout import letters
from planreport.workbook.owners import Known, Owned, is_known, owner
from planreport.workbook.readings import at_odds, reading_owner
from planreport.workbook.sheets import Value
from planreport.workbook.tables import FilledTable

_SHOWN = 20  # characters of a text that is not taken


def filled(table: FilledTable, known: Known) -> tuple[list[Row], list[Problem]]:
    """The answers, and what is wrong with them or was read otherwise than it is written."""
    rows: list[Row] = []
    problems = [*_merged(table), *_remarks(table)]
    hidden: list[int] = []
    whose = reading_owner if table.is_of_indicators else owner
    for row in range(table.header + 1, len(table.sheet.rows)):
        if _is_filled(table, row):
            owned, found = whose(table, row, known)
            problems += found
            if owned and is_known(table, owned):
                problems += _anothers(table, row, owned)
                continue
            if row in table.sheet.marks.hidden_rows:
                hidden.append(row)
            if owned is None:
                continue
            answer, found = _answer(table, row, owned)
            rows.append(answer)
            problems += [*found, *at_odds(answer, owned)]
        problems += _unread(table, row, known)
    return rows, [*problems, *_hidden(table, hidden)]


def _anothers(table: FilledTable, row: int, owned: Owned) -> Iterator[Problem]:
    """In a row that another department answers nothing is taken; whoever wrote there is told."""
    for field in table.layout.inputs:
        column = table.columns[field.name]
        written = _cell(table.sheet.rows[row][column], field)
        if written and written != owned.record.cell(field.name):
            yield Problem(
                table.sheet.place(row, column),
                f"「{owned.subject.id}」は{owned.subject.department}が回答するので、"
                f"「{written[:_SHOWN]}」は取り込みません。",
                is_warning=True,
            )


def _merged(table: FilledTable) -> Iterator[Problem]:
    """A text in merged cells may be meant for all of their rows, or for the first."""
    columns = {table.columns[field.name] for field in table.layout.inputs}
    for (top, left), (bottom, right) in table.sheet.merged:
        if bottom > table.header and any(left <= column <= right for column in columns):
            message = f"セルが{letters(right)}{bottom + 1}まで結合されています。"
            advice = "結合を解除して、行ごとに書いてください。"
            yield Problem(table.sheet.place(top, left), message, advice)


def _remarks(table: FilledTable) -> Iterator[Problem]:
    """What somebody wrote beside the cells is no answer, and may say that one is provisional."""
    for remark in table.sheet.remarks:
        said = f"{remark.kind}「{remark.text}」は取り込みません。"
        yield Problem(table.sheet.place(*remark.cell), said, is_warning=True)


def _hidden(table: FilledTable, rows: Sequence[int]) -> Iterator[Problem]:
    """Who filters or hides rows may think that what is in them is not sent."""
    columns = {table.columns[field.name] for field in table.layout.inputs}
    names = [letters(column) for column in sorted(columns & table.sheet.marks.hidden_columns)]
    for what, those in (("行", [str(row + 1) for row in rows]), ("列", names)):
        if those:
            said = f"非表示の{what}（{'、'.join(those)}）の記入も取り込みます。"
            yield Problem(Place(table.sheet.file, sheet=table.sheet.name), said, is_warning=True)


def _unread(table: FilledTable, row: int, known: Known) -> Iterator[Problem]:
    """What stands where the form has no cell for it is not taken; whoever wrote it is told."""
    sheet = table.sheet
    about = known.readings if table.is_of_indicators else known
    is_row = folded(text(sheet.rows[row][table.id_column])) in about.by_id
    for column, value in enumerate(sheet.rows[row]):
        heading = folded(text(sheet.rows[table.header][column]))
        if text(value) and not (is_row and heading in about.headings):
            said = f"記入欄ではないので、「{text(value)[:_SHOWN]}」は取り込みません。"
            yield Problem(sheet.place(row, column), said, is_warning=True)


def _is_filled(table: FilledTable, row: int) -> bool:
    sheet, marks = table.sheet, table.sheet.marks
    for field in table.layout.inputs:
        cell = (row, table.columns[field.name])
        # Neither a formula without a result nor an error has a value of its own.
        if text(sheet.rows[row][cell[1]]) or cell in marks.formulas or cell in marks.errors:
            return True
    return False


def _answer(table: FilledTable, row: int, owned: Owned) -> tuple[Row, list[Problem]]:
    sheet = table.sheet
    cells = dict(owned.keys)
    problems: list[Problem] = []
    for field in table.layout.inputs:
        column = table.columns[field.name]
        written, place = sheet.rows[row][column], sheet.place(row, column)
        lines, cell = text(written), _cell(written, field)
        if problem := unusable(sheet, row, column, field.kind):
            problems.append(problem)
        elif field.kind is Kind.NUMBER:
            problems += _read_as(place, lines, cell)
        elif field.choices is not None:
            cell, found = _choice(place, in_one_line(cell), field)
            problems += found
        elif not isinstance(written, str):
            said = f"数値を「{cell}」という文字として読みました。"
            problems.append(Problem(place, said, is_warning=True))
        elif "\t" in lines:
            said = "タブを、文がつながるように置き換えました。"
            problems.append(Problem(place, said, is_warning=True))
        problems += lowered(sheet, row, column)
        if field.choices is None:
            problems += [joined(place)] if breaks_a_sentence(lines) else []
            problems += notices(place, cell)
            cell = put_right(cell).strip()
        if field.kind is Kind.NUMBER:
            cell = with_decimals(cell, owned.decimals)
        cells[field.name] = cell
    places = {
        name: sheet.place(row, column) for name, column in table.columns.items() if name in cells
    }
    return Row(Place(sheet.file, row + 1, sheet=sheet.name), cells, places), problems


def _cell(value: Value, field: Field) -> str:
    """What a cell says, as the cell of a table in data/ has it."""
    return (
        number_text(value) if field.kind is Kind.NUMBER else from_lines(without_tabs(text(value)))
    )


def _read_as(place: Place, written: str, digits: str) -> list[Problem]:
    """That a sign which is one of minus in accounts alone was taken for it."""
    if written[:1] not in TRIANGLES or written == digits or not written:
        return []
    return [Problem(place, f"「{written}」を「{digits}」と読みました。", is_warning=True)]


def _meant(word: str, field: Field) -> str:
    """Advice that names the label which the word is nearest to, by itself or by its meaning."""
    choices = (field.choices or {}).values()
    if near := did_you_mean(word, [choice.label for choice in choices]):
        return near
    label_of = {choice.meaning.rstrip("。"): choice.label for choice in choices if choice.meaning}
    meanings = get_close_matches(word.rstrip("。"), label_of, n=1, cutoff=0.6)
    return f"「{label_of[meanings[0]]}」ではありませんか。" if meanings else ""


def _choice(place: Place, word: str, field: Field) -> tuple[str, list[Problem]]:
    """The label that was meant, or the word itself where that is not certain."""
    known = {choice.label: choice.reading for choice in (field.choices or {}).values()}
    label = chosen(word, known) if word else ""
    if label is None:
        advice = _meant(word, field) + f"使える{field.noun}: {'、'.join(known)}"
        return word, [Problem(place, f"知らない{field.noun}「{word}」です。", advice)]
    if label == word:
        return label, []
    return label, [Problem(place, f"「{word}」を「{label}」と読みました。", is_warning=True)]
