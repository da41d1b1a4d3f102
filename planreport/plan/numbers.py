"""Numbers as cities write them: decimals, kept digit by digit as they were written, never as floats."""

import re
from decimal import Decimal

MOST_DIGITS = 15  # so many a spreadsheet keeps
MOST_DECIMALS = 6
# ▲ and △ stand for minus in Japanese public accounts.
TRIANGLES = "▲△"
_TYPED = str.maketrans("０１２３４５６７８９，．－−▲△", "0123456789,.----")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")


def plain(written: str) -> str | None:
    """The number in plain digits, such as -1234.50; None where the text is none.

    Full-width digits, commas between thousands and the usual signs of minus are taken.
    """
    typed = written.translate(_TYPED)
    if not _NUMBER.fullmatch(typed):
        return None
    digits = typed.replace(",", "")
    return digits if Decimal(digits) else digits.removeprefix("-")


def decimals(digits: str) -> int:
    """How many there are of a number in plain digits."""
    return len(digits.partition(".")[2])


def grouped(number: Decimal) -> str:
    """As people read it: by thousands, with its decimals as written and a sign as wide as a digit."""
    return f"{number:,f}".replace("-", "−")
