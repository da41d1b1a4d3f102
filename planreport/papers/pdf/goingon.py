"""What goes on in the next row of a table: its label and the rule above it belong to a page's head.

Which rows begin a page is known after layout alone. Labels have had their room in every row, and
rules take none, so that taking them away moves nothing.
"""

from typing import Any

from weasyprint.formatting_structure.boxes import TableBox


def say_once(page: Any) -> None:
    """Of a rendered page: leaves what goes on (.again) and the rule above it, or above all that a
    row goes on with (tr.on), in the first row only."""
    for table in page._page_box.descendants():
        if isinstance(table, TableBox) and table.collapsed_border_grid:
            _say_once(table)


def _say_once(table: Any) -> None:
    vertical, horizontal = table.collapsed_border_grid
    heads = sum(len(group.children) for group in table.children if group.is_header)
    rows = [row for group in table.children if not group.is_header for row in group.children]
    horizontal = [list(rule) for rule in horizontal]
    # The grid has the rules of all pages.
    for row, rules in zip(rows[1:], horizontal[max(table.skipped_rows, heads) + 1 :], strict=False):
        for column, cell in enumerate(row.children):
            if _is(cell, "again"):
                cell.children = []
            if _is(cell, "again") or _is(row, "on"):
                score, (style, _, colour) = rules[column]
                rules[column] = (score, (style, 0, colour))
    table.collapsed_border_grid = vertical, horizontal


def _is(box: Any, name: str) -> bool:
    return name in (box.element.get("class") or "").split()
