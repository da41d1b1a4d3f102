"""The sheet of a paper, and what its margins leave of it. In millimetres."""

from planreport.plan.settings import LEFT, SHEETS, TOP, Paper

POINT = 0.3528
BOUND = 20.0  # at the side that is bound
MARGIN = 15.0  # above what stands on a table's sheet, and below it
_BOUND_ABOVE = 13.0  # more than that, of one that is bound at the top


def sheet(paper: Paper) -> tuple[float, float]:
    """Width and height of the paper as it lies before its reader."""
    width, height = SHEETS[paper.size]
    return (height, width) if paper.orientation == "landscape" else (width, height)


def is_large(paper: Paper) -> bool:
    return paper.size == "A3"


def margin_and_text(paper: Paper) -> tuple[float, float]:
    """Of a table's sheet: the room at its left and right, and the least size of its text in points,
    which on A3 can still be read when it is reduced to A4."""
    return (13.0, 9.0) if is_large(paper) else (10.0, 8.0)


def breadth(paper: Paper) -> float:
    """Of what stands on a table's sheet."""
    margin, _ = margin_and_text(paper)
    return sheet(paper)[0] - margin - (BOUND if paper.binding == LEFT else margin)


def height(paper: Paper) -> float:
    """Of a table's sheet, less what its binding takes of it."""
    return sheet(paper)[1] - (_BOUND_ABOVE if paper.binding == TOP else 0)
