"""Rules for the record of accessibility: what `make audit` writes, and what people have checked."""

from collections.abc import Iterator, Set
from datetime import date
from typing import Any

from planreport import paths
from planreport.accessibility.audited import (
    Audit,
    AuditCheck,
    AuditedPage,
    Confirmed,
    Explained,
    Figures,
    Finding,
)
from planreport.accessibility.criteria import NUMBERS
from planreport.check.cells import day, known, length, parse_day, rows
from planreport.check.lists import once
from planreport.check.pages import site_pages
from planreport.check.shape import Key, shape
from planreport.check.vocabulary import Vocabulary
from planreport.load import AUDIT_FILE, Row, Sources, Table, TomlFile
from planreport.place import Place, Problem, did_you_mean

_TEXT, _NEEDED = Key(str), Key(str, required=True, filled=True)
_FIGURES = ("performance", "accessibility", "best_practices", "seo")
_CHECK = {"id": _NEEDED, "name": _NEEDED, "tool": _TEXT, "criteria": _TEXT, "not_done": _TEXT}
_PAGE = {"path": _NEEDED, "title": _NEEDED, **dict.fromkeys(_FIGURES, Key(int)), "digest": _TEXT}
_FINDING = {"check": _NEEDED, "page": _NEEDED, "text": _NEEDED, "criterion": _TEXT}
_KEYS = {
    "began": Key(date, required=True),
    "ended": Key(date, required=True),
    "absent": Key(str, required=True),
    "look": _TEXT,
    "checks": Key(list, required=True, keys=_CHECK),
    "pages": Key(list, required=True, keys=_PAGE),
    "findings": Key(list, keys=_FINDING),
    "explained": Key(list, keys={"check": _NEEDED, "what": _NEEDED, "reason": _NEEDED}),
}
_AGAIN = "「make audit」で検査し直してください。"

_RESULTS = {"問題なし": True, "問題あり": False}
_MAX_NOTE = 300


def problems(sources: Sources, words: Vocabulary) -> Iterator[Problem]:
    yield from _confirmed(sources.confirmed, sources.audit)
    record = sources.audit
    if record is None:
        return
    wrong_shape = list(shape(record, record.values, _KEYS, ()))
    yield from wrong_shape
    if not wrong_shape:
        yield from _days(record)
        yield from _criteria(record)
        yield from _checks(record)
        yield from _figures(record)
        pages = site_pages(sources, words)
        yield from _pages(record, None if pages is None else {page.path for page in pages})


def _days(record: TomlFile) -> Iterator[Problem]:
    """An audit ends on the day on which it began or later."""
    if record.values["ended"] < record.values["began"]:
        yield Problem(record.at("ended"), "検査の終わりの日が、始まりの日より前です。", _AGAIN)


def _criteria(record: TomlFile) -> Iterator[Problem]:
    """Every number is that of a success criterion."""
    numbers: list[tuple[tuple[str | int, ...], str]] = [(("absent",), record.values["absent"])]
    for table, key in (("checks", "criteria"), ("findings", "criterion")):
        for n, entry in enumerate(record.values.get(table, ())):
            numbers.append(((table, n, key), entry.get(key, "")))
    for path, text in numbers:
        for number in text.split():
            if number not in NUMBERS:
                yield Problem(record.at(*path), f"知らない達成基準「{number}」です。", _AGAIN)


def _checks(record: TomlFile) -> Iterator[Problem]:
    """A check has an id of its own; what was found was found by one of the checks."""
    known = [check["id"] for check in record.values["checks"]]
    for n, id_ in enumerate(known):
        if id_ in known[:n]:
            yield Problem(record.at("checks", n, "id"), f"検査「{id_}」が二度書かれています。")
    for table in ("findings", "explained"):
        for n, entry in enumerate(record.values.get(table, ())):
            if entry["check"] not in known:
                advice = did_you_mean(entry["check"], known, f"検査: {'、'.join(known)}")
                message = f"知らない検査「{entry['check']}」です。"
                yield Problem(record.at(table, n, "check"), message, advice)


def _figures(record: TomlFile) -> Iterator[Problem]:
    """A page has all four of Lighthouse's figures, or none; no figure is above 100."""
    for n, page in enumerate(record.values["pages"]):
        given = [name for name in _FIGURES if name in page]
        for name in given:
            if page[name] > 100:
                message = f"数「{page[name]}」は100より大きくなっています。"
                yield Problem(record.at("pages", n, name), message, _AGAIN)
        if given and len(given) < len(_FIGURES):
            missing = "、".join(name for name in _FIGURES if name not in page)
            yield Problem(record.at("pages", n, given[0]), f"「{missing}」がありません。", _AGAIN)


def _pages(record: TomlFile, known: Set[str] | None) -> Iterator[Problem]:
    """The audited pages are there once, and still pages of the site: otherwise the record is old."""
    audited = [page["path"] for page in record.values["pages"]]
    gone: dict[str, Place] = {}
    for n, path in enumerate(audited):
        place = record.at("pages", n, "path")
        if path in audited[:n]:
            yield Problem(place, f"ページ「{path}」が二度書かれています。", _AGAIN)
        elif known is not None and paths.within_edition(path) not in known:
            gone[path] = place
    if gone:
        first, *more = gone
        others = f"など{len(gone)}ページ" if more else ""
        said = (
            f"検査したページ「{first}」{others}は、今のサイトにありません。記録が古くなっています。"
        )
        yield Problem(gone[first], said, _AGAIN, is_warning=True)


def _confirmed(table: Table | None, record: TomlFile | None) -> Iterator[Problem]:
    """What a person has checked, each criterion once, with what came out and when."""
    if table and not record:
        message = f"{AUDIT_FILE} がないので、この記録はサイトに出ません。"
        yield Problem(Place(table.file), message, _AGAIN, is_warning=True)
    lines: dict[str, int] = {}
    for row in rows(table):
        number = row["criterion"]
        yield from known(row, "criterion", dict.fromkeys(sorted(NUMBERS)), "達成基準")
        yield from known(row, "result", _RESULTS, "結果")
        yield from day(row, "checked_on")
        if row["note"] or _RESULTS.get(row["result"]) is False:
            yield from length(row, "note", _MAX_NOTE)
        if number:
            named, advice = f"達成基準「{number}」", "新しい方だけを残してください。"
            yield from once(lines, number, row.at("criterion"), named, advice)


def assemble_audit(sources: Sources) -> Audit | None:
    if sources.audit is None:
        return None
    values = sources.audit.values
    return Audit(
        began=values["began"],
        ended=values["ended"],
        absent=frozenset(values["absent"].split()),
        checks=tuple(
            AuditCheck(
                check["id"],
                check["name"],
                check.get("tool", ""),
                tuple(check.get("criteria", "").split()),
                check.get("not_done", ""),
            )
            for check in values["checks"]
        ),
        pages=tuple(
            AuditedPage(page["path"], page["title"], _figures_of(page), page.get("digest", ""))
            for page in values["pages"]
        ),
        findings=tuple(Finding(**finding) for finding in values.get("findings", ())),
        explained=tuple(Explained(**explained) for explained in values.get("explained", ())),
        confirmed=tuple(_confirmation(row) for row in rows(sources.confirmed)),
        look=values.get("look", ""),
    )


def _confirmation(row: Row) -> Confirmed:
    checked_on = parse_day(row["checked_on"])
    assert checked_on  # as the rules have seen
    return Confirmed(row["criterion"], _RESULTS[row["result"]], checked_on, row["note"])


def _figures_of(page: dict[str, Any]) -> Figures | None:
    return Figures(*(page[name] for name in _FIGURES)) if _FIGURES[0] in page else None
