"""Numbers as cities write them: decimals, kept digit by digit as they were written, never as floats."""

import re
from dataclasses import dataclass
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


def with_decimals(digits: str, least: int) -> str:
    """A number in plain digits with at least so many decimals; what is none stays as it is."""
    if plain(digits) != digits or decimals(digits) >= least:
        return digits
    return f"{Decimal(digits):.{least}f}"


def grouped(number: Decimal) -> str:
    """As people read it: by thousands, with its decimals as written and a sign as wide as a digit."""
    return f"{number:,f}".replace("-", "−")


@dataclass(frozen=True)
class Bounds:
    """A number, or all between two of them."""

    low: Decimal
    high: Decimal

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    @property
    def shown(self) -> str:
        low, high = grouped(self.low), grouped(self.high)
        return f"{low}〜{high}" if self.is_range else low


def bounds(digits: str) -> Bounds:
    """What a target in plain digits says, such as 20 or 20〜25."""
    low, _, high = digits.partition(_TO)
    return Bounds(Decimal(low), Decimal(high or low))


def plain_bounds(written: str) -> str | None:
    """A number or a range in plain digits, such as 20〜25; None where the text is neither."""
    sides = [plain(side.strip()) for side in _TILDES.split(written)]
    if len(sides) > 2 or None in sides:
        return None
    return _TO.join(side for side in sides if side)


_TO = "〜"
_TILDES = re.compile("[〜～~∼]")
