"""What a screen reader is told of the papers: headers, order, bookmarks, what it may skip."""

from pathlib import Path

import pikepdf
from conftest import Site
from made import elements


def test_every_header_cell_says_whether_it_heads_a_row_or_a_column(paper: Path) -> None:
    with pikepdf.open(paper) as pdf:
        tables = list(elements(pdf.Root.StructTreeRoot, "/Table"))
        assert tables
        for table in tables:
            for kind, scope in (("/THead", "/Column"), ("/TBody", "/Row")):
                parts = list(elements(table.K, kind))
                assert parts
                headers = [cell for part in parts for cell in elements(part.K, "/TH")]
                assert headers
                assert {str(cell.A.Scope) for cell in headers} == {scope}


def test_every_data_cell_names_the_headers_above_and_beside_it(paper: Path) -> None:
    """On the real grid of each page: no cell spans, so that a cell's place is its column."""
    with pikepdf.open(paper) as pdf:
        cells_seen = 0
        for table in elements(pdf.Root.StructTreeRoot, "/Table"):
            (head,) = elements(table.K, "/THead")
            (head_row,) = elements(head.K, "/TR")
            above = [str(cell.ID) for cell in head_row.K]
            carried: dict[int, str] = {}
            for body in elements(table.K, "/TBody"):
                for row in elements(body.K, "/TR"):
                    cells = list(row.K)
                    assert len(cells) == len(above)
                    beside = []
                    for n, cell in enumerate(cells):
                        if cell.S == "/TH":
                            carried[n] = str(cell.ID)
                        elif n in carried:
                            assert len(cell.K) == 0  # the item goes on: said once, above
                        if n in carried:
                            beside.append(carried[n])
                    for n, cell in enumerate(cells):
                        if cell.S == "/TD":
                            assert [str(id_) for id_ in cell.A.Headers] == [*beside, above[n]]
                            cells_seen += 1
        assert cells_seen > 10


def test_headings_nest(paper: Path) -> None:
    with pikepdf.open(paper) as pdf:
        found = [
            str(heading.S)
            for heading in elements(pdf.Root.StructTreeRoot, "/H1", "/H2", "/H3", "/H4")
        ]
        assert found[0] == "/H1"
        assert set(found[1:]) == {"/H2"}


def test_all_text_is_tagged_but_the_furniture_of_the_page(paper: Path) -> None:
    with pikepdf.open(paper) as pdf:
        held = held_content(pdf)
        for number, sheet in enumerate(pdf.pages):
            assert number_of_artifacts(sheet, held[number]) in range(
                4, 6
            )  # goal, edition, title, number, date


def held_content(pdf: pikepdf.Pdf) -> list[list[int]]:
    """For each page the marked content that the structure holds, in reading order."""
    pages = {sheet.obj.objgen: n for n, sheet in enumerate(pdf.pages)}
    held: list[list[int]] = [[] for _ in pages]

    def walk(element: pikepdf.Object) -> None:
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                held[pages[element.Pg.objgen]].append(kid)
            elif isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K[0])
    return held


def number_of_artifacts(sheet: pikepdf.Page, held: list[int]) -> int:
    """Of the page's texts; any text outside both structure and artifacts is an error."""
    nest: list[str | int] = []
    artifacts = 0
    for instruction in pikepdf.parse_content_stream(sheet):
        operator = str(instruction.operator)
        if operator == "BMC":
            nest.append(str(instruction.operands[0]))
        elif operator == "BDC":
            nest.append(int(instruction.operands[1].MCID))
        elif operator == "EMC":
            nest.pop()
        elif operator in ("TJ", "Tj"):
            assert nest, "text outside any marked content"
            if nest[-1] == "/Artifact":
                artifacts += 1
            else:
                assert nest[-1] in held
    return artifacts


def test_the_reading_order_is_the_order_on_the_page(paper: Path) -> None:
    with pikepdf.open(paper) as pdf:
        for held in held_content(pdf):
            assert held == sorted(held)


def test_every_goal_and_item_has_a_bookmark(table: Path, site: Site) -> None:
    with pikepdf.open(table) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        goals = {entry.title: [item.title for item in entry.children] for entry in title.children}
        for goal in site.report.goals:
            assert goals[goal.heading] == [item.title for item in goal.goal.items]
