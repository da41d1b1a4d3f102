"""The plans that answer with numbers, as 総括表 with their indicators, each in two ways."""

from handed_over import Sheet
from layouts import Layout, lay_out, reiwa, saved, short, workbook, years
from tabled import Record, Tables, indicators, measures


def shiomi_with_a_sheet_of_kpis() -> Sheet:
    """Measures on one sheet, KPIs on another: targets of all years, then values of all years."""
    plan_years = range(2015, 2020)
    layout: Layout = {
        ("備える目標",): "numbered goal",
        ("最悪の事態",): "item",
        ("番号",): "number",
        ("施策",): "title",
        ("施策の内容",): "summary",
        ("部局",): "department",
        **years(
            {year: reiwa(year) for year in plan_years},
            actions="取組内容と検証",
            policy="今後の対応方針",
        ),
    }
    of_kpis: Layout = {
        ("番号",): "number",
        ("対象",): "measured",
        ("KPI",): "name",
        ("内容",): "meaning",
        ("単位",): "unit",
        ("望ましい方向",): "direction said",
        ("基準値",): "baseline",
        ("基準年度",): "baseline_year",
        **{("目標値", reiwa(year)): f"target {year}" for year in plan_years},
        **{("実績値", reiwa(year)): f"reading {year}" for year in plan_years},
        ("担当課",): "department",
        ("出典",): "source",
    }
    book, [sheet, kpis] = workbook("施策", "KPI")
    lay_out(sheet, layout, measures("shiomi"), merged=["numbered goal", "item"])
    kpis["A1"] = "重要業績評価指標（KPI）の一覧"
    lay_out(kpis, of_kpis, [as_typed(record) for record in indicators("shiomi")], top=2)
    return Sheet("shiomi", "国土強靱化.xlsx", saved(book), [layout, of_kpis])


def shiomi_with_targets_above_values() -> Sheet:
    """A sheet a year for the measures; 目標 above 実績, 「69%（H26）」, % as Excel's own format."""
    plan_years = range(2015, 2020)
    layouts: list[Layout] = [
        {
            ("備える目標",): "numbered goal",
            ("最悪の事態",): "item",
            ("No",): "number",
            ("施策",): "title",
            ("取組の概要",): "summary",
            ("担当部署",): "department",
            ("取組内容と検証",): f"actions {year}",
            ("今後の対応方針",): f"policy {year}",
        }
        for year in plan_years
    ]
    of_kpis: Layout = {
        ("番号",): "number",
        ("対象",): "measured",
        ("指標名",): "name",
        ("単位",): "unit",
        ("現状値",): "base said",
        ("区分",): ("=目標", "=実績"),
        **{(short(year),): (f"target {year}", f"reading {year}") for year in plan_years},
        ("担当課",): "department",
    }
    book, [*sheets, kpis] = workbook(*(reiwa(year) for year in plan_years), "指標")
    for sheet, layout in zip(sheets, layouts, strict=True):
        lay_out(sheet, layout, measures("shiomi"), merged=["numbered goal", "item"])
    lay_out(kpis, of_kpis, [in_percent(as_typed(record)) for record in indicators("shiomi")])
    return Sheet("shiomi", "進捗.xlsx", saved(book), [*layouts, of_kpis])


def aomine_with_a_sheet_of_indicators() -> Sheet:
    """Target, value and grade side by side in each year; targets beyond the plan; words as targets."""
    layout: Layout = {
        ("基本目標",): "goal",
        ("基本施策",): "item",
        ("取組",): "title",
        ("取組の内容",): "summary",
        ("担当課",): "department",
        **years(
            {year: f"{short(year)}年度" for year in range(2018, 2022)},
            grade="評価",
            actions="実施状況",
        ),
    }
    of_indicators: Layout = {
        ("環境指標",): "name",
        ("対象",): "measured",
        ("説明",): "meaning",
        ("単位",): "unit",
        ("望ましい方向",): "direction said",
        ("基準値",): "baseline",
        ("基準年度",): "baseline_year",
        **years(
            {year: f"{year}年度" for year in range(2018, 2022)},
            target="目標値",
            reading="実績値",
            grade="評価",
        ),
        **years({year: f"{year}年度" for year in (2022, 2025, 2030)}, target="目標値"),
        ("担当課",): "department",
        ("出典",): "source",
    }
    book, [sheet, listed] = workbook("取組", "環境指標")
    lay_out(sheet, layout, measures("aomine"), blank=["goal", "item"])
    lay_out(listed, of_indicators, [as_typed(record) for record in indicators("aomine")])
    return Sheet("aomine", "環境基本計画.xlsx", saved(book), [layout, of_indicators])


def aomine_indicators_beside_measures() -> Sheet:
    """The indicators of a measure in its own row, or in rows that share it; no others."""
    plan_years = {year: reiwa(year) for year in range(2018, 2022)}
    layout: Layout = {
        ("基本目標",): "goal",
        ("基本施策",): "item",
        ("取組",): "title",
        ("取組の内容",): "summary",
        ("担当課",): "department",
        **years(plan_years, grade="評価", actions="実施状況"),
        ("環境指標",): "name",
        ("単位",): "unit",
        ("基準値",): "base said",
        **{("目標値", spelled): f"target {year}" for year, spelled in plan_years.items()},
        ("目標値", "令和4年度"): "target 2022",
        **{("実績値", spelled): f"reading {year}" for year, spelled in plan_years.items()},
    }
    of_measure: Layout = {("対象",): "measured"}
    by_measure: dict[str, list[Record]] = {}
    for record in indicators("aomine"):
        by_measure.setdefault(record.get("of", ""), []).append(as_typed(record))
    rows = [
        of_indicator | measure
        for measure in measures("aomine")
        for of_indicator in by_measure.get(measure["measure_id"], [{}])
    ]
    book, [sheet] = workbook("進行管理")
    shared = [name for name in layout.values() if isinstance(name, str)]
    groups = shared[: shared.index("name")]
    lay_out(sheet, layout, rows, merged=groups)

    def kept(found: Tables) -> Tables:
        """Of the indicators those that stand beside a measure; nothing but the measure is graded."""
        listed = [row for row in found["indicators.csv"] if row.get("of", "").startswith("m")]
        ids = {row["indicator_id"] for row in listed}
        cut = dict(found)
        for file, rows in found.items():
            if file in ("indicators.csv", "targets.csv") or file.startswith("values/"):
                mine = [row for row in rows if row["indicator_id"] in ids]
                cut[file] = [
                    {c: cell for c, cell in row.items() if c not in ("department", "grade")}
                    for row in mine
                ]
        return cut

    return Sheet("aomine", "進行管理.xlsx", saved(book), [layout, of_measure], kept)


def as_typed(record: Record) -> Record:
    """An indicator as people write it: 「38.9（速報）」, 「調査なし」, 「69%（H26）」."""
    typed = dict(record)
    words = {"up": "大きいほど良い", "down": "小さいほど良い", "keep": "決めた幅に収める"}
    typed["direction said"] = words[record["direction"]]
    base, unit = record.get("baseline"), record.get("unit", "")
    typed["base said"] = f"{base}{unit}（{short(int(record['baseline_year']))}）" if base else "－"
    for name in list(record):
        column, _, year = name.partition(" ")
        if column in ("value", "state") and year.isdigit():
            value, state = record.get(f"value {year}", ""), record.get(f"state {year}", "")
            typed[f"reading {year}"] = f"{value}（{state}）" if value and state else value or state
    return typed


def in_percent(record: Record) -> Record:
    """What is measured in % with the sign behind each number, as a cell of Excel's format has it."""
    if record.get("unit") != "%":
        return record
    return {
        name: f"{cell}%"
        if name.startswith(("target ", "reading ")) and cell[-1:].isdigit()
        else cell
        for name, cell in record.items()
    }
