"""The checks that an audit consists of, done on a built site one after the other."""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path

from audit import axe, inbrowser, lighthouse, packages, site, validators
from audit.chromium import launch, open_browser
from planreport import paths
from planreport.accessibility.audited import (
    Audit,
    AuditCheck,
    AuditedPage,
    Explained,
    Figures,
    Finding,
    digest,
    look,
)

Say = Callable[[str], None]

AXE = AuditCheck("axe", "axe-coreの規則（幅320、375、1280ピクセル）", "axe-core", ())
KEYBOARD = AuditCheck(
    "keyboard",
    "キーボードだけの操作（幅375、1280ピクセル）",
    "Chromium",
    ("2.1.1", "2.1.2", "2.4.3", "2.4.7", "2.4.11"),
)
REFLOW = AuditCheck("reflow", "幅320ピクセルの画面（拡大400％）", "Chromium", ("1.4.10",))
DOUBLED = AuditCheck("doubled", "文字の大きさ200％", "Chromium", ("1.4.4",))
SPACED = AuditCheck("spaced", "広い文字間隔と行間隔", "Chromium", ("1.4.12",))
HTML_VALIDATE = AuditCheck("html-validate", "HTMLの文法（1）", "html-validate", ("4.1.1",))
NU = AuditCheck("nu", "HTMLとCSSの文法（2）", "Nu HTML Checker", ("4.1.1",))
LIGHTHOUSE = AuditCheck("lighthouse", "スマートフォンでの速さなど", "Lighthouse", ())
ALL = (AXE, KEYBOARD, REFLOW, DOUBLED, SPACED, HTML_VALIDATE, NU, LIGHTHOUSE)

NO_NPM = "npmのパッケージ{}がない"
NO_JAVA = "Javaがない。Debianでは default-jre-headless"

MOST = 10  # findings of one check on one page


@dataclass(frozen=True)
class Part:
    """What came out of some of the checks."""

    checks: tuple[AuditCheck, ...]
    findings: tuple[Finding, ...] = ()
    explained: tuple[Explained, ...] = ()


def expected(digests: Mapping[str, str], today: date, look: str = "") -> Audit:
    """The record of an audit that finds nothing: as long as the one that is to come.

    `digests` are those of the pages, by address, and `look` that of what they have in common.
    """
    perfect = Figures(100, 100, 100, 100)
    pages = tuple(AuditedPage(path, path, perfect, digest) for path, digest in digests.items())
    explained = tuple(Explained(AXE.id, rule, reason) for rule, reason in axe.ALLOWED.items())
    return Audit(today, today, frozenset(), ALL, pages, (), explained, look=look)


def run(output: Path, base_url: str, scratch: Path, say: Say) -> Audit:
    """Does every check on every page; one whose tool is missing says so instead."""
    began = date.today()
    files = site.pages(output)
    with site.serve(output, base_url) as origin:
        addresses = [f"{origin}/{file.name}" for file in files]
        say(f"ブラウザーで{len(files)}ページを調べています。")
        with open_browser() as browser, launch(browser.browser_type, text=200) as large:
            seen = [
                inbrowser.look(browser, large, address, file.name)
                for address, file in zip(addresses, files, strict=True)
            ]
            parts = [_in_browser(seen, f"Chromium {browser.version}")]
        say("HTMLの文法を調べています。")
        styles = [f"{origin}/{file.name}" for file in sorted(output.glob("*.css"))]
        parts += [_html_validate(files, scratch), _nu([*addresses, *styles])]
        say("Lighthouseで測っています。")
        measured, part = _lighthouse(addresses, files, scratch)
    findings = (finding for part in (*parts, part) for finding in part.findings)
    return Audit(
        began=began,
        ended=date.today(),
        absent=inbrowser.absent(seen),
        checks=tuple(check for part in (*parts, part) for check in part.checks),
        pages=tuple(
            AuditedPage(file.name, one.title, figures, page_digest(file))
            for file, one, figures in zip(files, seen, measured, strict=True)
        ),
        findings=tuple(shortened(findings)),
        explained=tuple(explained for part in parts for explained in part.explained),
        look=site_look(output),
    )


def page_digest(file: Path) -> str:
    """None of the page of results, which changes with what is said of the others."""
    return "" if file.name == paths.AUDIT else digest(file.read_text(encoding="utf-8"))


def site_look(output: Path) -> str:
    names = (paths.HOME, paths.STYLESHEET, paths.SCRIPT)
    return look(*((output / name).read_text(encoding="utf-8") for name in names))


def shortened(findings: Iterator[Finding]) -> Iterator[Finding]:
    """The first few findings of each check on each page, and how many there are besides."""
    order = sorted(findings, key=lambda finding: (finding.check, finding.page))
    for (check, page), group in groupby(order, key=lambda finding: (finding.check, finding.page)):
        of_one = list(group)
        yield from of_one[:MOST]
        if len(of_one) > MOST:
            yield Finding(check, page, f"ほか{len(of_one) - MOST}件")


def _in_browser(seen: Sequence[inbrowser.Seen], chromium: str) -> Part:
    judged = frozenset().union(*(one.axe_criteria for one in seen))
    allowed = sorted(frozenset().union(*(one.axe_allowed for one in seen)))
    axe_done = replace(
        AXE, tool=f"axe-core {seen[0].axe_version}", criteria=tuple(sorted(judged, key=_order))
    )
    others = (replace(check, tool=chromium) for check in (KEYBOARD, REFLOW, DOUBLED, SPACED))
    return Part(
        (axe_done, *others),
        tuple(finding for one in seen for finding in one.findings),
        tuple(Explained(AXE.id, rule, axe.ALLOWED[rule]) for rule in allowed),
    )


def _html_validate(files: Sequence[Path], scratch: Path) -> Part:
    if not (found := packages.version(packages.OF_TESTS, "html-validate")):
        return Part((_not_done(HTML_VALIDATE, NO_NPM.format("html-validate")),))
    complaints = validators.html_validate(files, scratch / "html-validate.json")
    return _validated(replace(HTML_VALIDATE, tool=f"html-validate {found}"), complaints)


def _nu(addresses: Sequence[str]) -> Part:
    if not (found := packages.version(packages.OF_AUDIT, "vnu-jar")):
        return Part((_not_done(NU, NO_NPM.format("vnu-jar")),))
    if not shutil.which("java"):
        return Part((_not_done(NU, NO_JAVA),))
    return _validated(replace(NU, tool=f"Nu HTML Checker {found}"), validators.nu(addresses))


def _validated(check: AuditCheck, complaints: Sequence[validators.Complaint]) -> Part:
    number = check.criteria[0]
    return Part((check,), tuple(Finding(check.id, page, text, number) for page, text in complaints))


def _lighthouse(
    addresses: Sequence[str], files: Sequence[Path], scratch: Path
) -> tuple[list[Figures | None], Part]:
    if not (found := packages.version(packages.OF_AUDIT, "lighthouse")):
        missing = _not_done(LIGHTHOUSE, NO_NPM.format("lighthouse"))
        return [None] * len(files), Part((missing,))
    measured = lighthouse.measure(addresses, scratch)
    failed = (
        Finding(LIGHTHOUSE.id, file.name, result)
        for file, result in zip(files, measured, strict=True)
        if isinstance(result, str)
    )
    figures = [None if isinstance(result, str) else result for result in measured]
    return figures, Part((replace(LIGHTHOUSE, tool=f"Lighthouse {found}"),), tuple(failed))


def _order(number: str) -> list[int]:
    """Criteria in the order of the standard: 1.4.3 before 1.4.10."""
    return [int(part) for part in number.split(".")]


def _not_done(check: AuditCheck, why: str) -> AuditCheck:
    return replace(check, not_done=why)
