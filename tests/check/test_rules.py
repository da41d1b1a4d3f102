"""What the cases of broken.toml cannot say: the plan that comes of good data, and single rules."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from judged import checked, problems

from planreport.check import check
from planreport.check.choices import choices
from planreport.load import load
from planreport.place import Place, PlanError
from planreport.plan.calendar import FiscalYear
from planreport.plan.published import digest


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


# --- The plan that comes of it ---


def test_statuses_advance_in_the_order_of_plan_toml(project: Callable[[str], Path]) -> None:
    statuses = checked(project("minamo")).plan.statuses
    assert [(status.order, status.label) for status in statuses] == [
        (1, "×"),
        (2, "△"),
        (3, "○"),
        (4, "◎"),
    ]


def test_a_measure_has_a_record_for_each_of_its_own_years(project: Callable[[str], Path]) -> None:
    years = {
        measure.id: [record.fiscal_year.year for record in measure.years]
        for measure in checked(project("minamo")).plan.measures
    }
    assert years["w1"] == [2017, 2018, 2019, 2020, 2021]
    assert years["w3"] == [2019, 2020, 2021]
    assert years["e2"] == [2017, 2018, 2019]


def test_a_year_without_its_file_is_planned_but_not_reported(
    project: Callable[[str], Path],
) -> None:
    plan = checked(project("minamo")).plan
    assert [year.year for year in plan.reported] == [2017, 2018, 2019, 2020]
    records = [measure.in_year(plan.years[-1]) for measure in plan.measures]
    assert [record.is_reported for record in records if record] == [False] * 6


def test_a_record_joins_what_was_planned_with_what_was_reported(
    project: Callable[[str], Path],
) -> None:
    plan = checked(project("minamo")).plan
    w2 = next(measure for measure in plan.measures if measure.id == "w2")
    record = w2.in_year(FiscalYear(2018, "平成31年度"))
    assert record
    assert record.cell("planned") == "○"
    assert record.progress
    assert record.progress.label == "△"
    assert record.actions == "18軒を訪問した。"
    assert record.assessment
    assert record.assessment.label == "Ｂ やや遅れ"


def test_rows_out_of_order_make_the_same_plan(project: Callable[[str], Path]) -> None:
    root = project("minamo")
    plan = checked(root).plan
    for file in [root / "data/schedule.csv", *root.glob("data/progress/*.csv")]:
        header, *rows = file.read_text(encoding="utf-8").splitlines()
        file.write_text("\n".join([header, *reversed(rows)]), encoding="utf-8")
    assert checked(root).plan == plan


def test_goals_hold_items_and_items_hold_measures_in_the_order_of_their_tables(
    project: Callable[[str], Path],
) -> None:
    goals = checked(project("minamo")).plan.goals
    assert [goal.id for goal in goals] == ["water", "energy", "learn"]
    assert [
        (item.title, [measure.id for measure in item.measures])
        for goal in goals
        for item in goal.items
    ] == [
        ("川と池の水質", ["w1", "w2"]),
        ("水辺の生き物", ["w3"]),
        ("公共施設", ["e1"]),
        ("家庭", ["e2", "e3"]),
        ("環境学習", ["l1"]),
    ]


def test_a_summary_is_split_at_its_bars(project: Callable[[str], Path]) -> None:
    w1 = next(checked(project("minamo")).plan.measures)
    assert w1.summary == ("市内5か所で水質を測る", "結果を市民に知らせる")


def test_what_a_plan_does_not_say_is_empty_and_not_invented(
    project: Callable[[str], Path],
) -> None:
    shipped = checked(project("shipped")).plan
    assert shipped.contact is None
    assert shipped.licence is None
    assert {measure.department for measure in shipped.measures} == {""}
    assert {r.assessment for measure in shipped.measures for r in measure.years} == {None}
    minamo = checked(project("minamo")).plan
    assert minamo.area_code == ""
    assert minamo.published_tallies == ()
    assert minamo.terms.summary == "概要"  # the usual word, where the plan has none of its own


def test_settings_reach_the_plan(project: Callable[[str], Path]) -> None:
    plan = checked(project("minamo")).plan
    assert plan.base_url == "https://www.city.minamo.example/kankyo"
    assert plan.updated == date(2021, 6, 30)
    assert str(plan.years[2]) == "平成31年度"
    assert plan.terms.measure == "事業"
    assert plan.contact
    assert plan.contact.email == "kankyo@city.minamo.example"


def test_pages_of_prose_come_with_their_titles(project: Callable[[str], Path]) -> None:
    found = {page.name: page for page in check(load(project("minamo"))).pages}
    assert found["words"].title == "用語"
    assert found["words"].order == 1
    assert found["goals/water"].title == ""
    assert found["goals/water"].markdown == "川と池の水質を守ります。\n"


# --- Problems ---


def test_warnings_alone_let_the_plan_pass_and_come_with_it(
    project: Callable[[str], Path],
) -> None:
    root = project("minamo")
    change(root / "data/progress/2020.csv", "講座", "ｺｳｻﾞ")
    change(root / "data/progress/2017.csv", "講座", "ｺｳｻﾞ")
    checked = check(load(root))
    assert [(w.place.file, w.is_warning) for w in checked.warnings] == [
        ("data/progress/2017.csv", True),
        ("data/progress/2020.csv", True),
    ]


def test_warnings_are_told_together_with_the_errors(project: Callable[[str], Path]) -> None:
    root = project("minamo")
    change(root / "data/progress/2020.csv", "講座", "ｺｳｻﾞ")
    change(root / "data/progress/2017.csv", "l1,○", "l1,●")
    with pytest.raises(PlanError) as raised:
        check(load(root))
    assert [problem.is_warning for problem in raised.value.problems] == [False, True]


def test_problems_come_in_the_order_of_files_and_lines(project: Callable[[str], Path]) -> None:
    root = project("minamo")
    for file in root.glob("data/progress/*.csv"):
        change(file, "た。", "た<br>。")
    change(root / "data/schedule.csv", "△", "▲")
    change(root / "data/measures.csv", "家庭", "<b>家庭")
    change(root / "data/goals.csv", "を", "<b>を")
    with pytest.raises(PlanError) as raised:
        check(load(root))
    places = [(p.place.file, p.place.line) for p in raised.value.problems]
    assert len({file for file, _ in places}) == 7
    assert places == sorted(places)
    assert len(set(raised.value.problems)) == len(raised.value.problems)


def test_the_same_data_gives_the_same_problems_again(project: Callable[[str], Path]) -> None:
    root = project("minamo")
    change(root / "data/measures.csv", "水質の測定", "<b>水質の<i>測定🎉")
    told = []
    for _ in range(2):
        with pytest.raises(PlanError) as raised:
            check(load(root))
        told.append(str(raised.value))
    assert told[0] == told[1]


# --- Single rules ---


@pytest.mark.parametrize(
    "code",
    ["010006", "012041", "130001", "131016", "012050", "310000", "330001", "470007"],
)
def test_the_code_of_a_real_city_or_prefecture_is_accepted(
    project: Callable[[str], Path], code: str
) -> None:
    root = project("shipped")
    change(root / "data/plan.toml", '"012041"', f'"{code}"')
    assert checked(root).plan.area_code == code


@pytest.mark.parametrize(
    "code", ["012042", "012040", "01204", "0120411", "01204a", "０１２０４１", "330000", " 12041"]
)
def test_a_slip_in_an_area_code_is_found(project: Callable[[str], Path], code: str) -> None:
    root = project("minamo")
    change(root / "data/plan.toml", "first_year", f'area_code = "{code}"\nfirst_year')
    (problem,) = problems(root)
    assert problem.place == Place("data/plan.toml", 4, "area_code")
    assert f"「{code}」" in problem.message


@pytest.mark.parametrize("id_", ["1", "12", "999999999", "m01", "water", "w_1", "mayor", "x1e5"])
def test_an_id_that_a_spreadsheet_leaves_alone_is_accepted(
    project: Callable[[str], Path], id_: str
) -> None:
    root = project("minamo")
    for file in root.glob("data/**/*.csv"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("w1,", f"{id_},"), encoding="utf-8")
    assert next(checked(root).plan.measures).id == id_


@pytest.mark.parametrize(
    "text",
    [
        "前年度と比べて10%増え、約5.5kmになった。",
        "IT・ICTの利用（Wi-Fiを含む）を1+1=2のように進めた。",
        "Ａ社とB社のQ&Aを作り、3<5であることを示した。",
        "「○」は実施、「×」は未実施～〇件−1",
        "問い合わせはinfo@city.example.jpへ",
        "New York City の A 棟",
        "第1回 2020年",
        "社会福祉法人 髙﨑福祉会",
        "総合計画　後期アクションプラン",
        "平成27年度 検討",
        "S A B C の4段階",
        "髙橋・山﨑の両氏",
        "ー（なし）",
        "—",
        "①学校と②町内会（第Ⅲ期）",
        "㈱みなもが約31㎡を℡で№5まで、㍻26年に❶と⓫",
    ],
)
def test_what_people_really_write_is_left_alone(project: Callable[[str], Path], text: str) -> None:
    root = project("minamo")
    change(root / "data/progress/2020.csv", "32軒を訪問した。", text)
    change(root / "data/plan.toml", "みなも市環境行動計画", text)
    assert problems(root) == ()


def test_a_long_list_of_words_is_cut_short_in_the_advice(project: Callable[[str], Path]) -> None:
    root = project("shipped")
    change(root / "data/schedule.csv", "m01,2012", "zz,2012")
    advice = next(p.advice for p in problems(root) if "「zz」" in p.message)
    assert advice.endswith("m07、m08 など")


def test_every_page_and_file_of_the_site_can_be_linked_to(project: Callable[[str], Path]) -> None:
    root = project("minamo")
    targets = [
        "index.html",
        "summary-table.html",
        "data.html",
        "goal-water.html",
        "goal-learn.html#measure-l1",
        "words.html#alien",
        "#here",
        "summary-table.pdf",
        "data/progress.csv",
        "https://www.example.jp/",
        "mailto:info@example.jp",
        "tel:0000-00-0000",
    ]
    links = "\n".join(f"[リンク]({target})" for target in targets)
    (root / "content/links.md").write_text(f"---\ntitle: リンク\n---\n{links}\n", encoding="utf-8")
    assert problems(root) == ()


@pytest.mark.parametrize(
    "line",
    [
        "[x](wrodz.html)",
        '[x]( <wrodz.html> "題名")',
        "文の中の[x](wrodz.html#y)にも",
        "[x]: wrodz.html",
        "  [x y]: <wrodz.html>",
        '<a class="b" href="wrodz.html">x</a>',
        "<a href=wrodz.html>x</a>",
    ],
)
def test_a_link_is_checked_in_whichever_way_it_is_written(
    project: Callable[[str], Path], line: str
) -> None:
    root = project("minamo")
    file = root / "content/words.md"
    file.write_text(file.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    (problem,) = problems(root)
    assert problem.place == Place("content/words.md", 11)
    assert problem.message == "リンク先「wrodz.html」というページはありません。"
    assert problem.advice.startswith("「words.html」ではありませんか。")


def test_a_plan_without_history_or_corrections_keeps_its_day(
    project: Callable[[str], Path],
) -> None:
    root = project("shipped")
    file = root / "data" / "plan.toml"
    before = file.read_text(encoding="utf-8").partition("[[history]]")[0]
    file.write_text(before, encoding="utf-8")
    plan = checked(root).plan
    assert (plan.history, plan.corrections) == ((), ())
    assert f"updated = {plan.updated}" in before


# --- Characters that do not show ---


def test_a_department_with_a_hidden_character_is_the_same_department(
    project: Callable[[str], Path],
) -> None:
    root = project("minamo")
    departments = {measure.department for measure in checked(root).plan.measures}
    measures = root / "data/measures.csv"
    text = measures.read_text(encoding="utf-8")
    for hidden in "\xad\u200b\ufeff\u2060":
        measures.write_text(text.replace("環境政策課", f"環境{hidden}政策課", 1), encoding="utf-8")
        assert {measure.department for measure in checked(root).plan.measures} == departments


@pytest.mark.parametrize("written", ["\xad訪問した", "\xa0訪問した", "訪問しa\u0301た"])
def test_a_year_recorded_with_what_is_put_right_today_stays_as_published(
    project: Callable[[str], Path], written: str
) -> None:
    root = project("minamo")
    change(root / "data/progress/2017.csv", "11軒を訪問した。", f"11軒を{written}。")
    header = "fiscal_year,measure_id,published_on,actions_digest\n"
    year = root / "data/progress/2017.csv"
    ids = [line.split(",") for line in year.read_text(encoding="utf-8").splitlines()[1:]]
    (root / "data/published.csv").write_text(
        header + "".join(f"2017,{c[0]},2018-06-01,{digest(c[2])}\n" for c in ids), encoding="utf-8"
    )
    assert not [p for p in problems(root) if "公表したときから変わっています" in p.message]
    change(root / "data/progress/2017.csv", "11軒を", "12軒を")
    assert [p for p in problems(root) if "公表したときから変わっています" in p.message]


def test_a_reading_that_says_what_the_word_says_is_none() -> None:
    given = [{"label": "中止", "reading": "中止"}, {"label": "◎", "reading": "達成"}]
    assert [word.reading for word in choices(given)] == ["", "達成"]
