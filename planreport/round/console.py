"""What the commands of the yearly round say, in words that can be pasted into a mail."""

from collections.abc import Sequence
from datetime import date
from itertools import takewhile

from planreport.load import CORRECTIONS_FILE
from planreport.plan import Plan
from planreport.plan.calendar import japanese_date
from planreport.plan.collection import Collection, late
from planreport.plan.indicators import Indicator
from planreport.plan.measures import Measure
from planreport.round.answers import Change
from planreport.round.collect import Collected
from planreport.round.listing import by_department, columns, counted
from planreport.round.rollover import NewYear
from planreport.round.waiting import missing
from planreport.workbook import departments

_LONGEST = 36  # characters of a text that a line shows
_LEAD = 8  # characters shown before the first that differs


def opened(new: NewYear, plan: Plan) -> str:
    """After a fiscal year was opened: what is to be filled in, and what comes next."""
    terms = plan.terms
    asked: tuple[Measure | Indicator, ...] = (*new.measures, *new.indicators)
    lines = [f"{new.fiscal_year.full}の入力を始めました。{counted(asked, plan)}を集めます。"]
    if new.promised:
        lines += [
            f"計画を{new.fiscal_year}まで延ばしました。{terms.planned}は、前の年度のものを写してあります。",
            "違うところは、data/schedule.csv を直してください。",
        ]
    whose = by_department((one.department, one) for one in asked)
    lines += ["", *columns([(name, counted(its, plan)) for name, its in whose.items()])]
    return "\n".join([*lines, "", "次は「build.py forms フォルダ」で、担当課に送る票を作ります。"])


def made(names: Sequence[str], collection: Collection, plan: Plan) -> str:
    """After the forms were written; names who has none, since others answer all that is theirs."""
    lines = [f"票を{len(names)}件作りました。", *(f"  {name}" for name in names)]
    if answered := _answered_by_others(collection):
        lines.append("次の課の分は、ほかの課が取りまとめて回答するので、票はありません。")
        for department, leads in answered.items():
            by = "、".join(f"{lead}（{counted(its, plan)}）" for lead, its in leads.items())
            lines.append(f"  {department}: {by}")
    lines.append(
        "担当課に送り、返ってきた票を1つのフォルダに入れて「build.py collect フォルダ」で集めます。"
    )
    return "\n".join(lines)


def collected(read: int, others: Sequence[str], found: Collected, is_rehearsal: bool) -> str:
    """What the workbooks that were read changed, how, what was left, and who is still missing."""
    after = found.after
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
        is_anew = any(change.came_late and change.before for change in found.changes)
        what = f"後から報告があったこと{'や、値が改まったこと' if is_anew else ''}"
        parts.append(f"{what}を、{CORRECTIONS_FILE} に書きます。理由は直せます。")
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
    lines = [f"変わるところ（{len(found)}）"]
    grouped: dict[tuple[str, str], list[Change]] = {}
    for change in found:
        grouped.setdefault((change.subject_id, change.year), []).append(change)
    for (id_, year), of_it in grouped.items():
        subject = plan.by_id[id_]
        is_measure = isinstance(subject, Measure)
        when = "" if is_measure else f"（{plan.fiscal_year(int(year))}）"
        fields = plan.fields if is_measure else plan.indicator_fields
        labels = {field.name: field.label for field in fields}
        lines.append(f"  {id_} {subject.heading}{when}")
        lines += [
            f"    {labels[change.column]}: {_difference(change.before, change.after)}"
            for change in of_it
        ]
    return "\n".join(lines)


def _answered_by_others(collection: Collection) -> dict[str, dict[str, list[Measure | Indicator]]]:
    """The departments that are asked nothing, with those that answer for them, and what."""
    asked = departments(collection)
    found: dict[str, dict[str, list[Measure | Indicator]]] = {}
    for subject in (answer.subject for answer in collection.asked):
        for name in subject.departments[1:]:
            if name not in asked:
                found.setdefault(name, {}).setdefault(subject.department, []).append(subject)
    return found


def _difference(before: str, after: str) -> str:
    """Both texts, each cut to what can be compared at a glance: what differs, and what leads to it."""
    pairs = zip(before, after, strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    start = same - _LEAD if same > _LONGEST else 0
    return f"{_cut(before, start) or '（空）'} → {_cut(after, start) or '（空）'}"


def _cut(text: str, start: int) -> str:
    end = start + _LONGEST
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
