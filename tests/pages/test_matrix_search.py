"""The measures of the matrix found by words, whatever way these are written."""

from urllib.parse import parse_qs, quote, urlsplit

from conftest import Site
from matrix import ROWS, marked, overview, said, shown, titles
from playwright.sync_api import Locator, Page

from planreport.pages import search

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
    places = {measure.id: n for n, measure in enumerate(site.report.plan.measures)}
    for goal in site.report.plan.goals:
        for item in goal.items:
            for measure in (item.measures[0], item.measures[-1]):
                actions = [record.actions for record in measure.years if record.is_reported]
                for text in (measure.title, *measure.summary, *actions, item.title, goal.title):
                    assert marked(page, text)[places[measure.id]], text


def test_what_was_changed_and_how_it_was_assessed_is_found(site: Site, page: Page) -> None:
    page.goto(overview(site))
    expected = [
        ("計画の変更", note.subject.title, note.revision.reason) for note in site.report.revisions
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


def test_a_sign_is_found_as_it_is_written_and_in_plain_characters(site: Site, page: Page) -> None:
    page.goto(overview(site))
    for sign, plain in (
        ("①", "(1)"),
        ("㋐", "(ア)"),
        ("⑴", "(1)"),
        ("㈱", "(株)"),
        ("Ⅲ", "III"),
        ("㎡", "m2"),
        ("葛\U000e0100", "葛"),
        ("神\ufe00", "神"),
    ):
        assert (
            page.evaluate("words => words.map(fold)", [sign, plain])
            == [page.evaluate("fold", plain)] * 2
        )


def row_of(page: Page, n: int) -> Locator:
    return page.locator("#report-table tr:has(> th[scope=row])").nth(n)


def test_every_word_of_a_question_is_marked_in_what_is_shown(site: Site, page: Page) -> None:
    page.goto(overview(site))
    for n, entry in enumerate(search.index(site.report).entries):
        words = [end for text in entry.texts for end in ends(text)]
        for asked in (words, words[-2:], words[2:4], words[3:6]):
            marks = marked(page, " ".join(asked))[n] or []
            for word in page.evaluate("words => words.map(fold)", asked):
                assert any(word in mark for mark in marks), (entry.texts[0], word)


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
        shown(page)
        for row in page.locator("tr:has(+ tr.finds)").locator("visible=true").all():
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
        "([text, asked]) => { const fresh = inWords(asked);"
        " return excerpt({ name: '概要', text, found: spans(text, fresh), fresh }).innerHTML }",
        [text, "はじめ なか おわり"],
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
    spans = "([text, asked]) => spans(text, inWords(asked)).map(([a, b]) => text.slice(a, b))"
    for text, words, found in (
        ("広さ10㎡のｶﾞｽ管とガス灯", ["ガス"], ["ｶﾞｽ", "ガス"]),
        ("広さ10㎡", ["m"], ["㎡"]),
        ("葛\U000e0100飾区", ["葛飾"], ["葛\U000e0100飾"]),
        ("aaaa", ["aa", "a"], ["aa", "aa"]),
        ("𠮷野家のコンビニ", ["野", "のコン"], ["野", "のコン"]),
        ("コンビニ納付", ["びに", "こんび"], ["コンビニ"]),
        ("文", [], []),
    ):
        joined = page.evaluate(spans, [text, " ".join(words)])
        assert "".join(joined) == "".join(found), text


def test_waves_and_dashes_that_look_alike_find_each_other(site: Site, page: Page) -> None:
    page.goto(overview(site))
    spans = "([text, word]) => spans(text, inWords(word)).map(([a, b]) => text.slice(a, b))"
    for alike in ("〜～~", "－‐−–-"):
        for one in alike:
            for other in alike:
                text = f"広さ10㎡{one}ｶﾞｽ管"
                assert page.evaluate(spans, [text, f"㎡{other}ガ"]) == [f"㎡{one}ｶﾞ"], (one, other)
    assert page.evaluate(spans, ["サーバ", "サ-バ"]) == []
    assert page.evaluate(spans, ["サ－バ", "サーバ"]) == []


def test_a_very_long_question_is_said_in_short(site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(overview(site))
    page.fill("#report-words", "長い言葉" * 750)
    assert said(page).startswith(f"「{('長い言葉' * 8)[:30]}…」に当てはまる")
    box = page.get_by_role("status").bounding_box()
    assert box and box["height"] < 150
    assert parse_qs(urlsplit(page.url).query)["q"] == ["長い言葉" * 750]


def test_text_is_never_markup(site: Site, page: Page) -> None:
    page.goto(overview(site, f"?q={quote('<img src=x onerror=alert(1)>')}"))
    assert page.locator("main img").count() == 0
    assert "<img src=x" in said(page)


def test_rows_that_stay_are_not_touched_while_somebody_types(site: Site, page: Page) -> None:
    page.goto(overview(site))
    hidden = page.evaluate(
        """word => {
          const field = document.getElementById('report-words');
          const rows = [...document.querySelectorAll('tr:has(> th[scope=row])')];
          const seen = [];
          for (const row of rows) {
            let now = row.hidden;
            Object.defineProperty(row, 'hidden', {get: () => now, set: it => { seen.push([row, it]); now = it; }});
          }
          field.value = word;
          field.dispatchEvent(new InputEvent('input', {bubbles: true}));
          return rows.filter(row => !row.hidden && seen.some(([it, was]) => it === row && was)).length;
        }""",
        "の",
    )
    assert hidden == 0


_RETYPE = """words => {
  const field = document.getElementById('report-words');
  field.value = words;
  field.dispatchEvent(new InputEvent('input', {bubbles: true}));
}"""


def test_a_window_of_rows_comes_before_the_next_frame_and_all_of_them_to_print(
    site: Site, page: Page
) -> None:
    page.goto(overview(site))
    page.fill("#report-words", "zzzz")
    assert shown(page) == []
    at_once, printed = page.evaluate(
        f"""async rows => {{
          const seen = () => [...document.querySelectorAll(rows)].map(row => row.textContent);
          ({_RETYPE})('');
          const first = seen();
          dispatchEvent(new Event('beforeprint'));
          return [first, seen()];
        }}""",
        f"{ROWS} > a",
    )
    assert at_once[:24] == titles(site)[:24]
    assert (len(at_once) < len(titles(site))) == (len(titles(site)) > 24)
    assert printed == titles(site)
