"""Which pages are looked at: of those that are made alike, some that show all that any of them shows."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from lxml import etree, html

from planreport import paths
from planreport.check import Checked
from planreport.site import compose


def chosen(output: Path, checked: Checked) -> list[Path]:
    """Pages of a built site in the order of their paths, those of earlier editions last.

    A page of the current edition that has a text of its own is always looked at. The others of an
    earlier edition, or of one template, differ by their data alone.
    """
    editions = compose.editions(compose.reports(checked.plan), checked, {}, {})
    always, alike = [], []
    for edition in editions:
        for page in edition.pages:
            file = output / edition.folder / page.path
            if edition.is_current and page.prose:
                always.append(file)
            else:
                alike.append((edition.is_current, page.template, file))
    kinds = groupby(sorted(alike), key=lambda one: one[:2])
    some = [file for _, kind in kinds for file in covering(file for *_, file in kind)]
    earlier = output / paths.EDITIONS
    return sorted([*always, *some], key=lambda file: (file.is_relative_to(earlier), file))


def covering(files: Iterable[Path], known: Iterable[Path] = ()) -> Iterator[Path]:
    """Some of the pages, in which whatever any of them consists of is found, if no `known` one has it."""
    seen = frozenset[str]().union(*map(_parts_of, known))
    left = {file: _parts_of(file) - seen for file in files}
    while any(left.values()):
        richest = max(left, key=lambda file: len(left[file]))
        seen = left[richest]
        left = {file: found - seen for file, found in left.items()}
        yield richest


def _parts_of(file: Path) -> frozenset[str]:
    return parts(html.parse(file).getroot())


def parts(page: etree._Element) -> frozenset[str]:
    """Each kind of element with what it stands in, by the names and classes that styles go by."""
    found: dict[etree._Element, str] = {}
    for element in page.iter(etree.Element):
        around = element.getparent()
        within = found[around] if around is not None else ""
        found[element] = f"{within} {element.tag}.{element.get('class', '')}"
    return frozenset(found.values())
