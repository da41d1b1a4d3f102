"""Every page as Chromium prints it on A4: all of its text, none of its menus."""

import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser import each_page
from conftest import Site, built, make_project, parsed
from playwright.sync_api import Browser

from planreport.plan.calendar import FiscalYear

# The pieces of text that are to be printed.
_TEXTS = """() => {
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
  while (words.nextNode()) {
    const e = words.currentNode.parentElement;
    if (e.closest('main, .site-footer') && !e.closest('.spoken, svg, script') && e.checkVisibility())
      texts.push(words.currentNode.data);
  }
  return texts;
}"""
_MENUS = """() => [...document.querySelectorAll('nav, .skip, :not(th) > button, input')]
  .filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))"""
_BARE_LINKS = """() => [...document.querySelectorAll('main a[href^=http]')]
  .filter(e => !e.textContent.includes('://') && !getComputedStyle(e, '::after').content.includes('http'))
  .map(e => e.outerHTML)"""

# The widths between the margins, in CSS pixels: 180 mm of a sheet upright, 277 mm on its side.
_UPRIGHT, _LYING = 680, 1047
_POINT = 96 / 72
# What does not stay on the sheet or in its cell, and the cells whose mark lies on words.
_OVERFLOWING = """width => [...document.querySelectorAll(
    '.steps, table:is(.matrix, .full), .matrix :is(th, td), .full :is(th, td)')].filter(e =>
  e.getBoundingClientRect().right > width + 1 || e.scrollWidth > e.clientWidth + 1
).map(e => e.outerHTML.slice(0, 90))"""
_COVERED = """() => [...document.querySelectorAll('td > .mark')].filter(mark => {
  const covered = mark.getBoundingClientRect();
  return [...mark.parentElement.querySelectorAll('.pair')].some(pair => {
    const words = document.createRange();
    words.selectNodeContents(pair);
    return [...words.getClientRects()].some(r => r.right > covered.left + 1 &&
      r.left < covered.right - 1 && r.bottom > covered.top + 1 && r.top < covered.bottom - 1);
  });
}).map(mark => mark.parentElement.outerHTML)"""
# How much is wider than the sheet, or would have to be scrolled.
_CUT = """width => [...document.querySelectorAll('table, svg, p, li')]
  .filter(e => e.getBoundingClientRect().right > width + 1).length +
  [...document.querySelectorAll('.scroll')].filter(e => getComputedStyle(e).overflowX != 'visible').length"""
_CHART_TEXT = """() => Math.min(...[...document.querySelectorAll('.steps')].map(e =>
  parseFloat(getComputedStyle(e).fontSize) * e.currentCSSZoom))"""
# Of the full table: the size of its text in pixels, and how many characters a line of text has.
_SIZES = """() => {
  const size = e => parseFloat(getComputedStyle(e).fontSize);
  return [
    Math.min(...[...document.querySelectorAll('.full :is(th, td, span)')].map(size)),
    Math.min(...[...document.querySelectorAll('.full td.actions')].map(e => e.clientWidth / size(e))),
  ];
}"""

_FIRST = 2012
SHORT = ("検討", "一部実施", "実施", "運用", "拡充")
FIVE = ("検討段階中", "一部実施中", "全面実施済", "継続運用中", "対象拡充中")
LONG = (
    "実施を検討中です",
    "対象の一部で実施",
    "計画の全部を実施",
    "実施後継続し運用",
    "運用の対象を拡充",
)


@dataclass(frozen=True)
class Printed:
    """A page as Chromium prints it: the text of each sheet, and what is looked for in the page itself."""

    sheets: list[str]
    texts: list[str]
    menus: list[str]
    bare_links: list[str]
    cut: int


@pytest.fixture(scope="module")
def printed(
    site: Site, undrawn_chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Printed]:
    """Each page, by name."""
    pdf = tmp_path_factory.mktemp("printed") / "page.pdf"
    found = {}
    for name, page in each_page(undrawn_chromium, site):
        page.emulate_media(media="print")
        page.pdf(path=pdf, format="A4", prefer_css_page_size=True)
        texts, menus, bare_links = map(page.evaluate, (_TEXTS, _MENUS, _BARE_LINKS))
        page.set_viewport_size({"width": _UPRIGHT, "height": 900})
        found[name] = Printed(
            sheets_of(pdf), texts, menus, bare_links, page.evaluate(_CUT, _UPRIGHT)
        )
    return found


def test_a_page_is_printed_whole_with_addresses_and_without_menus(
    printed: dict[str, Printed],
) -> None:
    wrong = []
    for name, page in printed.items():
        whole = "".join(page.sheets)
        for text in page.texts:
            if not all(piece in whole for piece in pieces(text)):
                wrong.append((name, "missing", text))
        wrong += [(name, "menu", html) for html in page.menus]
        wrong += [(name, "no address", html) for html in page.bare_links]
    assert wrong == []


_PAGES = {"shipped": (6, 8), "minamo": (5, 3)}  # of A4, at most


def test_the_overview_and_the_full_table_go_on_few_sheets(
    site: Site, printed: dict[str, Printed]
) -> None:
    overview, table = _PAGES[site.name]
    assert len(printed["index.html"].sheets) <= overview
    assert len(printed["summary-table.html"].sheets) <= table


def test_no_sheet_has_the_foot_alone(site: Site, printed: dict[str, Printed]) -> None:
    for name, page in printed.items():
        shown = parsed(site.output / name).xpath("//footer/*[not(@class='online')]")
        foot = plain("".join(it.text_content() for it in shown))
        assert foot in "".join(page.sheets), name
        assert page.sheets[-1] != foot, name


def test_the_full_table_begins_on_the_first_sheet_and_nobody_is_told_to_scroll_it(
    site: Site, printed: dict[str, Printed]
) -> None:
    first = printed["summary-table.html"].sheets[0]
    assert plain(next(iter(site.report.plan.measures)).heading)[:6] in first
    assert "横に動かして" not in first


def test_the_head_of_a_measure_stands_on_the_sheet_of_its_text(
    site: Site, printed: dict[str, Printed]
) -> None:
    for path in sorted(site.output.glob("goal-*.html")):
        for measure in parsed(path).find_class("measure"):
            head, *texts = [plain(text) for text in measure.itertext() if text.strip()]
            sheets = printed[path.name].sheets
            assert any(head + texts[0][:6] in sheet for sheet in sheets), (path.name, head)


def test_a_goal_s_measures_begin_on_its_first_sheet(
    site: Site, printed: dict[str, Printed]
) -> None:
    for path in sorted(site.output.glob("goal-*.html")):
        first = parsed(path).find_class("measure")[0].xpath("string(*[1])")
        assert plain(first) in printed[path.name].sheets[0], path.name


def test_a_measure_of_few_words_is_on_one_sheet_with_what_names_it(
    site: Site, undrawn: Browser, tmp_path: Path
) -> None:
    if site.name != "shipped":  # the other has more years, and a contact at the foot
        return
    shortest = min(site.output.glob("measures/*.html"), key=lambda path: path.stat().st_size)
    for _, page in each_page(undrawn, site, pages=[shortest]):
        page.pdf(path=tmp_path / "page.pdf", format="A4", prefer_css_page_size=True)
    (sheet,) = sheets_of(tmp_path / "page.pdf")
    assert "引用するときの書き方" in sheet
    assert "検査の結果" not in sheet  # a link on paper leads nowhere


def test_nothing_is_cut_off_in_print(printed: dict[str, Printed]) -> None:
    assert {name: page.cut for name, page in printed.items() if page.cut} == {}


# What the plan in its shipped form has not: columns that have no room as they are.
@pytest.mark.parametrize(
    ("years", "labels"),
    [(3, LONG), (4, LONG), (5, FIVE), (5, LONG), (8, LONG), (11, FIVE), (11, LONG), (15, LONG)],
)
def test_a_long_plan_is_printed_whole_and_large_enough(
    years: int, labels: tuple[str, ...], undrawn: Browser, tmp_path: Path
) -> None:
    project = lengthened(tmp_path / "long", years, labels)
    built(project, "--no-pdf", "--year", str(_FIRST + years - 1))
    page = undrawn.new_page(viewport={"width": 1280, "height": 900})
    page.emulate_media(media="print")
    for name, width in (
        ("index", _UPRIGHT if years < 6 else _LYING),
        ("summary-table", _LYING),
        ("goal-1", _UPRIGHT),
    ):
        page.goto((project / "output" / f"{name}.html").as_uri())
        pdf = tmp_path / f"{name}.pdf"
        page.pdf(path=pdf, format="A4", prefer_css_page_size=True)
        printed, texts = text_of(pdf), plain("\n".join(page.evaluate(_TEXTS)))
        for text in (*labels, *(str(FiscalYear(_FIRST + n)) for n in range(years))):
            assert printed.count(plain(text)) >= texts.count(plain(text)), (name, text)
        page.evaluate("width => { document.body.style.width = `${width}px`; }", width)
        assert page.evaluate(_OVERFLOWING, width) == []
        assert page.evaluate(_COVERED) == []
        if name == "summary-table":
            size, characters = page.evaluate(_SIZES)
            assert size >= 6 * _POINT
            assert characters >= 6
    assert page.evaluate(_CHART_TEXT) >= 8 * _POINT


def text_of(pdf: Path) -> str:
    """What lies outside the sheet is not in the text that pdftotext finds."""
    return "".join(sheets_of(pdf))


def sheets_of(pdf: Path) -> list[str]:
    said = subprocess.run(
        ["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True
    )
    return [plain(sheet) for sheet in said.stdout.removesuffix("\f").split("\f")]


def pieces(text: str) -> list[str]:
    """The text in pieces so short that hardly any is torn by the end of a line or page."""
    return re.findall(r".{1,6}", plain(text))


def plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def lengthened(folder: Path, years: int, labels: tuple[str, ...]) -> Path:
    """The shipped plan as one of so many years, the last like those before, with other statuses."""
    project = make_project("shipped", folder)
    data = project / "data"
    last = _FIRST + years - 1
    (data / "published.csv").unlink()  # which would ask why what was published has changed
    named = dict(zip(SHORT, labels, strict=True))

    def renamed(text: str) -> str:
        return re.sub(
            rf'(?<=[,"])({"|".join(SHORT)})(?=[,"\n])', lambda found: named[found[1]], text
        )

    schedule = (data / "schedule.csv").read_text(encoding="utf-8-sig")
    more = [
        line.replace(",2014,", f",{year},")
        for year in range(2015, last + 1)
        for line in schedule.splitlines()
        if ",2014," in line
    ]
    (data / "schedule.csv").write_text(renamed("\n".join((schedule.rstrip(), *more, ""))))
    for year in range(2015, last + 1):
        shutil.copy(data / "progress" / "2014.csv", data / "progress" / f"{year}.csv")
    for path in (data / "progress").glob("*.csv"):
        path.write_text(renamed(path.read_text(encoding="utf-8-sig")))
    settings = data / "plan.toml"
    text = settings.read_text().replace("last_year = 2014", f"last_year = {last}")
    settings.write_text(renamed(text).replace("updated = 2026", f"updated = {last + 1}"))
    return project
