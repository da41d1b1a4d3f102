"""What counts and their shares say, in the words of the plan.

A plan that compares what was reached with what was planned is spoken of as on plan or behind; of any
other, no sentence says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from planreport.plan import Plan
from planreport.plan.fields import Choice, Kind
from planreport.plan.measures import UNREPORTED, Outcome, YearRecord
from planreport.report.changes import Step
from planreport.report.sums import SumTable

REPORTED = "報告あり"  # of a year, where a plan has neither stage nor grade


@dataclass(frozen=True)
class Motion:
    """What it is called to be better or worse than the year before: of measures, and of one."""

    up: str
    further: str  # than a year
    goes_up: str
    down: str
    back: str  # than a year
    goes_down: str


_STAGES_MOVE = Motion("進んだ", "先に進んだ", "進みました", "戻った", "前に戻った", "戻りました")
_GRADES_MOVE = Motion(
    "上がった", "上がった", "上がりました", "下がった", "下がった", "下がりました"
)


@dataclass(frozen=True)
class Sentences:
    plan: Plan

    @property
    def table(self) -> str:
        """What the table of all years is called."""
        if not self.plan.has_measures:
            return f"{self.plan.aim}と実績値"
        planned = [field.label for field in self.plan.fields if field.is_scheduled]
        return "と".join([*planned, self.lead])

    @property
    def in_table(self) -> str:
        """What the full table has of each year."""
        terms = self.plan.terms
        said = f"{terms.plan}、{self.told}、{terms.progress}"
        return said if self.plan.has_measures else self.table

    @property
    def subjects(self) -> str:
        """What the plan is reported by."""
        return self.plan.terms.measure if self.plan.has_measures else self.plan.terms.indicator

    @property
    def lead(self) -> str:
        """What the leading field is called."""
        return self.plan.lead.label if self.plan.lead else self.told

    @property
    def moved(self) -> str:
        """What moved up or down, with its particle."""
        return f"{self.words_of_lead if self.plan.lead else self.told}が"

    @property
    def motion(self) -> Motion:
        return (
            _STAGES_MOVE if self.plan.lead and self.plan.lead.kind is Kind.STAGE else _GRADES_MOVE
        )

    @property
    def otherwise(self) -> str:
        """What it is called to change to or from a word that is neither better nor worse."""
        if not self.plan.ladder:
            return f"{self.lead}が変わった"
        outside = _told(o for o in self.plan.outside if o is not UNREPORTED)
        return f"{self.lead}が{outside}になった、又はそうでなくなった"

    def unknown(self, step: Step) -> str:
        """That a year of a measure says nothing, so that the two cannot be compared; "" where both
        tell in texts, which nobody compares."""
        missing = [
            r.fiscal_year
            for r in (step.before, step.now)
            if r and not (r.reached if self.plan.lead else r.is_reported)
        ]
        years = "と".join(map(str, missing))
        return f"{years}の{self.lead}は、報告されていません。" if missing else ""

    def unsaid(self, record: YearRecord) -> str:
        """That there is no report: of a year that was published, is still to come, or was before the
        first that is shown."""
        if record.outcome:
            return record.outcome.label
        if record.fiscal_year in self.plan.unshown:
            return "掲載なし"
        return "報告前"

    def unworded(self, record: YearRecord) -> str:
        """The same, or that there is a report, of a year without a stage or grade."""
        return REPORTED if record.is_reported and not record.outcome else self.unsaid(record)

    @property
    def in_matrix(self) -> str:
        """What the matrix has in each cell."""
        terms = self.plan.terms
        return f"{terms.planned}と{terms.progress}" if self.plan.compares else self.outcome

    @property
    def cell(self) -> str:
        """The same as the head of a column."""
        terms = self.plan.terms
        return f"{terms.planned}／{terms.progress}" if self.plan.compares else self.in_matrix

    @property
    def told(self) -> str:
        """What the first of the texts is called in which is said what was done; without any, of the
        numbers."""
        said = [it.label for it in (*self.plan.texts, *self.plan.numbers) if not it.is_scheduled]
        return said[0] if said else self.plan.terms.actions

    @property
    def narrated(self) -> str:
        """The head of a column of narratives."""
        labels = [text.label for text in self.plan.texts]
        return "、".join(labels[:2]) + ("など" if len(labels) > 2 else "") or self.told

    @property
    def words_of_lead(self) -> str:
        """What the words of the leading field are called together."""
        lead = self.plan.lead
        assert lead is not None
        return self.plan.terms.stage_reached if lead.kind is Kind.STAGE else lead.label

    @property
    def fields(self) -> str:
        """All that is published of a year, but for what is said of few."""
        return "、".join(
            f.label
            for f in self.plan.fields
            if f.is_published and (f.is_required or f is self.plan.lead)
        )

    def numbers(self, step: Step) -> Iterator[str]:
        """What became of the numbers that both years of a measure say."""
        for field in self.plan.numbers:
            was, is_now = (r.cell(field.name) if r else "" for r in (step.before, step.now))
            if was and is_now and Decimal(was) == Decimal(is_now):
                yield f"{field.label}は、{field.shown(is_now)}で同じです。"
            elif was and is_now:
                change = f"{field.shown(was)}から{field.shown(is_now)}になりました。"
                yield f"{field.label}は、{change}"

    def summed(self, table: SumTable) -> str:
        """What the numbers of the last year come to, and what is missing from that."""
        latest, field, year = table.latest, table.field, table.years[-1]
        if not latest.counted:
            return f"{year}の{field.label}は、記入がありません。"
        unit = self.plan.terms.unit
        of = f"（{latest.size}{unit}のうち、記入のあった{latest.counted}{unit}の合計）"
        said = f"{year}の{field.label}は、合わせて{latest.shown}{field.unit}です"
        return f"{said}{of if latest.missing else ''}。"

    @property
    def outcome(self) -> str:
        """What the outcomes are called together."""
        if self.plan.compares:
            return "計画との比較"
        return self.plan.lead.label if self.plan.lead else "報告の有無"

    @property
    def outcome_with_plan(self) -> str:
        """The same in the plan's own words."""
        return f"{self.plan.terms.planned}との比較" if self.plan.compares else self.outcome

    @property
    def tones(self) -> str:
        """What dark and light mean in a picture of the whole plan."""
        if self.plan.compares:
            return "濃います目は計画どおりか計画より先、淡います目は計画より遅れです。"
        if not self.plan.ladder:
            return ""
        return f"濃います目ほど{self.outcome}が高く、淡いほど低いことを表します。"

    @property
    def good(self) -> str:
        """What the share of those that go well is called."""
        words = "か".join(f"「{outcome.label}」" for outcome in self._good)
        return "計画どおりに進んだ割合" if self.plan.compares else f"{words}の割合"

    @property
    def orders(self) -> tuple[str, str]:
        """What it is called to put the lowest first, and the highest."""
        if self.plan.compares:
            return "遅れている順", "進んでいる順"
        return ("低い順", "高い順") if self.plan.ladder else ("並びの順", "並びの逆順")

    @property
    def lagging(self) -> str:
        """The heading of the list of those that do not go well."""
        measure = self.plan.terms.measure
        if self.plan.compares:
            return f"計画より遅れている{measure}"
        return f"{self.outcome}が{_told(self.plan.lagging)}の{measure}"

    @property
    def lagging_explained(self) -> str:
        """What they are, behind a year."""
        terms = self.plan.terms
        if self.plan.compares:
            return f"に、{terms.stage_planned}に達していない{terms.unit}です。"
        return f"に、{self.outcome}が{_told(self.plan.lagging)}だった{terms.unit}です。"

    @property
    def lowest_first(self) -> str:
        """In which order they are listed; "" where it is the plan's own."""
        ordered = set(self.plan.lagging) & set(self.plan.ladder)
        return f"{self.outcome}の低いものから並べています。" if len(ordered) > 1 else ""

    @property
    def shared(self) -> str:
        """How measures of several departments are counted; "" where there is none."""
        if all(len(measure.departments) < 2 for measure in self.plan.measures):
            return ""
        return f"担当課が2つ以上ある{self.plan.terms.unit}は、それぞれの課で数えています。"

    @property
    def counted(self) -> str:
        """How the counts were made."""
        terms = self.plan.terms
        if self.plan.compares:
            return f"{terms.planned}と{terms.progress}を比べて、このサイトで数え"
        return f"{self.outcome}を、このサイトで数え"

    @property
    def counted_good(self) -> str:
        """The same of those that go well, before 「数です」."""
        terms = self.plan.terms
        if self.plan.compares:
            return f"{terms.planned}と{terms.progress}を比べて数えた、計画どおりか、それより先に進んだ{terms.unit}の"
        return f"{self.outcome}が{self.good_words}だった{terms.unit}の"

    @property
    def good_words(self) -> str:
        """The words of what goes well."""
        return _told(self._good)

    @property
    def _good(self) -> list[Outcome]:
        return [o for o in self.plan.outcomes if o.is_good]


def _told(outcomes: Iterable[Outcome]) -> str:
    """A mere symbol with what it means: nobody knows that by heart, and a screen reader may be silent."""
    return "か".join(
        f"「{it.label}（{it.reading}）」"
        if isinstance(it, Choice) and it.reading
        else f"「{it.label}」"
        for it in outcomes
    )
