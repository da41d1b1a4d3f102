"""The words of stages and grades that a plan does not list yet, in the order that they seem to have."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from planreport.importer.cells import is_blank, several
from planreport.importer.levels import one_line
from planreport.importer.subjects import Subject
from planreport.place import folded
from planreport.plan.fields import Field, Kind

# Scales that cities use, each from the least on, or from the worst.
_SCALES = (
    "未着手 未実施 準備中 検討 調査・検討 検討中 試行 着手 実施中 実施 導入 整備 運用 継続 継続実施 拡充 完了 達成",
    "大幅な遅れ 遅れている 遅れ やや遅れている やや遅れ 順調 計画どおり 計画以上 前倒し 完了",
    "未達成 達成 目標以上",
    "未実施 実施",
    "E D C B A AA S SS",
    "× △ ○ ◎ ☆",
    "1 2 3 4 5",
    "不十分 要改善 改善が必要 やや不十分 妥当 十分",
    "低い やや低い 普通 やや高い 高い",
    "見直し 縮小 現状維持 継続 拡大 拡充",
)
# What says that there is nothing to compare.
_NOTHING = (
    "－ ― 評価困難 評価不能 評価できない 評価なし 評価対象外 対象外 該当なし 中止 廃止 休止 未確定 未定 "
    "未評価 集計中 終了 期の途中 期中"
)
_OUTSIDE = frozenset(map(folded, _NOTHING.split()))


@dataclass(frozen=True)
class Words:
    """The words of a list of plan.toml, by the fields that use it.

    `order` is from the least on for stages, from the best on for grades; `is_guess` says that no usual
    scale has them all.
    """

    fields: tuple[str, ...]
    label: str
    order: tuple[str, ...]
    outside: tuple[str, ...] = ()
    is_guess: bool = False


def proposed(
    measures: Sequence[Subject],
    fields: Sequence[Field],
    details: Sequence[Field],
    corrected: Mapping[str, Words],
) -> Iterator[Words]:
    """The lists that plan.toml lacks, as `corrected` by hand or else in a usual order."""
    for names, label in _lacking([*fields, *details]):
        is_detail = names[0] in {field.name for field in details}
        said = _spelled(_once(measures, names[0]) if is_detail else _yearly(measures, names))
        if names[0] in corrected:
            yield replace(corrected[names[0]], label=label)
        elif said and is_detail:  # what is said once has no better end, and nothing outside
            yield Words(names, label, tuple(said))
        elif said:
            is_stage = not {"planned", "progress"}.isdisjoint(names)
            yield _ordered(names, label, said, is_stage)


def _spelled(words: Iterable[str]) -> list[str]:
    """The words as they appear, each as most cells spell it: Ａ, or A."""
    counts = Counter(words)
    best: dict[str, str] = {}
    for word, count in counts.items():
        before = best.setdefault(folded(word), word)
        best[folded(word)] = word if count > counts[before] else before
    return list(best.values())


def _once(measures: Iterable[Subject], name: str) -> Iterator[str]:
    for measure in measures:
        if name in measure.once:
            yield from filter(None, several(measure.once[name]).text.split("|"))


def _yearly(measures: Iterable[Subject], names: Sequence[str]) -> Iterator[str]:
    for measure in measures:
        for (name, _), said in sorted(measure.years.items(), key=lambda one: one[0][1]):
            # No stage is planned or reached in a year that a measure is not planned in.
            if name in names and said.text and not ("planned" in names and is_blank(said.text)):
                yield one_line(said.text)


def _lacking(fields: Sequence[Field]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The fields that have a list of words without a word, and what is called so."""
    stages = tuple(f.name for f in fields if f.kind is Kind.STAGE and not f.choices)
    if stages:
        yield stages, next(f.label for f in fields if f.name == stages[-1])
    yield from (((f.name,), f.label) for f in fields if f.kind is Kind.CHOICE and not f.choices)


def _ordered(names: tuple[str, ...], label: str, said: Sequence[str], is_stage: bool) -> Words:
    outside = tuple(word for word in said if folded(word) in _OUTSIDE)
    placed, others = _placed([word for word in said if word not in outside])
    order = placed if is_stage else placed[::-1]
    return Words(names, label, (*order, *others), outside, bool(others))


def in_usual_order(said: Sequence[str]) -> list[str]:
    """Grades from the best on; what is on no scale comes last."""
    placed, others = _placed(said)
    return [*placed[::-1], *others]


def _placed(said: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words in the order of the scale that has most of them, and those that it lacks."""
    scale = max(
        (scale.split() for scale in _SCALES),
        key=lambda scale: sum(_at(word, scale) is not None for word in said),
    )
    placed = [word for word in said if _at(word, scale) is not None]
    others = [word for word in said if word not in placed]
    return sorted(placed, key=lambda word: _at(word, scale) or 0), others


def _at(word: str, scale: Sequence[str]) -> float | None:
    """The place of a word on a scale; what is so in part, or nearly, comes just before."""
    places = {folded(one): n for n, one in enumerate(scale)}
    plain = folded(word)
    for short_of, by in (("", 0.0), ("一部", 0.6), ("概ね", 0.3), ("おおむね", 0.3), ("ほぼ", 0.3)):
        if plain.startswith(short_of) and plain.removeprefix(short_of) in places:
            return places[plain.removeprefix(short_of)] - by
    return None


def added(plan_toml: str, words: Sequence[Words]) -> bytes:
    """plan.toml with these lists, its comments and order kept."""
    import tomlkit  # only here: most imports add no words

    document: Any = tomlkit.parse(plan_toml)
    for one in words:
        entries = tomlkit.aot()
        for label in (*one.order, *one.outside):
            entry = tomlkit.table()
            entry.add("label", label)
            if label in one.outside:
                entry.add("outside", True)
            entries.append(entry)
        entries[-1].add(tomlkit.nl())
        lists = {"progress": "statuses", "planned": "statuses", "assessment": "assessments"}
        if key := lists.get(one.fields[-1]):
            document.pop(key, None)
            document.add(key, entries)
        else:
            for entry in document.get("fields", ()):
                if entry.get("name") == one.fields[0]:
                    entry.pop("choices", None)
                    entry.add("choices", entries)
    return tomlkit.dumps(document).encode()
