"""The pictures to pass on: they stand alone, nothing leaves them or lies on something else."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from itertools import takewhile
from pathlib import Path
from unittest.mock import patch

import kept
import pytest
from conftest import COMPILED, ROOT, Site, parsed, plan_of
from lxml import etree

from planreport import paths
from planreport.pages import drawing, pictures, render
from planreport.pages.drawing import EDGE, HEIGHT, WIDTH
from planreport.pages.lettering import fitted, lettered
from planreport.plan import Plan
from planreport.plan.measures import Group
from planreport.report.derive import Report, derive

SVG = "http://www.w3.org/2000/svg"
FONTS = ROOT / "templates" / "fonts"
STYLE = (ROOT / "templates" / "static" / "style.css").read_text(encoding="utf-8")
NAMES = ("shipped", "minamo", "umikaze", "takanohara", "asanagi", "shiomi", "aomine")
LONG = "水と緑と人がつながる持続可能なまちづくりのためのデジタルトランスフォーメーション推進に関する第3次総合行動計画（改訂版）"


def stretched(goals: int, each: int) -> Plan:
    """A plan of so many goals with so many measures each, all of it with long names."""
    plan = plan_of("shipped")
    first, *_ = plan.goals
    measures = (first.measures * each)[:each]
    many = tuple(
        replace(first, id=f"g{n}", title=LONG, top=Group((), measures)) for n in range(goals)
    )
    return replace(
        plan,
        title=LONG,
        municipality=LONG[:30],
        source=2 * LONG,
        notice=2 * LONG,
        base_url=f"https://www.city.example/{'plan/' * 30}",
        goals=many,
    )


PLANS: dict[str, Callable[[], Plan]] = {
    **{name: partial(plan_of, name) for name in NAMES},
    "12 goals, 192 measures": partial(stretched, 12, 16),
    "1 goal, 200 measures": partial(stretched, 1, 200),
    "no tally": lambda: replace(stretched(2, 5), published_tallies=()),
}


def drawn(report: Report, cache: Path) -> dict[str, bytes]:
    env = render.environment(ROOT / "templates", COMPILED)
    return dict(pictures.pictures(report, env, FONTS, STYLE, cache))


def files(report: Report) -> dict[str, bytes]:
    """The same where nobody looks at the PNG files, which take long."""
    with patch.object(pictures, "png", kept.png):
        return drawn(report, ROOT)


@cache
def made(name: str) -> dict[str, bytes]:
    return files(derive(PLANS[name]()))


def size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


Box = tuple[float, float, float, float]


def lines(svg: bytes) -> list[Box]:
    """Where each line of words lies: its left, top, right and bottom."""
    tree = etree.fromstring(svg)
    outlines = {}
    for path in tree.iterfind("{*}defs/{*}path"):
        numbers = [int(number) for number in re.findall(r"-?\d+", path.get("d", ""))]
        outlines[f"#{path.get('id')}"] = (numbers[::2], numbers[1::2])
    found = []
    for line in tree.iterfind("{*}g"):
        left, top, zoom = map(float, re.findall(r"-?[\d.]+", line.get("transform", "")))
        xs, ys = [], []
        for use in line.iterfind("{*}use"):
            own_xs, own_ys = outlines[use.get("href", "")]
            xs += [left + zoom * (int(use.get("x", 0)) + x) for x in own_xs]
            ys += [top + zoom * y for y in own_ys]
        if xs:
            found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def overlap(one: Box, other: Box) -> bool:
    return all(one[n] < other[n + 2] and other[n] < one[n + 2] for n in (0, 1))


@pytest.mark.parametrize("name", PLANS)
def test_words_stay_on_the_sheet_and_apart(name: str) -> None:
    drawn = {path: svg for path, svg in made(name).items() if path.endswith(".svg")}
    assert paths.SHARED_COUNTS + ".svg" in drawn
    for path, svg in drawn.items():
        height = int(etree.fromstring(svg).get("height", ""))
        assert height == HEIGHT or (path.startswith(paths.SHARED_WHOLE) and height > HEIGHT)
        words = lines(svg)
        assert words
        for left, top, right, bottom in words:
            assert EDGE - 4 <= left < right <= WIDTH - EDGE + 4, path
            assert EDGE / 2 < top < bottom < height - EDGE / 2, path
        ordered = sorted(words, key=lambda box: box[1])
        together = [
            (one, other)
            for n, one in enumerate(ordered)
            for other in takewhile(lambda other: other[1] < one[3], ordered[n + 1 :])  # noqa: B023
            if overlap(one, other)
        ]
        assert together == []


def test_a_picture_needs_no_font_and_nothing_from_elsewhere() -> None:
    for svg in (svg for path, svg in made("shipped").items() if path.endswith(".svg")):
        tree = etree.fromstring(svg)
        assert {etree.QName(it).localname for it in tree.iter()} == {
            *("svg", "title", "defs", "path", "g", "use")
        }
        assert all(it.get("href", "").startswith("#") for it in tree.iter("{*}use"))


def shows(svg: bytes, words: str, is_bold: bool = False) -> bool:
    """Whether the outlines of these words are in the picture."""
    outlines = lettered(FONTS, words, is_bold).outlines
    return all(outline.encode() in svg for outline in outlines.values())


def test_a_picture_says_of_which_plan_as_of_when_and_after_what() -> None:
    plan = plan_of("shipped")
    for path in (paths.SHARED_COUNTS, paths.SHARED_WHOLE):
        svg = made("shipped")[f"{path}.svg"]
        assert shows(svg, plan.title, is_bold=True)
        for words in (
            plan.municipality,
            "平成26年度（2014年度）末時点　資料：",
            plan.source,
            plan.notice,
        ):
            assert shows(svg, words)
    assert shows(made("shipped")[f"{paths.SHARED_COUNTS}.svg"], "18項目（60％）", is_bold=True)


def test_a_picture_says_how_its_numbers_came_about() -> None:
    svg = f"{paths.SHARED_COUNTS}.svg"
    assert shows(
        made("minamo")[svg], "大きな数字は、年度目標と達成状況を比べて、このサイトで数えた数です。"
    )
    assert not shows(made("shipped")[svg], "大きな数字は")  # its tally counts the same
    report = derive(plan_of("shipped"))
    assert report.tally and not shows(made("shipped")[svg], "訂正があります")
    first, *others = report.tally.rows
    rows = (replace(first, corrected=first.count - 1), *others)
    corrected = replace(report, tallies=(replace(report.tally, rows=rows),))
    assert shows(files(corrected)[svg], "初めに公表された数で、その後に訂正があります。")


def test_a_picture_is_described_by_the_numbers_that_it_shows() -> None:
    shipped = pictures.said(derive(plan_of("shipped")))
    assert "30項目のうち18項目（60％）が計画どおりに進みました" in shipped
    assert shipped.endswith(
        "計画通り 18項目（60％）、遅れているが進んでいる 7項目（23％）、現状費用対効果が低い 4項目（13％）、その他 1項目（3％）"
    )
    untallied = pictures.said(derive(replace(plan_of("shipped"), published_tallies=())))
    assert re.search(
        r"＝ 計画どおり \d+項目、↑ 計画より先 \d+項目、↓ 計画より遅れ \d+項目$", untallied
    )
    assert pictures.said(derive(plan_of("shiomi"))).endswith("の目標に達しました。")


def test_a_plan_with_more_measures_than_fit_has_no_picture_of_all() -> None:
    counts = {f"{paths.SHARED_COUNTS}.png", f"{paths.SHARED_COUNTS}.svg"}
    assert set(files(derive(stretched(1, 201)))) == counts
    assert set(made("shiomi")) == counts  # nor has one that grades nothing


def test_before_the_first_report_there_is_nothing_to_show() -> None:
    assert files(derive(replace(plan_of("shipped"), reported=()))) == {}


def test_the_same_plan_has_the_same_bytes(tmp_path: Path) -> None:
    report = derive(plan_of("minamo"))
    once = drawn(report, tmp_path / "once")
    lettered.cache_clear()
    assert drawn(report, tmp_path / "again") == once


@pytest.mark.parametrize("damage", [b"", b"\x89PNG"])
def test_a_picture_that_was_drawn_before_is_used_if_it_is_whole(
    tmp_path: Path, damage: bytes
) -> None:
    """What stands in the cache is used, as the mark that is put into it shows."""
    svg = f'<svg xmlns="{SVG}" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    drawn = drawing.png(svg, tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"mark" + drawn)
    assert drawing.png(svg, tmp_path) == b"mark" + drawn
    assert drawing.png(svg.replace("M0", "M1"), tmp_path) not in (drawn, b"mark" + drawn)
    kept.write_bytes(damage)
    assert drawing.png(svg, tmp_path) == drawn == kept.read_bytes()


def test_every_look_has_colours_of_the_stylesheet() -> None:
    colours = dict(re.findall(r"--([\w-]+): (#\w+);", STYLE))
    for name in NAMES:
        for outcome in plan_of(name).outcomes:
            assert set(drawing.ink(outcome.look)) <= set(colours), outcome.look


def test_rare_letters_are_drawn_by_the_fonts_that_have_them() -> None:
    for text in ("𠮷野", "CO₂", "葛󠄀城", "が"):
        line = lettered(FONTS, text)
        assert line.width > 0
        assert not any(re.fullmatch(r"r\d-0", name) for name in line.outlines), text


def test_a_text_is_as_large_as_it_fits_and_cut_where_it_never_does() -> None:
    assert fitted("短い題", 400, (40, 30), 1) == (40, ["短い題"])
    assert fitted("十二文字の題はここまで。", 400, (40, 30), 1)[0] == 30
    size, (cut,) = fitted(LONG, 400, (40, 30), 1)
    assert size == 30 and cut.endswith("…") and len(cut) <= 400 / 30


def test_a_shared_page_shows_the_picture_of_its_edition(site: Site) -> None:
    base = site.report.plan.base_url
    for page in site.output.rglob("*.html"):
        tree = parsed(page)
        said = {m.get("property"): m.get("content") for m in tree.xpath("//meta[@property]")}
        if not base:
            assert "og:image" not in said
            continue
        if page.name == "index.html" or page.parent == site.output:
            file = site.output / said["og:image"].removeprefix(f"{base}/")
            assert file.parent.parent == page.parent
            assert size(file.read_bytes()) == (WIDTH, HEIGHT)
            assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
            assert (
                tree.xpath("//title")[0].text.split("｜")[-1].split("の")[0] in said["og:image:alt"]
            )


def test_a_picture_is_offered_where_it_stands_with_its_size(site: Site) -> None:
    tree = parsed(site.output / "index.html")
    for path in (paths.SHARED_COUNTS, paths.SHARED_WHOLE):
        for ending in ("png", "svg"):
            (link,) = tree.xpath(f"//a[@href='{path}.{ending}']")
            assert re.search(
                rf"保存.*{ending.upper()}形式|{ending.upper()}形式.*保存", link.text_content()
            )
            assert "キロバイト" in link.text_content()
