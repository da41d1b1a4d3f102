"""What a column can be taken for, and by which headings: the plan's own words, then the usual ones."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property, lru_cache

from planreport.importer.years import AHEAD
from planreport.place import folded
from planreport.plan import Settings
from planreport.plan.fields import Field, Kind, lead
from planreport.plan.indicators import GRADE, NOTE, STATE, TARGET, VALUE


class Of(Enum):
    """What a column's cells say something of."""

    LEVEL = "level"  # a goal, or a group of measures
    MEASURE = "measure"  # once
    YEAR = "year"  # of a measure, each fiscal year
    INDICATOR = "indicator"  # once
    READING = "reading"  # of an indicator, each fiscal year
    ROW = "row"  # which year a row is of, or which of the year's fields


@dataclass(frozen=True)
class Role:
    """`name` is a column of data/, or what only an import knows; `word` is what people call it here."""

    name: str
    word: str
    of: Of
    own: tuple[str, ...] = ()  # the headings by the plan's own words, folded
    usual: tuple[str, ...] = ()  # the usual ones, folded
    is_prose: bool = False  # whether its cells are texts, which may go on in another

    @property
    def is_yearly(self) -> bool:
        return self.of in (Of.YEAR, Of.READING)

    @cached_property
    def words(self) -> frozenset[str]:
        """All headings by which it is known."""
        return frozenset((*self.own, *self.usual))


GOAL, TITLE, PLANNED = "goal", "title", "planned"
# What no column of data/ says, or says by a name that a field of the plan's own may have, too: none
# has a hyphen.
INDICATOR, KIND, BY_KIND, ROW_YEAR = "indicator-name", "row-kind", "by-kind", "row-year"
UNIT_ABOVE = "unit-above"  # of all indicators of a table that have no other
PART = "indicator-part"  # what tells apart the rows of one name, as 男性 and 女性
FORESEEN = "foreseen-aim"  # a target that is none: what a plan expects or provides for
AIMS = (TARGET, FORESEEN)
# Values of money, whose plan is no target to be reached.
SETTLED = ("決算", "決算額", "決算値")
_OF_INDICATORS = "grade-of-indicators"
_KINDS = {
    Of.LEVEL: "まとまり",
    Of.MEASURE: "計画内容",
    Of.YEAR: "年度ごと",
    Of.INDICATOR: "指標",
    Of.READING: "指標の年度ごと",
    Of.ROW: "行",
}
_PROSE = {"summary", "department", NOTE, "meaning"}

# In the order in which a heading that several have is tried.
_USUAL = {
    "goal": "目標 基本目標 大目標 柱 基本方針 方針 政策 政策分野 大項目 大分類 章 重点目標",
    "item": "施策 項目 重点課題 課題 中項目 小項目 中分類 小分類 施策の方向 施策の方向性 基本施策 推進項目 個別施策 具体的施策 施策名 分野 区分",
    "title": "取組 事業 事務事業 計画内容 実施項目 事業名 取組名 取組項目 具体的取組 具体的な取組 主な取組 主な事業 事務事業名 施策・事業 取組・事業 取組事業 具体的事業 具体的施策 公約 改革項目 件名 項目名 取組内容",
    "measure_id": "id 番号（id） 取組id 事業id",
    "number": "no no. № 番号 事業番号 取組番号 項番 整理番号 通し番号 通番 連番",
    "summary": "概要 内容 取組内容 取組の内容 事業内容 事業の内容 事業概要 取組概要 計画の内容 施策の内容 目的 説明 具体的な内容",
    "department": "担当課 所管課 主管課 担当部署 所管部署 担当 所管 担当部局 所管部局 部局 部署 課名 担当課名 所管課名 実施主体 関係課 担当課等 主担当課",
    "first_year": "開始年度 最初の年度 実施開始年度",
    "last_year": "終了年度 最後の年度 完了年度",
    "goal_id": "目標id",
    "planned": "計画 年次計画 年度計画 予定 計画内容 目標 年度目標 計画段階 実施計画 スケジュール",
    "progress": "進捗 進捗状況 実績 達成状況 達成度 進行状況 到達段階 現状",
    "actions": "実施内容 取組実績 取組状況 実施状況 実績 取組内容 進捗状況 取組結果 実施結果 主な実績 実績内容 実施実績 取組の内容 取組内容と検証 内容 取組",
    "grade": "評価 達成度 自己評価 進捗評価 評価区分 判定 達成状況 進捗状況 進捗 進捗度 区分 結果",
    "remarks": "備考 特記事項",
    ROW_YEAR: "年度 年 実施年度 対象年度 報告年度",
    INDICATOR: "指標 指標名 kpi 数値目標 成果指標 評価指標 目標指標 活動指標 管理指標 重要業績評価指標 kpi名",
    "indicator_id": "指標id",
    "indicator_number": "指標番号 kpi番号",
    "unit": "単位",
    "baseline": "基準値 現状値 従前値 策定時 計画策定時 当初値 基準 現状 初期値",
    "baseline_year": "基準年度 基準年 現状年度",
    TARGET: "目標値 目標 計画",
    FORESEEN: "計画値 計画額 計画量 推計値 見込量 見込み 量の見込み 見込み量 見込値 見込数 見込者数 確保方策 確保量",
    VALUE: "実績値 実績 現況値 最新値 直近値 値",
    STATE: "状態",
    NOTE: "実績値の説明 増減の理由",
    _OF_INDICATORS: "評価 判定 評価区分 進捗評価 自己評価 達成状況",
    "of": "対象 対象施策 関連施策 関連する施策 関連事業 関連する事業 関連する取組 関連取組 対応する施策 対応施策",
    "meaning": "指標の説明 指標の定義 算出方法 算定方法 説明 定義 内容 指標の内容",
    "source": "出典 データの出典 把握方法",
    "direction": "方向 望ましい方向",
}
_INDICATORS = tuple(_USUAL[INDICATOR].split())
GRADES = frozenset(_USUAL["grade"].split())
# 基準年度比 and 対計画比 compare with a baseline or an aim.
_COMPARED_WITH = {"baseline", "baseline_year", *AIMS}
COMPARED = ("比", "率", "差", "増減")
_AROUND = re.compile(r"[（(\[【〔](?!(?i:id)).*?[)）\]】〕]|[※＊*].*$")


@lru_cache(1000)
def heading(text: str) -> str:
    """A heading as it is compared: without width, spaces, and what stands in brackets."""
    return _whole(_AROUND.sub("", text)) or _whole(text)


@lru_cache(1000)
def _whole(text: str) -> str:
    """A heading with what stands in brackets, which may be all that tells two columns apart; 上半期の実績
    is 上半期 above 実績."""
    return folded(text).strip("・:：.。/").replace("の", "")


def roles(settings: Settings, fields: Iterable[Field]) -> Iterator[Role]:
    """All that columns of this plan's table can be."""
    words: set[str] = set()
    fields = tuple(fields)
    texts = {it.name for it in (*fields, *settings.details) if it.kind is Kind.TEXT} | _PROSE
    for role in _all(settings, fields):
        word = role.word
        while word in words:  # two of a plan's terms may be one word
            word = f"{word}（{_KINDS[role.of]}）"
        words.add(word)
        yield replace(role, word=word, is_prose=role.name in texts)


def _all(settings: Settings, fields: tuple[Field, ...]) -> Iterator[Role]:
    terms = settings.terms
    yield _role(GOAL, terms.goal, Of.LEVEL)
    for n, word in enumerate(terms.item):
        yield _role(f"item{n}", word, Of.LEVEL, f"{word}名", usual="item")
    yield _role(TITLE, terms.measure, Of.MEASURE, f"{terms.measure}名", f"{terms.measure}の名前")
    yield _role("measure_id", "番号（id）", Of.MEASURE, f"{terms.measure}ID")
    yield _role("number", "番号", Of.MEASURE, f"{terms.measure}番号", f"{terms.measure}の番号")
    yield _role("summary", terms.summary, Of.MEASURE)
    yield _role("department", "担当課", Of.MEASURE)
    yield _role("first_year", "開始年度", Of.MEASURE)
    yield _role("last_year", "終了年度", Of.MEASURE)
    yield _role("goal_id", f"{terms.goal}の番号（id）", Of.MEASURE, f"{terms.goal}ID")
    for field in settings.details:
        yield _role(field.name, field.label, Of.MEASURE, field.heading)
    of_list = {id(field): usual for field, usual in zip(fields, _usual_of(fields), strict=True)}
    for field in fields:
        own = (field.heading, *((terms.plan,) if field.is_scheduled else ()))
        own += (terms.actions,) if field.name == "actions" else ()
        yield _role(field.name, field.label, Of.YEAR, *own, usual=of_list[id(field)])
    yield _role(KIND, "計画と進捗の別", Of.ROW)
    yield _role(BY_KIND, "別の列による", Of.YEAR)
    yield _role(ROW_YEAR, "年度", Of.ROW)
    yield _role(INDICATOR, terms.indicator, Of.INDICATOR, f"{terms.indicator}名")
    yield _role(PART, "指標の内訳", Of.INDICATOR)
    yield _role("indicator_id", "指標の番号（id）", Of.INDICATOR, f"{terms.indicator}ID")
    yield _role("indicator_number", "指標の番号", Of.INDICATOR, f"{terms.indicator}の番号")
    yield _role("unit", "指標の単位", Of.INDICATOR)
    for name, word in (
        ("baseline", "基準値"),
        ("baseline_year", "基準年度"),
        ("of", "指標の対象"),
        ("meaning", "指標の説明"),
        ("source", "指標の出典"),
        ("direction", "指標の方向"),
        ("decimals", "小数の桁数"),
        ("kind", "指標の種類"),
        ("achievement", "達成率の計算"),
    ):
        yield _role(name, word, Of.INDICATOR)
    for field in settings.indicator_fields:
        if field.name in (TARGET, VALUE, STATE, NOTE, GRADE):
            usual = _OF_INDICATORS if field.name == GRADE else field.name
            word = "実績値の説明" if field.name == NOTE else f"指標の{field.label}"
            yield _role(field.name, word, Of.READING, field.label, usual=usual)
    yield _role(FORESEEN, "指標の見込量", Of.READING)


def _usual_of(fields: tuple[Field, ...]) -> list[str]:
    """Under which of the usual headings each field is looked for; "" where under none."""
    leading = lead(fields) or next((f for f in fields if f.kind is Kind.CHOICE), None)
    texts = [f for f in fields if f.kind is Kind.TEXT and not f.is_scheduled and f.is_published]
    return [
        (f.name if f.name in ("planned", "progress", "remarks", "actions") else "")
        or ("grade" if f is leading or f.name == "assessment" else "")
        or ("actions" if f in texts[:1] else "")
        for f in fields
    ]


def _role(name: str, word: str, of: Of, *others: str, usual: str | None = None) -> Role:
    key = name if usual is None else usual
    return Role(
        name,
        word,
        of,
        tuple(dict.fromkeys(way(one) for way in (heading, _whole) for one in (word, *others))),
        tuple(heading(one) for one in _USUAL.get(key, "").split()),
    )


def matching(parts: Iterable[str], known: Iterable[Role], is_exact: bool = False) -> list[Role]:
    """The roles that a heading of these parts, the highest first, can stand for, the likeliest first.

    A heading as a whole comes before its lowest line, this before those above; the plan's own words
    before the usual ones; what is the same before what is within.
    """
    said = [part for part in parts if heading(part)]
    ways = [[way(part) for part in said] for way in (_whole, heading)]
    texts = list(dict.fromkeys(it for way in ways for it in ("".join(way), *reversed(way)) if it))
    known = list(known)
    named = [role for role in known if not role.words.isdisjoint(texts)]
    found: list[Role] = []
    for text in texts:
        found += [role for role in named if text in role.own]
        found += sorted(
            (role for role in named if text in role.usual), key=lambda role: role.usual.index(text)
        )
    if any(text.endswith(_INDICATORS) for text in texts):  # 環境指標, モニタリング指標
        found += [role for role in known if role.name == INDICATOR]
    if not is_exact:
        for text in texts:
            held = [
                (-len(word), role.word, role)
                for role in known
                for word in (*role.own, *role.usual)
                if len(word) > 1 and word in text
                if not (role.name in _COMPARED_WITH and text.endswith(COMPARED))
                if text.startswith(AHEAD) <= word.startswith(AHEAD)  # the next year is not this one
            ]
            found += [role for _, _, role in sorted(held, key=lambda one: one[:2])]
    return list(dict.fromkeys(found))


def is_own_word(said: Iterable[str], known: Iterable[Role]) -> bool:
    """Whether a heading is, to the letter, what the plan itself calls something."""
    words = {heading(part) for part in said}
    return any(words & {*role.own} for role in known)


def reported(known: Iterable[Role]) -> list[Role]:
    """What is said each year of a measure."""
    return [role for role in known if role.of is Of.YEAR and role.name not in (BY_KIND, "remarks")]
