"""An audit as the text of data/accessibility-audit.toml, which `planreport.load` reads."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import tomlkit
from tomlkit.items import AoT

from planreport.accessibility.audited import Audit, AuditedPage

_HEAD = ("ウェブアクセシビリティの検査の記録。", "「make audit」が書きます。手では直しません。")


def text(audit: Audit) -> str:
    document = tomlkit.document()
    for line in _HEAD:
        document.add(tomlkit.comment(line))
    document.add("began", tomlkit.item(audit.began))
    document.add("ended", tomlkit.item(audit.ended))
    document.add("absent", tomlkit.item(" ".join(sorted(audit.absent))))
    checks = ({**asdict(check), "criteria": " ".join(check.criteria)} for check in audit.checks)
    if audit.look:
        document.add("look", tomlkit.item(audit.look))
    document.add("checks", _tables(checks))
    document.add("pages", _tables(_page(page) for page in audit.pages))
    document.add("findings", _tables(asdict(finding) for finding in audit.findings))
    document.add("explained", _tables(asdict(explained) for explained in audit.explained))
    return tomlkit.dumps(document)


def _page(page: AuditedPage) -> dict[str, Any]:
    figures = asdict(page.figures) if page.figures else {}
    return {"path": page.path, "title": page.title, **figures, "digest": page.digest}


def _tables(entries: Iterable[dict[str, Any]]) -> AoT:
    """Each entry under a heading of its own, without what is empty."""
    tables = tomlkit.aot()
    for entry in entries:
        table = tomlkit.table()
        for key, value in entry.items():
            if value != "":
                table.add(key, value)
        tables.append(table)
    return tables
