"""The overview's matrix, found through, filtered and sorted in a real browser, from the folder."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import open_browser
from conftest import Site
from lxml import html
from playwright.sync_api import Browser, Locator, Page, expect
from test_pages import AXE_RULES

from planreport.pages import search
from planreport.plan.measures import Measure, Standing

ROWS = "#report-table tr:not([hidden]) > th[scope=row]"
LIMIT = 100_000  # bytes, of a page of a plan of some thirty measures


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that says afterwards what the browser complained of."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    page.close()
    assert complaints == []


def overview(site: Site, query: str = "") -> str:
    return (site.output / "index.html").as_uri() + query


def shown(page: Page) -> list[str]:
    """The names in the rows that are to be seen, in their order."""
    return page.locator(f"{ROWS} > a").all_inner_texts()


def titles(site: Site) -> list[str]:
    return [measure.title for measure in site.report.plan.measures]


def said(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def test_without_a_condition_everything_is_there_in_order(site: Site, page: Page) -> None:
    page.goto(overview(site))
    assert shown(page) == titles(site)
    assert said(page) == f"全{len(titles(site))}{site.report.plan.terms.unit}です。"


def test_without_the_script_everything_is_there_and_no_dead_control(
    site: Site, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(overview(site, "?standing=behind#report-table"))
    assert shown(page) == titles(site)
    assert page.locator("form, table button").locator("visible=true").count() == 0
    context.close()


def test_each_filter_shows_what_it_says(site: Site, page: Page) -> None:
    plan = site.report.plan
    year = plan.reported[-1]
    page.goto(overview(site))
    page.locator(".filters details").evaluate("details => details.open = true")

    def expect(fits: list[Measure]) -> None:
        assert shown(page) == [measure.title for measure in fits]
        assert len(fits) > 0
        assert f"{len(fits)}{plan.terms.unit}" in said(page)
        page.get_by_role("button", name="条件を全て消す").click()

    for goal in plan.goals:
        page.select_option("#report-goal", goal.id)
        expect(list(goal.measures))
        for item in goal.items:
            page.select_option("#report-item", f"{goal.id}/{item.title}")
            expect(list(item.measures))
    for department in {measure.department for measure in plan.measures if measure.department}:
        page.select_option("#report-department", department)
        expect([measure for measure in plan.measures if measure.department == department])
    for any_year in plan.years:
        page.select_option("#report-year", str(any_year.year))
        expect([measure for measure in plan.measures if measure.in_year(any_year)])
    records = [(m, r) for m in plan.measures if (r := m.in_year(year))]
    for standing in {record.standing for _, record in records if record.standing}:
        page.select_option("#report-year", str(year.year))
        page.check(f"[name=standing][value={standing.code}]")
        expect([measure for measure, record in records if record.standing is standing])
    for status in {record.progress for _, record in records if record.progress}:
        page.select_option("#report-year", str(year.year))
        page.check(f"[name=status][value='{status.label}']")
        expect([measure for measure, record in records if record.progress == status])
    for assessment in {record.assessment for _, record in records if record.assessment}:
        page.select_option("#report-year", str(year.year))
        page.check(f"[name=assessment][value='{assessment.label}']")
        expect([measure for measure, record in records if record.assessment == assessment])
    page.check("[name=standing][value=behind]")
    expect(
        [m for m in plan.measures if any(record.standing is Standing.BEHIND for record in m.years)]
    )


def test_there_is_a_choice_of_departments_only_if_there_are_any(site: Site, page: Page) -> None:
    page.goto(overview(site))
    has_any = any(measure.department for measure in site.report.plan.measures)
    assert (page.locator("#report-department").count() == 1) == has_any


WORDS = {
    "shipped": [
        ("コンビニ", "コンビニ納付"),
        ("ｺﾝﾋﾞﾆ", "コンビニ納付"),
        ("こんびに", "コンビニ納付"),
        ("ｺﾝﾋﾞﾆ　納付", "コンビニ納付"),
        ("ｗｉ－ｆｉ", ""),
        ("cms", "CMS"),
        ("ＣＭＳ", "CMS"),
    ],
    "minamo": [
        ("led", "LED"),
        ("ＬＥＤ", "LED"),
        ("ため池", ""),
        ("タメ池", ""),
        ("ﾀﾒ池", ""),
    ],
}


def test_width_case_and_kana_do_not_matter(site: Site, page: Page) -> None:
    page.goto(overview(site))
    counts = {}
    for word, title in WORDS[site.name]:
        page.fill("#report-words", word)
        found = shown(page)
        assert any(title in name for name in found) or not title, word
        marked = page.locator("#report-table mark").all_inner_texts()
        assert marked or not found
        counts[word] = len(found)
    variants = {"shipped": ("コンビニ", "ｺﾝﾋﾞﾆ", "こんびに"), "minamo": ("ため池", "タメ池", "ﾀﾒ池")}
    assert len({counts[word] for word in variants[site.name]}) == 1
    assert counts[variants[site.name][0]] > 0


def test_every_text_of_a_measure_is_found(site: Site, page: Page) -> None:
    page.goto(overview(site))
    for goal in site.report.plan.goals:
        for item in goal.items:
            for measure in (item.measures[0], item.measures[-1]):
                actions = [record.actions for record in measure.years if record.is_reported]
                for text in (measure.title, *measure.summary, *actions, item.title, goal.title):
                    page.fill("#report-words", text)
                    assert measure.title in shown(page), text
                    assert page.locator("#report-table mark").count() > 0, text


def test_what_was_changed_and_how_it_was_assessed_is_found(site: Site, page: Page) -> None:
    page.goto(overview(site))
    expected = [
        ("計画の変更", note.measure.title, note.revision.reason) for note in site.report.revisions
    ] + [
        (f"{record.fiscal_year}の区分", measure.title, record.assessment.label)
        for measure in site.report.plan.measures
        for record in measure.years
        if record.assessment
    ]
    assert bool(expected) == (site.name == "minamo")
    for place, title, words in expected:
        page.fill("#report-words", f"{title} {words}")
        assert title in shown(page), words
        finds = row_of(page, titles(site).index(title)).locator("+ tr.finds")
        assert place.split("の")[-1] in finds.inner_text(), (place, title)


def row_of(page: Page, n: int) -> Locator:
    return page.locator("#report-table tr:has(> th[scope=row])").nth(n)


def test_every_word_of_a_question_is_marked_in_what_is_shown(site: Site, page: Page) -> None:
    page.goto(overview(site))
    for n, entry in enumerate(search.index(site.report).entries):
        words = [end for text in entry.texts for end in ends(text)]
        row = row_of(page, n)
        for asked in (words, words[-2:], words[2:4], words[3:6]):
            page.fill("#report-words", " ".join(asked))
            marks = row.locator("mark").all_inner_texts()
            marks += row.locator("+ tr.finds mark").all_inner_texts()
            seen = page.evaluate("marks => marks.map(fold)", marks)
            for word in page.evaluate("words => words.map(fold)", asked):
                assert any(word in mark for mark in seen), (entry.texts[0], word)


def ends(text: str) -> list[str]:
    """A word from the beginning of a text and one from its end."""
    parts = text.split()
    return [parts[0][:4], parts[-1][-4:]] if parts else []


def test_places_are_left_out_only_if_they_would_show_no_further_word(
    site: Site, page: Page
) -> None:
    page.goto(overview(site))
    some = {"shipped": ("検討", "検討 利用", "の"), "minamo": ("水", "◎ 水", "順調")}[site.name]
    left_out = 0
    for asked in some:
        page.fill("#report-words", asked)
        for row in page.locator("tr:has(+ tr.finds)").all():
            title = row.locator("a").inner_text()
            count = page.evaluate(
                "([title, words]) => measures.find(({ texts }) => texts[0] === title).texts.slice(1)"
                ".filter((text) => words.some((word) => fold(text).includes(fold(word)))).length",
                [title, asked.split()],
            )
            told = row.locator("+ tr.finds li").all_inner_texts()
            assert len(told) == (count if count <= 3 else 4), title
            if count > 3:
                assert told[-1] == f"ほか{count - 3}か所"
                left_out += 1
    assert left_out > 0


def test_between_words_far_apart_the_text_is_left_out(site: Site, page: Page) -> None:
    page.goto(overview(site))
    text = f"はじめ{'あ' * 200}なか{'い' * 200}おわり"
    told = page.evaluate(
        "([text, ...fresh]) =>"
        " excerpt({ name: '概要', text, found: spans(text, fresh), fresh }).innerHTML",
        [text, "はじめ", "なか", "おわり"],
    )
    assert told == (
        f"概要：<mark>はじめ</mark>{'あ' * 40}…{'あ' * 12}<mark>なか</mark>{'い' * 40}"
        f"…{'い' * 12}<mark>おわり</mark>"
    )


def test_it_is_told_where_words_were_found(site: Site, page: Page) -> None:
    plan = site.report.plan
    year = plan.reported[0]
    measure = next(m for m in plan.measures if m.in_year(year))
    record = measure.in_year(year)
    assert record
    page.goto(overview(site))
    page.fill("#report-words", record.actions[:12])
    told = page.locator(f"tr:has(a:text-is('{measure.title}')) + tr.finds li").all_inner_texts()
    place = f"{year}の{plan.terms.actions}："
    assert [line for line in told if line.startswith(place) and record.actions[:12] in line]


def test_marks_stand_where_the_words_do(site: Site, page: Page) -> None:
    """㎡ becomes two characters when it is folded, and ｶﾞ one."""
    page.goto(overview(site))
    spans = "([text, ...words]) => spans(text, words.map(fold)).map(([a, b]) => text.slice(a, b))"
    for text, words, found in (
        ("広さ10㎡のｶﾞｽ管とガス灯", ["ガス"], ["ｶﾞｽ", "ガス"]),
        ("広さ10㎡", ["m"], ["㎡"]),
        ("aaaa", ["aa", "a"], ["aa", "aa"]),
        ("𠮷野家のコンビニ", ["野", "のコン"], ["野", "のコン"]),
        ("コンビニ納付", ["びに", "こんび"], ["コンビニ"]),
        ("文", [], []),
    ):
        joined = page.evaluate(spans, [text, *words])
        assert "".join(joined) == "".join(found), text


def test_waves_and_dashes_that_look_alike_find_each_other(site: Site, page: Page) -> None:
    page.goto(overview(site))
    spans = "([text, word]) => spans(text, [fold(word)]).map(([a, b]) => text.slice(a, b))"
    for alike in ("〜～~", "－‐−–-"):
        for one in alike:
            for other in alike:
                text = f"広さ10㎡{one}ｶﾞｽ管"
                assert page.evaluate(spans, [text, f"㎡{other}ガ"]) == [f"㎡{one}ｶﾞ"], (one, other)
    assert page.evaluate(spans, ["サーバ", "サ-バ"]) == []
    assert page.evaluate(spans, ["サ－バ", "サーバ"]) == []


def test_text_is_never_markup(site: Site, page: Page) -> None:
    page.goto(overview(site, f"?q={quote('<img src=x onerror=alert(1)>')}"))
    assert page.locator("main img").count() == 0
    assert "<img src=x" in said(page)


def test_a_heading_sorts_turns_and_undoes(site: Site, page: Page) -> None:
    plan = site.report.plan
    page.goto(overview(site))
    order = [Standing.BEHIND, Standing.ON_PLAN, Standing.AHEAD, None]
    for column, year in enumerate(plan.years, 1):
        button = page.locator("#report-table thead button").nth(column)
        head = page.locator("#report-table thead th").nth(column)

        def rank(measure: Measure, sign: int, year: object = year) -> tuple[bool, int]:
            record = next((r for r in measure.years if r.fiscal_year == year), None)
            standing = record.standing if record else None
            return standing is None, sign * order.index(standing)

        for sign, name in ((1, "ascending"), (-1, "descending")):
            button.press("Enter")
            assert head.get_attribute("aria-sort") == name
            assert page.locator("[aria-sort]").count() == 1
            in_order = sorted(plan.measures, key=lambda measure, s=sign: rank(measure, s))
            assert shown(page) == [measure.title for measure in in_order]
            # Each row tells its goal now that it is out of its group.
            assert page.locator(f"{ROWS} .of").locator("visible=true").count() == len(in_order)
            assert "順に並べています" in said(page)
        button.press("Enter")
        assert page.locator("[aria-sort]").count() == 0
        assert shown(page) == titles(site)
        assert button.evaluate("button => button === document.activeElement")
    page.locator("#report-table thead button").first.click()
    assert shown(page) != titles(site) and sorted(shown(page)) == sorted(titles(site))


def test_the_address_holds_the_state_and_gives_it_back(site: Site, page: Page) -> None:
    plan = site.report.plan
    page.goto(overview(site))
    page.fill("#report-words", plan.goals[0].items[0].title[:2])
    page.locator(".filters details").evaluate("details => details.open = true")
    page.select_option("#report-year", str(plan.reported[-1].year))
    page.check("[name=standing][value=on_plan]")
    page.check("[name=standing][value=behind]")
    page.locator("#report-table thead button").nth(1).click()
    address, rows, words = page.url, shown(page), said(page)
    assert parse_qs(urlsplit(address).query) == {
        "q": [plan.goals[0].items[0].title[:2]],
        "year": [str(plan.reported[-1].year)],
        "standing": ["on_plan", "behind"],
        "sort": [str(plan.years[0].year)],
    }
    assert urlsplit(address).fragment == "report-table"
    page.goto("about:blank")
    page.goto(address)
    assert (shown(page), said(page)) == (rows, words)
    page.locator(f"{ROWS} > a").first.click()
    page.wait_for_url("**/goal-*")
    page.go_back()
    assert page.url == address
    assert (shown(page), said(page)) == (rows, words)
    page.go_back()
    assert page.url == "about:blank"


def test_an_address_that_asks_for_nonsense_harms_nothing(site: Site, page: Page) -> None:
    page.goto(
        overview(site, "?goal=x&year=1&standing=x&sort=x&constructor=x&q=%zz&&=#report-matrix")
    )
    page.get_by_role("button", name="条件を全て消す").click()
    assert shown(page) == titles(site)


@pytest.mark.parametrize(
    "unknown",
    ["goal=zzz", "year=1999", "item=2/x", "department=zzz", "standing=zzz", "sort=zzz", "sort=-"],
)
def test_a_condition_that_nothing_here_stands_for_is_left_out_and_that_is_said(
    site: Site, page: Page, unknown: str
) -> None:
    page.goto(overview(site, f"?{unknown}#report-matrix"))
    assert shown(page) == titles(site)
    assert page.locator("table.is-sorted").count() == 0
    chosen = page.locator("#report-filters select").evaluate_all(
        "all => all.map(one => one.selectedIndex)"
    )
    assert set(chosen) == {0}
    message = f"アドレスにある条件のうち、分からないもの（{unknown}）は除きました。"
    assert said(page).endswith(message)
    page.fill("#report-words", "の")
    assert "アドレス" not in said(page)
    page.get_by_role("button", name="条件を全て消す").click()
    assert "アドレス" not in said(page)


def test_what_is_known_of_an_address_is_kept_beside_what_is_not(site: Site, page: Page) -> None:
    goal = site.report.plan.goals[0]
    query = f"?goal={goal.id}&goal=zzz&status={'長' * 300}&utm_source=mail&sort=name#report-matrix"
    page.goto(overview(site, query))
    assert sorted(shown(page)) == sorted(measure.title for measure in goal.measures)
    assert page.locator("table.is-sorted").count() == 1
    assert f"分からないもの（goal=zzz、status={'長' * 14}…）" in said(page)
    page.goto("about:blank")
    page.goto(overview(site, "?utm_source=mail#report-matrix"))
    assert said(page) == f"全{len(titles(site))}{site.report.plan.terms.unit}です。"


def test_a_very_long_question_is_said_in_short(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(overview(site))
    page.fill("#report-words", "長い言葉" * 750)
    assert said(page).startswith(f"「{('長い言葉' * 8)[:30]}…」に当てはまる")
    box = page.get_by_role("status").bounding_box()
    assert box and box["height"] < 150
    assert parse_qs(urlsplit(page.url).query)["q"] == ["長い言葉" * 750]


SCROLLED = "() => Math.round(scrollY)"


def test_a_link_with_conditions_leads_to_the_count_and_the_rows(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    year = site.report.plan.reported[-1].year
    page.goto(overview(site, f"?standing=on_plan&year={year}#report-table"))
    count = page.get_by_role("status").bounding_box()
    row = page.locator(ROWS).first.bounding_box()
    assert count and 0 <= count["y"] < 100
    assert row and row["y"] + row["height"] <= 700
    scrolled = page.evaluate(SCROLLED)
    page.eval_on_selector(
        "#report-words",
        "it => { it.value = 'の'; it.dispatchEvent(new Event('input', { bubbles: true })) }",
    )
    assert "「の」" in said(page)
    assert page.evaluate(SCROLLED) == scrolled


def test_without_conditions_a_link_leads_where_it_says(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto(overview(site))
    assert page.evaluate(SCROLLED) == 0
    page.goto("about:blank")
    page.goto(overview(site, "#report-matrix"))
    heading = page.locator("#report-matrix").bounding_box()
    assert heading and 0 <= heading["y"] < 100


def test_who_goes_back_finds_the_page_where_it_was(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto(overview(site, "?sort=name"))
    page.evaluate("scrollTo(0, 321)")
    page.goto(overview(site).replace("index.html", "changes.html"))
    page.go_back()
    page.wait_for_function("Math.round(scrollY) === 321")
    assert page.locator("table.is-sorted").count() == 1


def test_where_the_script_does_not_come_the_list_shows_after_all(
    site: Site, browser: Browser
) -> None:
    page = browser.new_page()
    page.route("**/matrix.js", lambda route: route.abort())
    page.goto(overview(site, "?standing=behind#report-table"))
    expect(page.locator(ROWS).first).to_be_hidden()
    expect(page.locator(ROWS).first).to_be_visible()
    assert shown(page) == titles(site)
    page.close()


def test_one_button_clears_everything(site: Site, page: Page) -> None:
    page.goto(overview(site, "?q=x&year=2014&standing=behind&sort=name#report-matrix"))
    clear = page.get_by_role("button", name="条件を全て消す")
    clear.press("Enter")
    assert shown(page) == titles(site)
    assert "?" not in page.url
    assert page.locator("[aria-sort], #report-table mark, tr.finds").count() == 0
    assert clear.evaluate("button => button === document.activeElement")


def test_the_keyboard_alone_finds_a_measure(site: Site, page: Page) -> None:
    title = titles(site)[-1]
    page.goto(overview(site))
    page.locator("#report-words").focus()
    page.keyboard.insert_text(title)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.contains(document.querySelector('table.matrix'))")
    assert title in shown(page)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == title:
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/goal-*#measure-*")


def test_every_number_leads_to_a_list_of_as_many(site: Site, page: Page) -> None:
    numbers = []
    for path in site.pages:
        for link in html.fromstring(path.read_bytes()).xpath("//main//a[contains(@href, '?')]"):
            number = re.match(r"\s*(\d+)", link.text_content())
            assert number, (path.name, link.text_content())
            numbers.append((link.get("href"), int(number[1])))
    assert len(numbers) > 10
    for address, number in sorted(set(numbers)):
        page.goto(f"{site.output.as_uri()}/{address}")
        assert len(shown(page)) == number, address


def test_a_published_category_has_no_list_unless_it_is_known_which(site: Site) -> None:
    tree = html.fromstring((site.output / "index.html").read_bytes())
    linked = tree.xpath("count(//section[@class='answer']//ul//a)")
    assert linked == {"shipped": 1, "minamo": 3}[site.name]


def test_the_policy_lets_only_the_site_itself_run(site: Site, browser: Browser) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    for path in site.pages:
        if path.name != "404.html":
            page.goto(path.as_uri())
    assert complaints == []
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'),"
        " { textContent: 'window.ran = true' }))"
    )
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in complaint for complaint in complaints)
    page.close()


def test_a_cell_is_announced_with_all_that_it_says(site: Site, page: Page) -> None:
    """In the accessibility tree: row and column by their headings, then the cell's own words."""
    plan = site.report.plan
    page.goto(overview(site, f"?sort={plan.years[0].year}"))
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree if not node["ignored"] or node.get("childIds")}

    def text(node: dict[str, object]) -> str:
        role = node.get("role", {}).get("value")  # type: ignore[attr-defined]
        if role == "StaticText":
            return str(node["name"]["value"])  # type: ignore[index]
        children = node.get("childIds", [])
        return "".join(text(nodes[child]) for child in children if child in nodes)  # type: ignore[attr-defined]

    def of_role(*roles: str) -> list[str]:
        return [text(n) for n in tree if n.get("role", {}).get("value") in roles]

    rows, columns = of_role("rowheader"), of_role("columnheader")
    cells = [" ".join(cell.split()) for cell in of_role("cell", "gridcell")]
    for year in plan.years:
        assert f"{year}（{year.year}年度）" in columns
    for goal in site.report.goals:
        for measure in goal.goal.measures:
            assert f"{measure.title}{goal.heading}" in rows
            for record in measure.years:
                if record.progress and record.standing:
                    planned = record.planned.reading or record.planned.label
                    reached = record.progress.reading or record.progress.label
                    words = f"{plan.terms.plan}{planned}{plan.terms.progress}{reached}"
                    whole = words + record.standing.label
                    assert whole in [cell.replace(" ", "") for cell in cells], measure.title


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_axe_has_nothing_to_complain_of_with_filters_open(
    site: Site, browser: Browser, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    year = site.report.plan.reported[-1].year
    word = quote(titles(site)[0][:2])
    for query in (f"?q={word}", f"?year={year}&standing=on_plan&sort={year}", "?q=zzzz"):
        page.goto(overview(site, query))
        page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
        results = Axe().run(page, options={"runOnly": AXE_RULES}).response
        assert results["passes"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in results["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_twice_as_large_text_fits_a_narrow_window(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 640, "height": 900})
    page.goto(overview(site, f"?q={quote(titles(site)[0][:2])}"))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_no_page_is_too_large(site: Site) -> None:
    sizes = {path.name: path.stat().st_size for path in site.pages}
    assert {name: size for name, size in sizes.items() if size >= LIMIT} == {}
