"""What a screen reader is told of the papers: headers, order, bookmarks, what it may skip."""

from pathlib import Path

import pikepdf
from conftest import Site
from made import elements

FURNITURE_REPEATED = 4  # goal, edition, title and date: a page's number is another on each
LINES_OF_LABEL = 8  # of the group and the measure that go on, and that they do


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
    """On the real grid of each table: no cell spans, so that a cell's place is its column."""
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
    """Edition, title, number, date, perhaps the goal; and, where a table goes on, its head and the
    few lines of what its first row goes on with."""
    said: set[bytes] = set()
    with pikepdf.open(paper) as pdf:
        held = held_content(pdf)
        for number, sheet in enumerate(pdf.pages):
            artifacts, tagged = texts_of(sheet, held[number])
            said |= {*tagged}  # a table that goes on beside itself has its head twice on a sheet
            repeated = [text for text in artifacts if text in said]
            goes_on = len(repeated) > FURNITURE_REPEATED
            assert len(artifacts) - len(repeated) <= (5 + LINES_OF_LABEL if goes_on else 5)
            assert len(artifacts) >= 4
            said |= {*artifacts}


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


def texts_of(sheet: pikepdf.Page, held: list[int]) -> tuple[list[bytes], list[bytes]]:
    """The page's artifacts and its tagged texts; any text outside of both is an error."""
    nest: list[str | int] = []
    artifacts: list[bytes] = []
    tagged: list[bytes] = []
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
            text = b"".join(op.unparse() for op in instruction.operands)
            if nest[-1] == "/Artifact":
                artifacts.append(text)
            else:
                assert nest[-1] in held
                tagged.append(text)
    return artifacts, tagged


def test_the_reading_order_is_the_order_on_the_page(paper: Path) -> None:
    with pikepdf.open(paper) as pdf:
        for held in held_content(pdf):
            assert held == sorted(held)


def test_every_goal_item_and_measure_has_a_bookmark(table: Path, site: Site) -> None:
    with pikepdf.open(table) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        goals = {
            entry.title: [(item.title, [m.title for m in item.children]) for item in entry.children]
            for entry in title.children
        }
        assert not any(item.is_closed for item in title.children)
    for goal in site.report.goals:
        assert goals[goal.heading] == [
            (item.title, [f"{goal.place(m)}　{m.title}" for m in item.measures])
            for item in goal.goal.items
        ]


def test_a_table_is_one_over_all_its_pages_and_its_head_is_said_once(
    table: Path, site: Site
) -> None:
    terms = site.report.plan.terms
    with pikepdf.open(table) as pdf:
        assert len(list(elements(pdf.Root.StructTreeRoot, "/Part"))) == 1
        tables = list(elements(pdf.Root.StructTreeRoot, "/Table"))
        for it in tables:
            assert [str(part.S) for part in it.K] == ["/THead", "/TBody"]
            for row in elements(it.K, "/TR"):
                assert row.P.S in ("/THead", "/TBody")
        columns = len(terms.item) + 2 + len(site.report.plan.shown_years)
        full = [it for it in tables if len(it.K[0].K[0].K) >= columns]
        assert len(full) == len(site.report.goals)
        assert sum(len(it.K[1].K) for it in full) >= site.report.size
