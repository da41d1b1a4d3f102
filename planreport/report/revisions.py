"""What was amended in the plan, and what was put right in its reports, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from planreport.paragraphs import in_one_line, points
from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear
from planreport.plan.fields import Field
from planreport.plan.indicators import FINAL, STATE, VALUE, Indicator
from planreport.plan.measures import UNREPORTED, Goal, Measure, values
from planreport.plan.numbers import bounds
from planreport.plan.revisions import Correction, Revised, Revision
from planreport.plan.settings import Terms
from planreport.report.excerpt import excerpts

_Note = TypeVar("_Note", "RevisionNote", "CorrectionNote")
_NOTHING = "なし"
TARGET_CHANGED = "目標値の変更"  # of an indicator


@dataclass(frozen=True)
class RevisionNote:
    """A revision of the plan (計画の変更), said in a sentence."""

    goal: Goal | None  # None of what belongs to an indicator
    subject: Measure | Indicator
    revision: Revision
    sentence: str


@dataclass(frozen=True)
class CorrectionNote:
    """A correction (正誤): the wrong cell by the plan's word for it, and what it said and says.

    Of a long text, the sentences before and after those that differ are left out (略). An answer that
    `is_late` was missing when its year was published, or provisional: nothing was wrong.
    """

    goal: Goal | None
    subject: Measure | Indicator
    correction: Correction
    column: str
    before: str
    after: str
    is_late: bool


def revisions(plan: Plan) -> tuple[RevisionNote, ...]:
    """All revisions of the plan, the newest year's first."""
    places = _places(plan)
    newest_first = sorted(plan.revisions, key=lambda revision: -revision.fiscal_year.year)
    return tuple(
        RevisionNote(*places[revision.measure_id], revision, _sentence(revision, plan))
        for revision in newest_first
    )


def corrections(plan: Plan) -> Iterator[CorrectionNote]:
    """All corrections, the newest first."""
    places = _places(plan)
    newest_first = sorted(plan.corrections, key=lambda correction: correction.date, reverse=True)
    empty = [correction for correction in plan.corrections if not correction.before]
    came_late = {
        (correction.measure_id, correction.fiscal_year)
        for correction in empty
        if field_of(correction, plan).is_required
    }
    states = _states(plan)
    for correction in newest_first:
        field = field_of(correction, plan)
        whose = (correction.measure_id, correction.fiscal_year)
        state = _unsettled(correction, field, plan, states)
        is_late = bool(state) or (not correction.before and whose in came_late)
        missing = state or (UNREPORTED.label if is_late else "")
        gap = missing if correction.column == VALUE or not state else ""
        before, after = (
            _read_out(field.shown(cell), plan)
            for cell in excerpts(correction.before, correction.after)
        )
        before, after = before or gap or _NOTHING, after or _NOTHING
        place = places[correction.measure_id]
        yield CorrectionNote(*place, correction, field.label, before, after, is_late)


_States = Mapping[tuple[str, FiscalYear], list[Correction]]


def _states(plan: Plan) -> _States:
    """The corrections of what the readings of indicators said of their values, the oldest first."""
    found: dict[tuple[str, FiscalYear], list[Correction]] = {}
    for it in sorted(plan.corrections, key=lambda it: it.date):
        if it.column == STATE and isinstance(plan.by_id[it.measure_id], Indicator):
            found.setdefault((it.measure_id, it.fiscal_year), []).append(it)
    return found


def _unsettled(correction: Correction, field: Field, plan: Plan, states: _States) -> str:
    """The state that an indicator's reading had before a correction, if another value was to be
    expected: it was a gap, or provisional."""
    subject, year = plan.by_id[correction.measure_id], correction.fiscal_year
    if not isinstance(subject, Indicator) or field.is_scheduled:
        return ""
    changed = states.get((subject.id, year), ())
    later = (it.before for it in changed if it.date >= correction.date)
    reading = subject.in_year(year)
    state = next(later, reading.state if reading else "")
    return "" if state in FINAL else state


def field_of(correction: Correction, plan: Plan) -> Field:
    """What was corrected, of a measure's record or of an indicator's reading."""
    subject = plan.by_id[correction.measure_id]
    fields = subject.of(plan.indicator_fields) if isinstance(subject, Indicator) else plan.fields
    return next(field for field in fields if field.name == correction.column)


def kind(revision: Revision, plan: Plan) -> str:
    """What a revision is called."""
    if revision.what is Revised.DETAIL:
        return of_detail(_detail(revision, plan))
    return (kinds(plan.terms) | {Revised.TARGET: TARGET_CHANGED})[revision.what]


def of_detail(field: Field) -> str:
    """What it is called to change what is said of a measure in a field of the plan's own."""
    return f"{field.label}の変更"


def _detail(revision: Revision, plan: Plan) -> Field:
    return next(field for field in plan.details if field.name == revision.detail)


def kinds(terms: Terms) -> dict[Revised, str]:
    """What is called what, of all that a plan may change of a measure half way."""
    return {
        Revised.TITLE: "名称の変更",
        Revised.SUMMARY: f"{terms.summary}の変更",
        Revised.DEPARTMENT: "担当課の変更",
        Revised.ITEM: f"{terms.grouping}の変更",
        Revised.GOAL: f"{terms.goal}の変更",
        Revised.PLANNED: f"{terms.planned}の変更",
        Revised.ADDED: "追加",
        Revised.ENDED: "終了",
    }


def _sentence(revision: Revision, plan: Plan) -> str:
    terms, before, after = plan.terms, revision.before, revision.after
    match revision.what:
        case Revised.DETAIL:
            field = _detail(revision, plan)
            sides = (tuple(map(field.shown, values(side))) for side in (before, after))
            return _summary_sentence(field.label, *sides)
        case Revised.SUMMARY:
            return _summary_sentence(terms.summary, points(before), points(after))
        case Revised.DEPARTMENT if not after:
            return "担当課の定めをなくしました。"
        case Revised.DEPARTMENT if not before:
            return f"担当課を「{_listed(after)}」と定めました。"
        case Revised.DEPARTMENT:
            return _renamed("担当課", _listed(before), _listed(after))
        case Revised.TITLE:
            return _renamed("名称", before, after)
        case Revised.ITEM:
            return _moved(terms, values(before), values(after))
        case Revised.GOAL:
            titles = plan.goal_titles
            return _renamed(terms.goal, titles.get(before, before), titles.get(after, after))
        case Revised.PLANNED:
            promise = f"{revision.planned_year}の{terms.planned}"
            said = (in_one_line(_read_out(cell, plan)) for cell in (before, after))
            return _renamed(promise, *said)
        case Revised.TARGET:
            return _aimed(*_targets(revision, plan))
        case Revised.ADDED:
            return "新しく加えました。"
        case Revised.ENDED:
            return f"{plan.fiscal_year(revision.fiscal_year.year - 1)}で終了しました。"


def _aimed(promise: str, before: str, after: str) -> str:
    if not after:
        return f"{promise}「{before}」をなくしました。"
    return _renamed(promise, before, after) if before else f"{promise}を「{after}」と定めました。"


def _targets(revision: Revision, plan: Plan) -> tuple[str, str, str]:
    """Which target was changed, and what was aimed at before and after, with the indicator's unit."""
    indicator = plan.by_id[revision.measure_id]
    assert isinstance(indicator, Indicator)  # the rules have seen to it
    unit = indicator.unit
    before, after = (
        f"{bounds(it).shown}{unit}" if it else "" for it in (revision.before, revision.after)
    )
    return f"{revision.planned_year}の{indicator.aim}", before, after


def _listed(cell: str) -> str:
    return "、".join(values(cell))


def _renamed(word: str, before: str, after: str) -> str:
    return f"{word}を「{before}」から「{after}」に改めました。"


def _moved(terms: Terms, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    """Names the groups from the first level on that is not as it was."""
    words = terms.item
    if not after:
        return f"{'・'.join(words[: len(before)])}「{'＞'.join(before)}」から出し、{terms.goal}のすぐ下に移しました。"
    if not before:
        return f"{terms.goal}のすぐ下から、{'・'.join(words[: len(after)])}「{'＞'.join(after)}」の中に移しました。"
    levels = enumerate(zip(before, after, strict=False))
    first = next((level for level, (old, new) in levels if old != new), 0)
    return _renamed("・".join(words[first:]), "＞".join(before[first:]), "＞".join(after[first:]))


def _summary_sentence(word: str, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    """Names the points that went and came, which a reader would have to look for otherwise."""
    gone = "".join(f"「{point}」" for point in before if point not in after)
    come = "".join(f"「{point}」" for point in after if point not in before)
    if gone and come:
        return f"{word}の{gone}を{come}に改めました。"
    if gone:
        return f"{word}から{gone}を削りました。"
    return f"{word}に{come}を加えました。" if come else f"{word}の順番を改めました。"


def _read_out(cell: str, plan: Plan) -> str:
    """What a cell says; with its reading if it is a status that is a mere symbol."""
    readings = {status.label: status.reading for status in plan.statuses if status.reading}
    return f"{cell}（{readings[cell]}）" if cell in readings else cell


def by_subject(notes: Iterable[_Note]) -> dict[str, tuple[_Note, ...]]:
    """The notes by the measure or indicator that they are about."""
    found: dict[str, list[_Note]] = {}
    for note in notes:
        found.setdefault(note.subject.id, []).append(note)
    return {id_: tuple(of_it) for id_, of_it in found.items()}


def _places(plan: Plan) -> dict[str, tuple[Goal | None, Measure | Indicator]]:
    measures = {measure.id: (goal, measure) for goal in plan.goals for measure in goal.measures}
    return {**measures, **{indicator.id: (None, indicator) for indicator in plan.indicators}}
