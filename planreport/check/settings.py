"""Rules for plan.toml: known keys, their types, years and labels."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from planreport.check import addresses, bands, fields, papers, theme
from planreport.check.causes import not_begun
from planreport.check.declared import (
    FIRST_YEAR,
    KEYS,
    LAST_YEAR,
    MAX_LEVELS,
    MAX_TERM,
    MAX_YEARS,
    NAMES_OF_2019,
    are_levels,
    names_something,
)
from planreport.check.lists import usable
from planreport.check.shape import shape, words
from planreport.load import Sources, TomlFile
from planreport.place import Place, Problem

MAX_DECIMALS = 2  # of a published share
_COMPARE = "公表資料と見比べて、違う方を直してください。"


def problems(sources: Sources) -> Iterator[Problem]:
    settings = sources.settings
    if settings is None:
        return
    wrong_shape = list(shape(settings, settings.values, KEYS, ()))
    yield from wrong_shape
    if wrong_shape:
        return
    yield from _years(settings)
    yield from _dates(settings)
    yield from _codes(settings)
    yield from _terms(settings)
    yield from fields.problems(settings)
    if not (not_begun(sources) or sources.has_indicators_alone):  # nobody need know the words
        yield from fields.missing_words(settings)
    yield from bands.problems(sources, settings)
    yield from _published_tallies(settings)
    yield from papers.problems(sources, settings)
    yield from theme.problems(settings, sources.images)


def _years(settings: TomlFile) -> Iterator[Problem]:
    """The plan runs forward and for no more years than a table can show."""
    plan = settings.values["plan"]
    first, last = plan["first_year"], plan["last_year"]
    for name in ("first_year", "last_year"):
        if not FIRST_YEAR <= plan[name] <= LAST_YEAR:
            advice = f"{FIRST_YEAR}から{LAST_YEAR}までの西暦で書いてください。"
            yield Problem(settings.at("plan", name), f"年度「{plan[name]}」は使えません。", advice)
    if last < first:
        message = f"最後の年度が最初の年度（{first}）より前です。"
        advice = "逆になっていないか確かめてください。"
        yield Problem(settings.at("plan", "last_year"), message, advice)
    elif last - first >= MAX_YEARS:
        message = f"計画が{last - first + 1}年度あります。"
        advice = f"{MAX_YEARS}年度以内にしてください。"
        yield Problem(settings.at("plan", "last_year"), message, advice)
    elif not first <= plan.get("reported_from", first) <= last:
        yield Problem(
            settings.at("plan", "reported_from"),
            f"載せ始める年度「{plan['reported_from']}」は、計画の年度ではありません。",
            f"{first}から{last}までの西暦で書くか、初めから載せるなら、この行を消してください。",
        )


def _dates(settings: TomlFile) -> Iterator[Problem]:
    """Every date has a name in the Japanese calendar, as far back as this program knows it."""
    history = settings.values.get("history", [])
    dates = {("plan", "updated"): settings.values["plan"]["updated"]} | {
        ("history", n, "date"): entry["date"] for n, entry in enumerate(history)
    }
    for path, day in dates.items():
        if not date(FIRST_YEAR + 1, 1, 1) <= day <= date(LAST_YEAR, 12, 31):
            advice = f"{FIRST_YEAR + 1}年から{LAST_YEAR}年までの日付にしてください。"
            yield Problem(settings.at(*path), f"日付「{day}」は使えません。", advice)


def _codes(settings: TomlFile) -> Iterator[Problem]:
    """Codes and addresses have the form that readers of the site and the data rely on."""
    plan = settings.values["plan"]
    name_of_2019 = plan.get("era_2019", NAMES_OF_2019[0])
    if name_of_2019 not in NAMES_OF_2019:
        advice = f"「{'」か「'.join(NAMES_OF_2019)}」と書いてください。"
        yield Problem(settings.at("plan", "era_2019"), f"「{name_of_2019}」は使えません。", advice)
    area_code = plan.get("area_code", "")
    if area_code and not is_area_code(area_code):
        message = f"「{area_code}」は全国地方公共団体コードではありません。"
        advice = '検査数字を含む6桁の数字を「"」で囲んで書いてください。'
        yield Problem(settings.at("plan", "area_code"), message, advice)
    yield from addresses.problems(settings, "plan")


def _terms(settings: TomlFile) -> Iterator[Problem]:
    """The plan's own words fit into the heads of columns, and its unit behind any number."""
    terms = settings.values.get("terms", {})
    for name, word in ((name, word) for name, said in terms.items() for word in words(said)):
        if len(word) > MAX_TERM:
            message = f"「{word}」は{len(word)}文字あります。"
            advice = f"{MAX_TERM}文字以内にしてください。"
            yield Problem(settings.at("terms", name), message, advice)
        if not names_something(word):
            advice = "言葉で書いてください。使わない呼び名は、行ごと消してください。"
            yield Problem(settings.at("terms", name), f"「{word}」は呼び名になりません。", advice)
    if not are_levels(words(terms.get("item", []))):
        yield Problem(
            settings.at("terms", "item"),
            "まとまりの呼び名が空か、多すぎるか、同じ言葉が2つあります。",
            f"大きいまとまりから順に、違う言葉を{MAX_LEVELS}つまで書いてください。まとまりのない計画では、"
            "item = [] と書きます。",
        )
    if terms.get("unit", "").strip() == "つ":
        message = "「つ」は9までしか数えられないので、「10つ」のような言い方になります。"
        advice = "「件」や「個」、「項目」などにしてください。"
        yield Problem(settings.at("terms", "unit"), message, advice, is_warning=True)


def is_area_code(code: str) -> bool:
    """Six digits, the last a check digit (全国地方公共団体コード仕様)."""
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        return False
    weighted = sum(
        int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=False)
    )
    return int(code[5]) == (11 - weighted % 11) % 10


def _published_tallies(settings: TomlFile) -> Iterator[Problem]:
    """A published tally names known assessments once each, and its numbers agree in themselves."""
    plan = settings.values["plan"]
    known = [entry["label"].strip() for entry in settings.values.get("assessments", [])]
    seen: set[int] = set()
    for n, tally in enumerate(settings.values.get("published_tallies", [])):
        at = ("published_tallies", n)
        year, total = tally["fiscal_year"], tally["total"]
        if not plan["first_year"] <= year <= plan["last_year"]:
            message = f"{year}年度は計画の年度ではありません。"
            advice = f"使える年度: {plan['first_year']}から{plan['last_year']}まで"
            yield Problem(settings.at(*at, "fiscal_year"), message, advice)
        if year in seen:
            message = f"{year}年度の集計が2つあります。"
            yield Problem(settings.at(*at, "fiscal_year"), message, "どちらかを消してください。")
        seen.add(year)
        if total < 1:
            yield Problem(settings.at(*at, "total"), "項目数は1以上で書いてください。")
            continue
        for m, count in enumerate(tally["counts"]):
            before = {other["assessment"].strip() for other in tally["counts"][:m]}
            yield from _count(partial(settings.at, *at, "counts", m), count, total, known, before)
        if (summed := sum(count["count"] for count in tally["counts"])) != total:
            message = f"項目数は{total}ですが、区分ごとの数を足すと{summed}になります。"
            yield Problem(settings.at(*at, "total"), message, _COMPARE)


def _count(
    at: Callable[[str], Place],
    count: dict[str, Any],
    total: int,
    known: list[str],
    before: set[str],
) -> Iterator[Problem]:
    label = count["assessment"].strip()
    if label not in known:
        said = f"知らない区分「{label}」です。"
        yield Problem(at("assessment"), said, usable(label, known, "区分"))
    if label in before:
        message = f"区分「{label}」が2つあります。"
        yield Problem(at("assessment"), message, "どちらかを消してください。")
    if not 0 <= count["count"] <= total:
        message = f"数は0から項目数（{total}）までの間で書いてください。"
        yield Problem(at("count"), message)
    else:
        yield from _share(at("percent"), total, **count)


def _share(
    place: Place, total: int, *, count: int, percent: int | Decimal, **_: str
) -> Iterator[Problem]:
    """A share is that of the count, within one of the last digit that is given of it."""
    decimals = -int(Decimal(percent).as_tuple().exponent)
    if not 0 <= decimals <= MAX_DECIMALS:
        message = f"割合「{percent}」は使えません。"
        yield Problem(place, message, f"小数は第{MAX_DECIMALS}位までで書いてください。")
    elif abs(percent * total - count * 100) * 10**decimals >= total:
        exact = f"{count * 100 / total:.{decimals + 1}f}"
        message = f"割合{percent}％は、{total}のうちの{count}（{exact}％）と合いません。"
        yield Problem(place, message, _COMPARE)
