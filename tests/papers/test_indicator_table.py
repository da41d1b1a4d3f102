"""Indicators on paper: the table of all of them, and what the first sheet says that they came to."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import page
import pikepdf
import pytest
from made import Word, elements, plan, printed, said, squeezed, text_of, words_of

from planreport.papers.indicatortable import IndicatorTable, lay_out
from planreport.plan import Plan
from planreport.plan.fields import Choice
from planreport.plan.indicators import Achievement, Band, Direction, Indicator, Owner, Reading
from planreport.plan.settings import SHEETS, Paper
from planreport.report.derive import derive
from planreport.report.indicators import answer

POINTS = 72 / 25.4  # of a millimetre
DIGIT, POINT = 0.76, 0.32  # em, in the papers' font: of any digit but 1, and of a decimal point
TABLE = Paper("table.pdf", "表", "table", "A4", "landscape", 1)
ALONE = [
    Paper(f"{size}-{way}.pdf".lower(), "指標", "indicators", size, way, 0)
    for size in SHEETS
    for way in ("landscape", "portrait")
]
WIDEST, *_, NARROWEST = ALONE
ENDS = (WIDEST, NARROWEST)


def indicator(n: int, owner: Owner, plan: Plan, **cells: str) -> Indicator:
    """One of many: its numbers have none to two decimals, and few a digit that is narrow."""
    number = ("40", "5.6", "78.90", "-4.5", "234567")[n % 5]
    shown = {"target": number, "value": number, **cells}
    return Indicator(
        id=f"k{n}",
        owner=owner,
        number=f"KPI{n:02}",
        name=f"見守りの輪に加わった世帯{n:02}",
        meaning="2年ごとの調査による割合" if n % 2 else "",
        unit=("％", "t-CO2/人", "世帯")[n % 3],
        baseline=Decimal(number),
        baseline_year=plan.fiscal_year(2015),
        direction=Direction.DOWN if n % 4 == 0 else Direction.UP,
        achievement=(Achievement.RATIO, Achievement.FROM_BASELINE)[n % 2],
        departments=("福祉課",),
        readings=tuple(
            Reading(year, {name: cell for name, cell in shown.items() if cell}, is_due=True)
            for year in plan.years
        ),
    )


def measured(many: int = 2, title: int = 0, **cells: str) -> Plan:
    """Indicators of the plan, and so many of each goal, its first group and its first measure."""
    whole = plan(years=6, title=title)
    owners = [Owner()]
    for goal in whole.goals:
        group = goal.groups[0]
        owners += [Owner(goal.id)] * many
        owners += [Owner(goal.id, group.path)] * many
        owners += [Owner(measure_id=group.measures[0].id)] * many
    found = tuple(indicator(n, owner, whole, **cells) for n, owner in enumerate(owners))
    return replace(whole, indicators=found)


@pytest.fixture(scope="module", params=[TABLE, *ENDS], ids=lambda paper: paper.file)
def paper(request: pytest.FixtureRequest) -> Paper:
    assert isinstance(request.param, Paper)
    return request.param


@pytest.fixture(scope="module")
def made(paper: Paper, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return printed(measured(), paper, tmp_path_factory.mktemp("indicators"))


@pytest.mark.pdf
@pytest.mark.parametrize("standard", ["ua1", "3a"])
def test_it_conforms(made: Path, standard: str) -> None:
    result = page.validate_pdf(str(made), profile=standard)
    assert result.is_compliant, str(result)


@pytest.mark.pdf
def test_every_indicator_has_a_row_of_its_own_in_the_order_of_what_has_them(made: Path) -> None:
    text = text_of(made)
    found = [text.index(f"KPI{it.number[3:]}") for it in measured().indicators]
    assert found == sorted(found)
    assert all(text.count(squeezed(it.heading)) == 1 for it in measured().indicators)


@pytest.mark.pdf
def test_no_row_is_torn_and_each_has_its_headers(made: Path) -> None:
    with pikepdf.open(made) as pdf:
        rows = [
            row
            for table in elements(pdf.Root.StructTreeRoot, "/Table")
            if len(next(iter(elements(table.K, "/THead"))).K[0].K) > 6
            for body in elements(table.K, "/TBody")
            for row in elements(body.K, "/TR")
            if any("/Headers" in cell.A for cell in elements(row.K, "/TD"))
        ]
        named = [row for row in rows if len(row.K[1].K) and row.K[1].S == "/TH"]
        assert len(named) >= len(measured().indicators)


@pytest.mark.pdf
@pytest.mark.parametrize("form", ENDS, ids=lambda paper: paper.file)
def test_numbers_of_a_column_share_their_decimal_point_and_no_character_crosses_a_rule(
    form: Paper, tmp_path: Path
) -> None:
    whole = measured(5)
    of_one_goal = replace(whole, indicators=whole.indicators[1:16])
    path = printed(of_one_goal, form, tmp_path)
    table = lay_out(derive(of_one_goal), form)
    points = defaultdict(set)
    for word, column in in_columns(path, form, table, tmp_path):
        number = word.text.replace(",", "").replace("−", "")
        if column > 2 and number.replace(".", "").isdigit():
            decimals = len(number.partition(".")[2])
            after = (POINT + decimals * DIGIT) * table.text_size if decimals else 0
            points[column].add(word.right - after)
    assert len(points) == 2 + len(table.years)
    for found in points.values():
        assert max(found) - min(found) < 0.5


def in_columns(
    path: Path, form: Paper, table: IndicatorTable, folder: Path
) -> list[tuple[Word, int]]:
    """The words of a table's further sheets, each with the one column that it stands in."""
    edges = [sum(table.widths[:n], table.margin) * POINTS for n in range(len(table.widths) + 1)]
    height = SHEETS[form.size][form.orientation == "portrait"]
    found = []
    for word in words_of(path, folder):
        is_heading = word.bottom - word.top > table.text_size + 1
        if word.page > 1 and 15 < word.top / POINTS < height - 15 and not is_heading:
            columns = [
                n
                for n, (left, right) in enumerate(pairwise(edges))
                if left < word.left and word.right < right
            ]
            assert columns, word
            found.append((word, columns[0]))
    assert found
    return found


@pytest.mark.pdf
@pytest.mark.parametrize("form", ENDS, ids=lambda paper: paper.file)
def test_what_is_as_long_as_it_can_be_stays_in_its_column(form: Paper, tmp_path: Path) -> None:
    whole = measured(2, title=100)
    grade = Choice(1, "基準の値よりも改善したもの", "")
    long = [
        replace(
            it,
            name="見守りの輪に加わった世帯" * 8,
            meaning="世帯の割合を調べる。" * 30,
            unit=("立方メートル毎秒", "kilowatthours", "人口千人当たり世帯", "t-CO2/人")[n % 4],
            source="調査の結果による推計" * 6,
            baseline=Decimal("-123456789.0123"),
            readings=tuple(
                replace(
                    reading,
                    cells={
                        "target": "1234567.5〜2345678.5" if n % 2 else "987654321.25",
                        "value": "-123456789.0123",
                        "state": "国の公表を待つ間の仮の値である推計",
                        "grade": grade.label,
                    },
                )
                for reading in it.readings
            ),
            direction=Direction.KEEP if n % 2 else Direction.UP,
            achievement=Achievement.NONE if n % 2 else Achievement.RATIO,
        )
        for n, it in enumerate(whole.indicators[1:7])
    ]
    theirs = replace(whole, indicators=tuple(long), bands=(Band(grade),))
    table = lay_out(derive(theirs), form)
    path = printed(theirs, form, tmp_path)
    in_columns(path, form, table, tmp_path)
    assert text_of(path).count("kilowatthours") > 1


@pytest.mark.parametrize("form", ALONE, ids=lambda paper: paper.file)
def test_the_latest_years_are_shown_and_how_many_are_not(form: Paper) -> None:
    table = lay_out(derive(measured()), form)
    assert len(table.years) in (3, 4, 5)
    assert table.years == measured().reported[-len(table.years) :]
    assert len(table.years) + table.omitted == len(measured().reported)
    width = SHEETS[form.size][form.orientation == "landscape"]
    assert sum(table.widths) == pytest.approx(width - 2 * table.margin)


def test_a_unit_that_all_have_is_said_once() -> None:
    whole = measured(1)
    alike = replace(whole, indicators=tuple(replace(it, unit="世帯") for it in whole.indicators))
    text = said(alike, WIDEST)
    assert "指標（単位：世帯）" in text
    assert "単位基準値" not in text
    assert "指標単位基準値" in said(whole, WIDEST)


def test_what_a_year_says_is_said_in_words() -> None:
    grades = (Band(Choice(1, "達成", "目標を達した", is_good=True), least=Decimal(100)),)
    whole = replace(measured(1), bands=grades)
    cells = [
        {"value": "", "state": "調査なし"},
        {"state": "速報"},
        {"value": "", "state": ""},
        {"target": "", "target_note": "基準の年度より増やす"},
        {"target": "0", "value": "0"},
        {"target": "10", "value": "9", "note": "大雨のため"},
        {"target": "20〜25", "value": "21"},
    ]
    found = tuple(
        replace(
            indicator(2 * n, it.owner, whole, **of_each),
            direction=Direction.KEEP if "〜" in of_each.get("target", "") else Direction.UP,
            achievement=Achievement.NONE
            if "〜" in of_each.get("target", "")
            else Achievement.RATIO,
        )
        for n, (it, of_each) in enumerate(zip(whole.indicators, cells, strict=True))
    )
    text = said(replace(whole, indicators=found), WIDEST)
    for words in (
        "実績調査なし",
        "実績（速報）",
        "実績未報告",
        "目標下の説明",
        "下の説明令和7年度",  # the last target
        "令和7年度の目標基準の年度より増やす",
        "●達した達成率※1",
        "※1目標値が0なので、達成率は計算しません。",
        "○届かず90.0％",
        "大雨のため",
        "目標20〜25",
        "決めた幅に収める",
        "達成率（このサイトで計算）実績値÷目標値",
        "達成率から達成",
    ):
        assert words in text, words


def test_the_first_sheet_counts_them_and_leads_with_them_where_nothing_else_can() -> None:
    whole = measured()
    count = derive(whole).indicator_count
    assert count
    told = answer(count, whole)
    sentence = squeezed(f"{told.before}{told.strong}{told.after}")
    overview = Paper("overview.pdf", "概要", "overview", "A4", "portrait", 0)
    beside = said(whole, TABLE)
    assert beside.index("計画どおりに進みました") < beside.index(sentence)
    assert "表の後に、指標の目標値と実績値（13件）を載せています。" in beside
    alone = in_texts(whole)
    assert derive(alone).leads_with_indicators
    leading = said(alone, overview)
    assert leading.index(sentence) < leading.index("実施内容を報告しています")
    assert "目標ごとの指標の数（令和7年度）" in leading
    assert "比べられない" in leading


def in_texts(plan: Plan) -> Plan:
    """The same plan, were it to report in texts alone, so that its indicators lead."""
    return replace(plan, own_fields=tuple(f for f in plan.fields if f.name == "actions"))


@pytest.mark.pdf
@pytest.mark.parametrize("content", ["table", "overview"])
def test_no_text_lies_outside_its_sheet_or_over_other_text(content: str, tmp_path: Path) -> None:
    way = "landscape" if content == "table" else "portrait"
    form = Paper(f"{content}.pdf", "表", content, "A4", way, 1)
    path = printed(in_texts(measured(title=60)), form, tmp_path)
    room, margin = SHEETS["A4"][way == "landscape"] * POINTS, 10 * POINTS
    lines = defaultdict(list)
    for word in words_of(path, tmp_path):
        lines[word.page, word.top].append(word)
    assert len(lines) > 20
    for line in lines.values():
        line.sort(key=lambda word: word.left)
        assert margin - 1 <= line[0].left, line
        assert line[-1].right <= room - margin + 1, line
        assert all(one.right <= other.left + 1 for one, other in pairwise(line)), line


def test_before_the_first_report_there_are_baselines_and_aims() -> None:
    whole = replace(measured(1), reported=())
    text = said(whole, NARROWEST)
    assert "最後の目標値" in text
    assert "令和7年度" in text
    assert "実績" not in text.partition("計画全体")[2]
