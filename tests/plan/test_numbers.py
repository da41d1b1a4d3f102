"""A number is taken digit by digit, in whichever of the usual ways it is written."""

from decimal import Decimal

import pytest

from planreport.plan.numbers import decimals, grouped, plain


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("1234", "1234"),
        ("1,234", "1234"),
        ("１，２３４．５０", "1234.50"),
        ("12,345,678", "12345678"),
        ("0", "0"),
        ("0.50", "0.50"),
        ("-5", "-5"),
        ("−1,234", "-1234"),
        ("－5", "-5"),
        ("▲1,234", "-1234"),
        ("△0.5", "-0.5"),
        ("-0", "0"),
        ("▲0.0", "0.0"),
    ],
)
def test_a_number_is_read_as_it_is_written(written: str, digits: str) -> None:
    assert plain(written) == digits


@pytest.mark.parametrize(
    "written",
    [
        *("", "-", "▲", "1,23", "1234,567", "12,34", "007", ".5", "5.", "1.2.3", "1e5", "+5"),
        *("(5)", "①", "10²", "½", "1 234", "1234円", "約5", "5％", "--5", "５、000", "nan", "二十"),
    ],
)
def test_what_may_be_no_number_is_none(written: str) -> None:
    assert plain(written) is None


def test_it_is_shown_by_thousands_with_its_decimals_and_a_sign() -> None:
    assert grouped(Decimal("1234567.50")) == "1,234,567.50"
    assert grouped(Decimal("-1234")) == "−1,234"
    assert grouped(Decimal("0.000001")) == "0.000001"
    assert (decimals("12.50"), decimals("12")) == (2, 0)
