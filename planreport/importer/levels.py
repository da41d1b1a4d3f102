"""Goals and groups that stand as headings between the rows of a table, and what is no row at all."""

import re
from collections.abc import Sequence

from planreport.importer.grids import Grid
from planreport.importer.layout import Layout
from planreport.importer.roles import INDICATOR, TITLE, Of, Role, heading

# 目標1, 第2章, (3), Ⅰ, ① or 1-2 before the words.
_NUMBER = r"[（(]?(?:[0-9０-９]+(?:[-－.．][0-9０-９]+)*|[Ⅰ-Ⅻⅰ-ⅻ]|[IVX]+(?![A-Za-z])|[①-⑳]|[一二三四五六七八九十]+(?=[章 　、．.]))[)）]?"
NUMBERED = re.compile(
    rf"(?P<word>第?[^\s0-9（(]{{0,12}}?)\s*(?P<number>{_NUMBER})(?:章)?[\s\u3000．.、:：]*(?P<title>\S.*)"
)
_LABEL = re.compile(
    r"(?:[（(【〔［\[]([^）)】〕］\]]{1,12})[）)】〕］\]]|([^:：]{1,12})[:：])[\s\u3000]*(\S.*)"
)
_TOTAL = re.compile(r"(.{0,10}(合計|小計|総計)|計|総(事業費|経費|費用|額|数))([（(].*[)）])?")
_NOTE = re.compile(r"[※＊*]|[（(]?注[)）\d０-９:：]|注意|凡例|備考[:：]|出典|資料[:：]")


def one_line(text: str) -> str:
    """A name without the line breaks that made it fit into its cell."""
    joined = ""
    for line in filter(None, (line.strip() for line in text.splitlines())):
        needs_space = joined[-1:].isascii() and line[:1].isascii() and joined
        joined += f" {line}" if needs_space else line
    return joined


def why_no_row(layout: Layout, row: int) -> str:
    """Why a row says nothing of the plan: a sum or a note; "" where it may."""
    (at, first), *others = layout.grid.own_texts(row)
    # A sum that stands in a list of indicators is one of them: the emissions of all sectors.
    is_indicator = not layout.is_of_measures and at == layout.column(INDICATOR)
    if _TOTAL.fullmatch("".join(first.split())) and not is_indicator:
        return "合計の行"
    return "注記" if _NOTE.match(first) and not others else ""


def is_repeated(layout: Layout, row: int) -> bool:
    """Whether a row is one of those at the top again, as on each printed page."""
    texts = layout.grid.own_texts(row)
    return any(layout.grid.own_texts(above) == texts for above in range(layout.last + 1))


def lone_text(layout: Layout, row: int) -> tuple[str, int] | None:
    """The text of a row that says nothing else, and its column; a number of its own goes before it."""
    grid, title = layout.grid, layout.column(TITLE)
    texts = grid.own_texts(row)
    if len(texts) == 2 and texts[1][0] == texts[0][0] + 1 and re.fullmatch(_NUMBER, texts[0][1]):
        texts = [(texts[0][0], f"{texts[0][1]} {texts[1][1]}")]
    if len(texts) != 1:
        return None
    column, text = texts[0]
    if title is not None and grid.rows[row][title] and grid.origin(row, title)[0] != row:
        return None  # a further row of the measure above
    return _framed(one_line(text)), column


def _framed(text: str) -> str:
    """A heading without what sets it off: 【子育て支援】, ■ 子育て支援."""
    inner = re.fullmatch(r"[【〔［《＜<](.*)[】〕］》＞>]", text)
    return (inner[1] if inner else text).lstrip("■□◆◇●○▼▽▶★").strip()


def is_wide(grid: Grid, row: int, column: int) -> bool:
    """Whether a text stands in cells that were merged across columns."""
    return column + 1 < grid.width and grid.fillings.get((row, column + 1)) == (row, column)


def named_level(text: str, known: Sequence[Role]) -> tuple[int, str] | None:
    """The level, 0 the goals', whose word a heading between rows begins with, and the heading: that of
    目標1 森 is all of it, that of 【施策】森 or 施策：森 is what stands behind the word."""
    if (label := _LABEL.fullmatch(text)) and (
        level := _level(label[1] or label[2], known)
    ) is not None:
        return level, label[3]
    found = NUMBERED.match(text)
    level = _level(found["word"], known) if found else None
    return None if level is None else (level, text)


def _level(word: str, known: Sequence[Role]) -> int | None:
    word = heading(word) if word else ""
    levels = [role for role in known if role.of is Of.LEVEL]
    own = (level for level, role in enumerate(levels) if word and word in role.own)
    usual = (level for level, role in enumerate(levels[:2]) if word and word in role.usual)
    return next(own, next(usual, None) if len(levels) <= 2 else None)


def numbered_parts(text: str, role: Role) -> tuple[str, str]:
    """A goal's or group's own number and its title: 基本目標Ⅰ 安心なまち is Ⅰ and 安心なまち."""
    found = NUMBERED.fullmatch(text)
    if found and (not found["word"] or heading(found["word"]) in (*role.own, *role.usual)):
        return found["number"], found["title"]
    return "", text


def level_of(
    text: str, is_first: bool, before: int | None, open_: Sequence[int], styles: dict[str, int]
) -> int:
    """Which level a heading between rows is of, if no word says it; `open_` have no column.

    Of kinds of numbers the first that comes is the widest level's. `before` is the level of the row
    above, if that was a heading.
    """
    found = NUMBERED.match(text)
    style = f"{heading(found['word'])}{_shape(found['number'])}" if found else ""
    if style and style in styles:
        return styles[style]
    free = [level for level in open_ if level not in styles.values()]
    if before is not None and (deeper := [level for level in open_ if level > before]):
        level = deeper[0]
    elif style and free:
        level = free[0]
    else:
        level = open_[0] if is_first else open_[-1]
    if style:
        styles[style] = level
    return level


def _shape(number: str) -> str:
    digits = re.sub(r"[0-9０-９]+", "0", number)
    return re.sub(r"[①-⑳]", "①", re.sub(r"[Ⅰ-Ⅻⅰ-ⅻ]|[IVX]+", "Ⅰ", digits))
