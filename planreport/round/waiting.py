"""Who has answered and who has not, with a reminder for each that is late."""

from collections.abc import Iterable, Iterator, Sequence

from planreport.check import Checked
from planreport.plan import Plan
from planreport.plan.collection import Answer, Collection, ReadingAnswer, by_owner, late
from planreport.plan.fields import Kind
from planreport.plan.indicators import Indicator
from planreport.plan.measures import Measure
from planreport.round.listing import by_department, columns, counted
from planreport.workbook import department_name


def missing(collection: Collection, plan: Plan) -> str:
    """Who has not answered what."""
    if not collection.missing:
        unit, number = plan.terms.unit, _counted(collection.asked, plan)
        lines = [f"{collection.fiscal_year.full}は、{number}の全てが揃いました。"]
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
    lines = [f"まだのもの（{_counted(collection.missing, plan)}）"]
    for name, answers in by_owner(collection.missing).items():
        lines.append(f"  {department_name(name)}（{_counted(answers, plan)}）")
        lines += [f"    {_gap(answer)}" for answer in answers]
    return "\n".join(lines)


def status(checked: Checked) -> str:
    """How far the collection has come, and a reminder for each department that is late."""
    collection, plan = checked.collection, checked.plan
    if collection is None:
        so_far = f"{plan.reported[-1].full}まで公表しました" if plan.reported else "報告の前です"
        said = f"入力中の年度はありません（{so_far}）。次は「build.py new-year」です。"
        if not (unreported := late(plan)):
            return said
        then = "返ってきたら、「build.py collect フォルダ」で集めます。"
        return "\n".join(
            [said, "", _published_gaps(unreported, plan), *_late(unreported, plan), "", then]
        )
    lines = [
        f"{collection.fiscal_year.full}: {_done(collection, plan)}が済みました。",
        "",
        *columns(list(_progress(collection, plan))),
    ]
    if not collection.missing:
        year = collection.fiscal_year.year
        then = f"次は「build.py」で作って確かめ、公表したら「build.py publish-year {year}」です。"
        return "\n".join([*lines, "", missing(collection, plan), "", then])
    return "\n".join([*lines, *_late(collection, plan)])


def _counted(answers: Iterable[Answer | ReadingAnswer], plan: Plan) -> str:
    return counted((answer.subject for answer in answers), plan)


def _done(collection: Collection, plan: Plan) -> str:
    """6事業のうち2事業、指標4件のうち1件."""
    unit, word = plan.terms.unit, plan.terms.indicator
    parts = []
    if collection.answers or not collection.readings:
        done = sum(not answer.missing for answer in collection.answers)
        parts.append(f"{len(collection.answers)}{unit}のうち{done}{unit}")
    if collection.readings:
        read = sum(not answer.missing for answer in collection.readings)
        parts.append(f"{word}{len(collection.readings)}件のうち{read}件")
    return "、".join(parts)


def _published_gaps(collection: Collection, plan: Plan) -> str:
    number = _counted(collection.missing, plan)
    return f"公表した{collection.fiscal_year.full}には、未報告のところが{number}にあります。"


def _late(collection: Collection, plan: Plan) -> Iterable[str]:
    """A reminder for each department and body that is late, after what is nobody's."""
    owed = by_owner(collection.missing)
    if nobodys := owed.pop("", None):
        yield from ("", "担当課が決まっていないもの", *(f"・{_gap(one)}" for one in nobodys))
    for name, answers in owed.items():
        yield from ("", f"--- 催促の文（{name}） ---", *_reminder(name, answers, collection, plan))


def _progress(collection: Collection, plan: Plan) -> Iterator[tuple[str, ...]]:
    """For each department and body, how many answers are complete and how many are not."""
    asked_of = {type(one.subject) for one in collection.asked} or {Measure}
    kinds = [kind for kind in (Measure, Indicator) if kind in asked_of]
    if len(kinds) == 2:
        yield "担当課", f"{plan.terms.unit}の済み", "まだ", f"{plan.terms.indicator}の済み", "まだ"
    else:
        yield "担当課", "済み", "まだ"
    departments = by_department((one.subject.department, one) for one in collection.asked)
    needed = dict.fromkeys(field.by for field in plan.fields if field.is_required and field.by)
    asked = [("", name, answers) for name, answers in departments.items()]
    asked += [(body, body, [*collection.answers]) for body in needed]
    for by, name, answers in asked:
        numbers = []
        for kind in kinds:
            mine = [one for one in answers if isinstance(one.subject, kind)]
            late = sum(any(field.by == by for field in one.missing) for one in mine)
            numbers += [str(len(mine) - late), str(late)]
        yield name, *numbers


def _reminder(
    name: str, answers: Sequence[Answer | ReadingAnswer], collection: Collection, plan: Plan
) -> Iterable[str]:
    return (
        f"{name} 御担当者様",
        "",
        f"「{plan.title}」の{collection.fiscal_year.full}の{plan.terms.progress}について、"
        f"次の{_counted(answers, plan)}の御回答をお待ちしています。",
        "お送りした票に記入して、御返送ください。",
        "",
        *(f"・{_gap(answer)}" for answer in answers),
    )


def _gap(answer: Answer | ReadingAnswer) -> str:
    """A measure and which of its cells are empty."""
    empty = "、".join(field.label for field in answer.missing)
    return f"{answer.subject.id} {answer.subject.heading}: {empty}"
