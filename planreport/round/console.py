"""What the commands of the yearly round say, in words that can be pasted into a mail."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import takewhile
from typing import TypeVar

from planreport.check import Checked
from planreport.load import CORRECTIONS_FILE
from planreport.plan import Plan
from planreport.plan.calendar import japanese_date
from planreport.plan.collection import Answer, Collection, ReadingAnswer, by_owner, late
from planreport.plan.fields import Kind
from planreport.plan.measures import Measure
from planreport.round.collect import Change, Collected
from planreport.round.rollover import NewYear
from planreport.workbook import department_name

_Entry = TypeVar("_Entry", Measure, Answer)

_LONGEST = 36  # characters of a text that a line shows
_LEAD = 8  # characters shown before the first that differs


def opened(new: NewYear, plan: Plan) -> str:
    """After a fiscal year was opened: what is to be filled in, and what comes next."""
    unit, terms = plan.terms.unit, plan.terms
    lines = [f"{new.fiscal_year.full}の入力を始めました。{len(new.measures)}{unit}を集めます。"]
    if new.promised:
        lines += [
            f"計画を{new.fiscal_year}まで延ばしました。{terms.planned}は、前の年度のものを写してあります。",
            "違うところは、data/schedule.csv を直してください。",
        ]
    departments = _by_department([(m.department, m) for m in new.measures])
    lines += ["", *_columns([(name, f"{len(ms)}{unit}") for name, ms in departments.items()])]
    return "\n".join([*lines, "", "次は「build.py forms フォルダ」で、担当課に送る票を作ります。"])


def made(names: Sequence[str], collection: Collection, plan: Plan) -> str:
    """After the forms were written; names who has none, since others answer all that is theirs."""
    lines = [f"票を{len(names)}件作りました。", *(f"  {name}" for name in names)]
    if answered := _answered_by_others(collection):
        lines.append("次の課の分は、ほかの課が取りまとめて回答するので、票はありません。")
        for department, leads in answered.items():
            by = "、".join(f"{lead}（{count}{plan.terms.unit}）" for lead, count in leads.items())
            lines.append(f"  {department}: {by}")
    lines.append(
        "担当課に送り、返ってきた票を1つのフォルダに入れて「build.py collect フォルダ」で集めます。"
    )
    return "\n".join(lines)


def collected(
    read: int, others: Sequence[str], found: Collected, after: Checked, is_rehearsal: bool
) -> str:
    """What the workbooks that were read changed, how, what was left, and who is still missing."""
    still = after.collection or late(after.plan)
    parts = [f"票を{read}件読みました。", changes(found.changes, after.plan)]
    if others:
        advice = "    → 中に票があれば、取り出して「.xlsx」のファイルとして入れてください。"
        names = "\n".join(f"  {name}" for name in others)
        parts.insert(0, f"票ではないので、読まなかったファイル（{len(others)}）\n{names}\n{advice}")
    if found.left:
        heading = "次の誤りのある票は、取り込んでいません。直して、もう一度集めてください。"
        parts.append("\n".join([heading, *map(str, found.left)]))
    if found.notes:
        parts.append("\n".join([f"読み替えたところ（{len(found.notes)}）", *map(str, found.notes)]))
    doubts = [warning for warning in after.warnings if warning.place.sheet]
    if doubts:
        parts.append("\n".join([f"確かめてください（{len(doubts)}）", *map(str, doubts)]))
    parts.append(missing(still, after.plan) if still else "未報告だったところが、全て揃いました。")
    if CORRECTIONS_FILE in found.edits:
        parts.append(f"後から報告があったことを、{CORRECTIONS_FILE} に書きます。理由は直せます。")
    if found.changes:
        parts.append(
            "試しに読んだだけで、書き込んでいません。" if is_rehearsal else "書き込みました。"
        )
    return "\n\n".join(parts)


def published(year: int, day: date, plan: Plan) -> str:
    """After a year's report was recorded as published."""
    name = next(y for y in plan.years if y.year == year)
    return (
        f"{name.full}の{plan.terms.progress}を、{japanese_date(day)}に公表したと記録しました。\n"
        "data/plan.toml の更新日と更新履歴も書きました。「build.py」で作り直すと、サイトに出ます。\n"
        "これからこの年度を直すときは、data/corrections.csv に訂正を書いてください。"
    )


def changes(found: Sequence[Change], plan: Plan) -> str:
    """A table of what changes, from what to what."""
    if not found:
        return "変わるところはありません。"
    titles = {measure.id: measure.heading for measure in plan.measures}
    labels = plan.labels
    lines = [f"変わるところ（{len(found)}）"]
    by_measure: dict[str, list[Change]] = {}
    for change in found:
        by_measure.setdefault(change.measure_id, []).append(change)
    for measure_id, of_it in by_measure.items():
        lines.append(f"  {measure_id} {titles[measure_id]}")
        lines += [
            f"    {labels[change.column]}: {_difference(change.before, change.after)}"
            for change in of_it
        ]
    return "\n".join(lines)


def missing(collection: Collection, plan: Plan) -> str:
    """Who has not answered what."""
    unit = plan.terms.unit
    if not collection.missing:
        lines = [
            f"{collection.fiscal_year.full}は、{len(collection.answers)}{unit}の全てが揃いました。"
        ]
        for field in plan.fields:
            filled = sum(bool(answer.record.cell(field.name)) for answer in collection.answers)
            if field.kind is Kind.CHOICE and 0 < filled < len(collection.answers):
                lines.append(
                    f"{field.label}は{filled}{unit}だけに書かれています。"
                    f"全てに書かれるまで、{field.label}の集計は出ません。"
                )
            elif field.is_summed and filled < len(collection.answers):
                lines.append(
                    f"{field.label}は{filled}{unit}だけに書かれています。"
                    f"合計には、{len(collection.answers)}{unit}のうち{filled}{unit}の合計であることを添えます。"
                )
        return "\n".join(lines)
    lines = [f"まだのもの（{len(collection.missing)}{unit}）"]
    for name, answers in by_owner(collection.missing).items():
        lines.append(f"  {department_name(name)}（{len(answers)}{unit}）")
        lines += [f"    {_gap(answer)}" for answer in answers]
    return "\n".join(lines)


def status(checked: Checked) -> str:
    """How far the collection has come, and a reminder for each department that is late."""
    collection, plan = checked.collection, checked.plan
    if collection is None:
        done_until = (
            f"{plan.reported[-1].full}まで公表しました" if plan.reported else "報告の前です"
        )
        said = f"入力中の年度はありません（{done_until}）。次は「build.py new-year」です。"
        if not (unreported := late(plan)):
            return said
        then = "返ってきたら、「build.py collect フォルダ」で集めます。"
        return "\n".join(
            [said, "", _published_gaps(unreported, plan), *_late(unreported, plan), "", then]
        )
    unit, done = plan.terms.unit, len(collection.answers) - len(collection.missing)
    lines = [
        f"{collection.fiscal_year.full}: {len(collection.answers)}{unit}のうち"
        f"{done}{unit}が済みました。",
        "",
        *_columns([("担当課", "済み", "まだ"), *_progress(collection, plan)]),
    ]
    if not collection.missing:
        year = collection.fiscal_year.year
        then = f"次は「build.py」で作って確かめ、公表したら「build.py publish-year {year}」です。"
        return "\n".join([*lines, "", missing(collection, plan), "", then])
    return "\n".join([*lines, *_late(collection, plan)])


def _published_gaps(collection: Collection, plan: Plan) -> str:
    number = f"{len(collection.missing)}{plan.terms.unit}"
    return f"公表した{collection.fiscal_year.full}には、未報告のところが{number}にあります。"


def _late(collection: Collection, plan: Plan) -> Iterable[str]:
    """A reminder for each department and body that is late, after what is nobody's."""
    owed = by_owner(collection.missing)
    if nobodys := owed.pop("", None):
        yield from ("", "担当課が決まっていないもの", *(f"・{_gap(one)}" for one in nobodys))
    for name, answers in owed.items():
        yield from ("", f"--- 催促の文（{name}） ---", *_reminder(name, answers, collection, plan))


def _progress(collection: Collection, plan: Plan) -> Iterable[tuple[str, str, str]]:
    """For each department and body, how many answers are complete and how many are not."""
    departments = _by_department((a.measure.department, a) for a in collection.answers)
    needed = dict.fromkeys(field.by for field in plan.fields if field.is_required and field.by)
    asked = [("", name, answers) for name, answers in departments.items()]
    for by, name, answers in [*asked, *((body, body, collection.answers) for body in needed)]:
        late = sum(any(field.by == by for field in answer.missing) for answer in answers)
        yield name, str(len(answers) - late), str(late)


def _reminder(
    name: str, answers: Sequence[Answer | ReadingAnswer], collection: Collection, plan: Plan
) -> Iterable[str]:
    return (
        f"{name} 御担当者様",
        "",
        f"「{plan.title}」の{collection.fiscal_year.full}の{plan.terms.progress}について、"
        f"次の{len(answers)}{plan.terms.unit}の御回答をお待ちしています。",
        "お送りした票に記入して、御返送ください。",
        "",
        *(f"・{_gap(answer)}" for answer in answers),
    )


def _gap(answer: Answer | ReadingAnswer) -> str:
    """A measure and which of its cells are empty."""
    empty = "、".join(field.label for field in answer.missing)
    return f"{answer.subject.id} {answer.subject.heading}: {empty}"


def _answered_by_others(collection: Collection) -> dict[str, Counter[str]]:
    """The departments that lead no measure, with those that do and how many they answer."""
    measures = [answer.measure for answer in collection.answers]
    leads = {measure.department for measure in measures}
    found: dict[str, Counter[str]] = {}
    for measure in measures:
        for name in measure.departments[1:]:
            if name not in leads:
                found.setdefault(name, Counter())[measure.department] += 1
    return found


def _by_department(pairs: Iterable[tuple[str, _Entry]]) -> dict[str, list[_Entry]]:
    """The entries by their departments' names; those without one come last."""
    grouped: dict[str, list[_Entry]] = {}
    for department, entry in sorted(pairs, key=lambda pair: pair[0] == ""):
        grouped.setdefault(department_name(department), []).append(entry)
    return grouped


def _difference(before: str, after: str) -> str:
    """Both texts, each cut to what can be compared at a glance: what differs, and what leads to it."""
    pairs = zip(before, after, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    start = same - _LEAD if same > _LONGEST else 0
    return f"{_cut(before, start) or '（空）'} → {_cut(after, start)}"


def _cut(text: str, start: int) -> str:
    end = start + _LONGEST
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows with their columns aligned: the first to the left, the others to the right."""
    widths = [max(_width(row[n]) for row in rows) for n in range(len(rows[0]))]
    return [
        "  "
        + row[0]
        + " " * (widths[0] - _width(row[0]))
        + "".join(
            "  " + " " * (width - _width(cell)) + cell
            for cell, width in zip(row[1:], widths[1:], strict=True)
        )
        for row in rows
    ]


def _width(text: str) -> int:
    """Columns of a terminal that the text takes: two for a full-width character."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
