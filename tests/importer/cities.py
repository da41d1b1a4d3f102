"""The plans of the tests as 総括表, each in at least two ways.

A function makes one workbook or CSV; what it says first is what is special about that sheet.
"""

from handed_over import BELONGS, Sheet
from layouts import Layout, as_csv, lay_out, reiwa, saved, short, wide, workbook, years
from tabled import measures


def shipped_as_printed() -> Sheet:
    """計画 and 進捗 under each other, goals as rows, headings repeated on each page, a note below."""
    plan_years = range(2012, 2015)
    layout: Layout = {
        ("計画項目",): "item",
        ("計画内容",): "title",
        ("概要",): "summary",
        **{(f"{reiwa(year)}\n実施内容",): f"actions {year}" for year in plan_years},
        ("年次計画／進捗", ""): ("=計画", "=進捗"),
        **{
            ("年次計画／進捗", reiwa(year)): (f"planned {year}", f"progress {year}")
            for year in plan_years
        },
    }
    book, [sheet] = workbook("総括表")
    sheet["A1"] = "旭川市ICT推進プラン総括表"
    row = lay_out(
        sheet,
        layout,
        measures("shipped"),
        top=3,
        blank=["item"],
        headings={"goal": "目標{goal number}　{goal}"},
        page=6,
        bullets=["summary"],
    )
    sheet.cell(row + 1, 1, "※ 進捗は、各年度末の状況です。")
    return Sheet("shipped", "総括表.xlsx", saved(book), [layout, BELONGS])


def shipped_flat() -> Sheet:
    """One row of headings, nothing merged, all repeated, saved as CSV in Shift_JIS: H24計画."""
    layout: Layout = {
        ("目標",): "goal",
        ("計画項目",): "item",
        ("計画内容",): "title",
        ("概要",): "summary",
        **{
            (f"{short(year)}{heading}",): f"{name} {year}"
            for year in range(2012, 2015)
            for name, heading in (
                ("planned", "計画"),
                ("progress", "進捗"),
                ("actions", "実施内容"),
            )
        },
    }
    sheet = workbook("Sheet1")[1][0]
    lay_out(sheet, layout, measures("shipped"), bullets=["summary"])
    return Sheet("shipped", "総括表.csv", as_csv(sheet, "cp932"), [layout])


def minamo_merged() -> Sheet:
    """A cover and a legend beside it, a title, an empty column and row, subtotals; groups merged."""
    plan_years = {year: reiwa(year) for year in range(2017, 2021)} | {2019: "平成31年度"}
    layout: Layout = {
        ("基本方針",): "goal",
        ("施策",): "item",
        ("No.",): "No.",
        ("事業",): "title",
        ("事業の概要",): "summary",
        ("担当課",): "department",
        **years(
            plan_years,
            planned="年度目標",
            progress="達成状況",
            actions="取組状況",
            assessment="評価",
        ),
        ("令和3年度", "年度目標"): "planned 2021",
    }
    book, [cover, sheet, legend] = workbook("表紙", "進行管理表", "凡例")
    cover["C8"], cover["C10"] = "みなも市環境行動計画", "進行管理表（令和2年度まで）"
    sheet["B1"] = "みなも市環境行動計画　進行管理表"
    records = measures("minamo")
    row = lay_out(sheet, layout, records, top=3, left=2, merged=["goal", "item"])
    sheet.cell(row, 2, "合計")
    sheet.cell(row, 5, f"{len(records)}事業")
    sheet.cell(row + 2, 2, "（注）年度目標の記号は、凡例のとおりです。")
    for n, line in enumerate(["×：未着手", "△：準備中", "○：実施中", "◎：達成"], 1):
        legend.cell(n, 1, line)
    return Sheet("minamo", "進行管理表.xlsm", saved(book), [layout])


def minamo_years_as_rows() -> Sheet:
    """A row for each year, in which the measure's own cells are merged; the ids in a column."""
    plan_years = range(2017, 2022)
    layout: Layout = {
        ("ID",): "measure_id",
        ("基本方針",): "goal",
        ("施策",): "item",
        ("事業",): "title",
        ("概要",): "summary",
        ("担当課",): "department",
        ("年度",): tuple(f"={'H31' if year == 2019 else short(year)}" for year in plan_years),
        **{
            (heading,): tuple(f"{name} {year}" for year in plan_years)
            for name, heading in (
                ("planned", "年度目標"),
                ("progress", "達成状況"),
                ("actions", "取組状況"),
                ("assessment", "評価"),
            )
        },
    }
    book, [sheet] = workbook("進行管理")
    lay_out(sheet, layout, measures("minamo"), merged=["goal", "item"])
    return Sheet("minamo", "進行管理.xlsx", saved(book), [layout])


def umikaze_a_sheet_a_goal() -> Sheet:
    """One sheet for each goal, which is named after it; full-width digits in the years."""
    plan_years = {year: wide(reiwa(year)) for year in range(2019, 2022)}
    layout: Layout = {
        ("分野",): "item",
        ("公約",): "title",
        ("内容",): "summary",
        ("担当",): "department",
        **years(plan_years, result="達成状況", actions="取組の内容"),
    }
    records = measures("umikaze")
    goals = list(dict.fromkeys(record["goal"] for record in records))
    book, sheets = workbook(*goals)
    for goal, sheet in zip(goals, sheets, strict=True):
        sheet["A1"] = "海風市長マニフェスト２０１９　進捗状況"
        mine = [record for record in records if record["goal"] == goal]
        lay_out(sheet, layout, mine, top=2, merged=["item"])
    return Sheet("umikaze", "マニフェスト.xlsx", saved(book), [layout, BELONGS])


def umikaze_a_sheet_a_year() -> Sheet:
    """One sheet for each year, and no year anywhere else; goals and fields as rows between."""
    plan_years = range(2019, 2022)
    layouts: list[Layout] = [
        {
            ("公約",): "title",
            ("内容",): "summary",
            ("担当課",): "department",
            ("達成状況",): f"result {year}",
            ("取組の内容",): f"actions {year}",
        }
        for year in plan_years
    ]
    book, sheets = workbook(*(f"{short(year)}年度" for year in plan_years))
    for layout, sheet in zip(layouts, sheets, strict=True):
        sheet["A1"] = "市長公約の達成状況"
        headings = {"goal": "柱{goal number}　{goal}", "item 1": "【{item}】"}
        lay_out(sheet, layout, measures("umikaze"), top=3, headings=headings)
    of_groups: Layout = {("柱",): "goal", ("分野",): "item"}
    return Sheet("umikaze", "公約.xlsx", saved(book), [*layouts, of_groups])


TAKANOHARA = {
    "planned": "年度計画",
    "grade": "評価",
    "actions": "取組実績",
    "issues": "課題",
    "direction": "今後の方向性",
    "saving": "効果額\n（千円）",
    "review": "外部評価",
    "opinion": "委員会の意見",
    "remarks": "備考",
}


def takanohara_over_years() -> Sheet:
    """Two rows of headings, everything merged down that can be; numbers such as 1-1-1 and Ⅰ."""
    layout: Layout = {
        ("柱",): "numbered goal",
        ("推進項目",): "item",
        ("番号",): "number",
        ("実施項目",): "title",
        ("取組の内容",): "summary",
        ("担当課",): "department",
        **years({year: reiwa(year) for year in range(2019, 2022)}, **TAKANOHARA),
        ("令和4年度", "年度計画"): "planned 2022",
    }
    book, [sheet] = workbook("実施計画")
    sheet["A1"] = "鷹野原市行政改革実施計画　進行管理表"
    lay_out(sheet, layout, measures("takanohara"), top=2, merged=["numbered goal", "item"])
    return Sheet("takanohara", "実施計画.xlsx", saved(book), [layout])


def takanohara_rows_for_each_heading() -> Sheet:
    """Each measure over nine rows, one for each thing that is said, years beside each other."""
    layout: Layout = {
        ("番号",): "number",
        ("実施項目",): "title",
        ("取組の内容",): "summary",
        ("所管課",): "department",
        ("区分",): tuple(f"={heading}" for heading in TAKANOHARA.values()),
        **{
            (f"{year}年度",): tuple(
                f"{name} {year}" if name == "planned" or year < 2022 else "=" for name in TAKANOHARA
            )
            for year in range(2019, 2023)
        },
    }
    book, [sheet] = workbook("進行管理表")
    headings = {"numbered goal": "柱{goal number}　{goal}", "item 1": "{item}"}
    lay_out(sheet, layout, measures("takanohara"), headings=headings)
    of_groups: Layout = {("柱",): "numbered goal", ("推進項目",): "item"}
    return Sheet("takanohara", "進行管理表.xlsx", saved(book), [layout, of_groups])


def asanagi_three_heading_rows() -> Sheet:
    """Three rows of headings, three levels of items merged down, departments by line breaks."""
    of_years = years(
        {year: reiwa(year) for year in range(2018, 2021)},
        grade="達成度",
        actions="実施状況",
        issues="今後の課題",
    )
    layout: Layout = {
        ("計画の体系", "基本目標"): "numbered goal",
        ("計画の体系", "重点課題"): "item 1",
        ("計画の体系", "課題"): "item 2",
        ("計画の体系", "施策"): "item 3",
        ("事業", "No."): "number",
        ("事業", "事業名"): "title",
        ("事業", "事業の内容"): "summary",
        ("事業", "関連する\nSDGs"): "sdgs",
        ("担当課",): "department",
        **{("進捗", *heading): cell for heading, cell in of_years.items()},
    }
    book, [sheet] = workbook("事業一覧")
    lay_out(
        sheet, layout, measures("asanagi"), merged=["numbered goal", "item 1", "item 2", "item 3"]
    )
    return Sheet("asanagi", "事業一覧.xlsx", saved(book), [layout])


def asanagi_as_csv() -> Sheet:
    """CSV in UTF-8 with a title row, groups written for their first measure only."""
    layout: Layout = {
        ("基本目標",): "numbered goal",
        ("重点課題",): "item 1",
        ("課題",): "item 2",
        ("施策",): "item 3",
        ("番号",): "number",
        ("事業",): "title",
        ("内容",): "summary",
        ("関連するSDGs",): "sdgs",
        ("担当課",): "department",
        **{
            (f"{year}年度 {heading}",): f"{name} {year}"
            for year in range(2018, 2021)
            for name, heading in (
                ("grade", "達成度"),
                ("actions", "実施状況"),
                ("issues", "今後の課題"),
            )
        },
    }
    sheet = workbook("事業")[1][0]
    sheet["A1"] = "第3次朝凪市男女共同参画計画 事業の一覧"
    lay_out(
        sheet,
        layout,
        measures("asanagi"),
        top=2,
        blank=["numbered goal", "item 1", "item 2", "item 3"],
    )
    return Sheet("asanagi", "事業.csv", as_csv(sheet, "utf-8-sig"), [layout])
