"""Years and days have the names that a Japanese city gives them; a record knows how it stands."""

from datetime import date

import pytest

from planreport.plan import Plan
from planreport.plan.calendar import FiscalYear, japanese_date
from planreport.plan.fields import Choice
from planreport.plan.measures import Measure, Standing, YearRecord


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (1927, "昭和2年度"),
        (1988, "昭和63年度"),
        (1989, "平成元年度"),
        (1990, "平成2年度"),
        (2012, "平成24年度"),
        (2018, "平成30年度"),
        (2019, "令和元年度"),
        (2020, "令和2年度"),
        (2100, "令和82年度"),
    ],
)
def test_a_fiscal_year_is_named_after_the_era_of_its_april(year: int, name: str) -> None:
    assert str(FiscalYear(year)) == name


def test_2019_is_called_what_the_plan_calls_it_and_no_other_year_is() -> None:
    assert str(FiscalYear(2019, "平成31年度")) == "平成31年度"
    assert str(FiscalYear(2018, "平成31年度")) == "平成30年度"
    assert str(FiscalYear(2020, "平成31年度")) == "令和2年度"


def test_a_fiscal_year_is_written_in_both_calendars_or_short() -> None:
    assert FiscalYear(2014).full == "平成26年度（2014年度）"
    assert FiscalYear(2014).short == "平成26"
    assert FiscalYear(2019).short == "令和元"


def test_fiscal_years_come_in_the_order_of_time() -> None:
    years = [FiscalYear(year, "平成31年度") for year in (2020, 1989, 2019)]
    assert [year.year for year in sorted(years)] == [1989, 2019, 2020]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(1926, 12, 25), "昭和元年（1926年）12月25日"),
        (date(1927, 1, 1), "昭和2年（1927年）1月1日"),
        (date(1989, 1, 7), "昭和64年（1989年）1月7日"),
        (date(1989, 1, 8), "平成元年（1989年）1月8日"),
        (date(2019, 4, 30), "平成31年（2019年）4月30日"),
        (date(2019, 5, 1), "令和元年（2019年）5月1日"),
        (date(2020, 1, 1), "令和2年（2020年）1月1日"),
    ],
)
def test_a_day_is_named_after_the_era_that_it_lies_in(day: date, name: str) -> None:
    assert japanese_date(day) == name


def test_the_last_day_of_fiscal_2018_and_the_first_of_2019_are_both_of_heisei() -> None:
    assert japanese_date(date(2019, 3, 31)).startswith("平成31年")
    assert japanese_date(date(2019, 4, 1)).startswith("平成31年")


LATER, SOONER = Choice(2, "実施", ""), Choice(1, "検討", "")


@pytest.mark.parametrize(
    ("planned", "progress", "standing"),
    [
        (SOONER, LATER, Standing.AHEAD),
        (LATER, LATER, Standing.ON_PLAN),
        (LATER, SOONER, Standing.BEHIND),
        (LATER, None, None),
    ],
)
def test_a_record_stands_by_the_order_of_the_statuses(
    planned: Choice, progress: Choice | None, standing: Standing | None
) -> None:
    record = YearRecord(
        FiscalYear(2020), {"planned": planned} | ({"progress": progress} if progress else {})
    )
    assert record.standing is standing
    assert record.is_reported is (standing is not None)


def test_standings_differ_in_code_symbol_and_words_so_that_none_needs_colour() -> None:
    for words in zip(*(s.value for s in Standing), strict=True):
        assert len(set(words)) == len(Standing)


def test_a_measure_has_no_record_for_a_year_before_it_began() -> None:
    record = YearRecord(FiscalYear(2020), {"planned": SOONER})
    measure = Measure("m1", "駆除", ("減らす",), (), (record,))
    assert measure.in_year(FiscalYear(2020)) is record
    assert measure.in_year(FiscalYear(2019)) is None


@pytest.mark.parametrize(
    ("years", "period"),
    [
        ((2012, 2013, 2014), "平成24年度から平成26年度まで"),
        ((2018, 2019), "平成30年度から令和元年度まで"),
        ((2019,), "令和元年度"),
    ],
)
def test_a_plans_period_is_told_in_words(years: tuple[int, ...], period: str) -> None:
    plan = Plan(
        title="計画",
        municipality="みなも市",
        area_code="",
        source="",
        notice="",
        base_url="",
        updated=date(2020, 4, 1),
        years=tuple(map(FiscalYear, years)),
        reported=(),
        statuses=(SOONER, LATER),
        assessments=(),
        goals=(),
        published_tallies=(),
        history=(),
    )
    assert plan.period == period
