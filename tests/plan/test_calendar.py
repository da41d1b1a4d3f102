"""A fiscal year is read as people write it."""

import pytest

from planreport.plan.calendar import FiscalYear, read_fiscal_year


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("2022", 2022),
        ("２０２２年度", 2022),
        ("令和4年度", 2022),
        ("令和４年", 2022),
        ("R4", 2022),
        ("r04", 2022),
        ("Ｒ．４", 2022),
        ("令4", 2022),
        ("㋿4年度", 2022),
        ("令和\n4\n年度", 2022),
        ("令和4年度（2022年度）", 2022),
        ("2022(R4)年度", 2022),
        ("令和元年度", 2019),
        ("R元", 2019),
        ("R1", 2019),
        ("平成31年度", 2019),
        ("平成31・令和元年度", 2019),
        ("Ｈ３０", 2018),
        ("㍻30年度", 2018),
        ("平成35年度", 2023),
        ("平成元年度", 1989),
        ("S63", 1988),
        ("昭和64年", 1989),
        (" 1999 ", 1999),
    ],
)
def test_a_fiscal_year_is_read_as_it_is_written(written: str, year: int) -> None:
    assert read_fiscal_year(written) == year


@pytest.mark.parametrize(
    "written",
    [
        "",
        "年度",
        "4年度",  # of no era
        "令和",
        "令和0年度",
        "令和4年度から令和8年度まで",
        "R4-R8",
        "平成31（2018）年度",  # which differ
        "令和4年3月31日",
        "令和4年度計画",
        "12,022",
        "20223",
        "1200",
        "R400",
        "Ⅳ",
    ],
)
def test_what_is_no_fiscal_year_alone_is_not_taken_for_one(written: str) -> None:
    assert read_fiscal_year(written) is None


def test_every_year_is_read_from_the_names_that_this_program_gives_it() -> None:
    for named in map(FiscalYear, range(1926, 2101)):
        names = (str(named), named.short, named.full)
        assert [read_fiscal_year(name) for name in names] == [named.year] * 3
