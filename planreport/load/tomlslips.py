"""What a line of TOML was meant as that was typed with a Japanese keyboard, or without quotes.

A line is only put right where it can then be read, and nobody is made to guess: of the
rest, the rule is told.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import date

_HEADER = re.compile(r"\s*(\[{0,2})([\w.]+)(\]{0,2})\s*(?:#.*)?")
_ENTRY = re.compile(r"\s*([\w－-]+)\s*[=＝:：]\s*(\S.*?)\s*")
_QUOTES = "\"'“”„‟＂‘’＇"
_QUOTED = re.compile(rf"[{_QUOTES}](.*?)[{_QUOTES}]\s*(?:[#＃].*)?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_SIGNS = str.maketrans("［］“”＂", '[]"""')
_WITHOUT_COMMA = re.compile(r'(?<=")(?:\s*[，、]\s*|\s+)(?=")')


def meant(line: str) -> str | None:
    """The line as it can be read, where it is certain what was meant."""
    if _is_read(line):  # what is wrong is said elsewhere
        return None
    return next(filter(_is_read, (_comment(line), _header(line), *_entries(line))), None)


def explained(error: str, lines: list[str], number: int) -> tuple[str, str]:
    """What is wrong with a line that nobody can put right but its author, and what to do."""
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    if "Cannot overwrite" in error or "twice" in error:
        key = re.split("[=#]", line)[0].strip()
        before = [n for n, it in enumerate(lines[: number - 1], 1) if it.strip().startswith(key)]
        where = f"（前は{before[-1]}行目）" if before else ""
        return f"「{key}」が2度書かれています{where}。", "1つにまとめてください。"
    if "Illegal character '\\n'" in error:
        advice = '終わりに「"」を付けてください。文章の途中では改行しません。'
        return '「"」で囲んだ文章が、行の終わりまでに閉じられていません。', advice
    if line.strip() and not re.search(r"[=＝:：\[\]［］\"]", line):
        advice = "説明の行なら初めに「#」を付け、項目なら「項目 = 値」の形で書いてください。"
        return "TOMLの書き方が正しくありません。", advice
    return (
        "TOMLの書き方が正しくありません。",
        '文字列は「"」で囲み、同じ項目を二度書かず、日付は 2026-04-01 のように書いてください。',
    )


def _comment(line: str) -> str:
    return f"# {line.strip()[1:].strip()}" if line.strip()[:1] == "＃" else ""


def _header(line: str) -> str:
    found = _HEADER.fullmatch(unicodedata.normalize("NFKC", line))
    brackets = max(len(found[1]), len(found[3])) if found else 0
    return f"{'[' * brackets}{found[2]}{']' * brackets}" if found and brackets else ""


def _entries(line: str) -> Iterator[str]:
    if found := _ENTRY.fullmatch(line):
        key = unicodedata.normalize("NFKC", found[1])
        yield from (f"{key} = {value}" for value in _values(found[2]))


def _values(written: str) -> Iterator[str]:
    if written[0] in "[［":
        yield _WITHOUT_COMMA.sub(", ", written.translate(_SIGNS))
    elif quoted := _QUOTED.fullmatch(written):
        yield _in_quotes(quoted[1])
    elif written[0] not in _QUOTES:
        plain = unicodedata.normalize("NFKC", re.split("[#＃]", written)[0]).strip()
        yield plain.lower()  # a number, or True
        if day := _DAY.fullmatch(plain):
            yield _day(*map(int, day.groups()))
        elif not re.search(r"[0-9元]年|\d[-/.]\d", plain):  # which stand where no text does
            yield _in_quotes(re.split(r"\s+[#＃]", written)[0])


def _in_quotes(text: str) -> str:
    quote = "'" if '"' in text or "\\" in text else '"'
    return f"{quote}{text}{quote}"


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _is_read(line: str) -> bool:
    try:
        return bool(tomllib.loads(line)) or line.startswith("#")
    except (ValueError, RecursionError):
        return False
