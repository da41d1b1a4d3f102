"""The checks that an audit consists of, done on a built site one after the other."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path

from audit import axe, drivers, inbrowser, lighthouse, otherbrowsers, packages, site, validators
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
FIREFOX = AuditCheck("firefox", "Firefoxでの表示と検索（幅390ピクセル）", "Firefox", ())
WEBKIT = AuditCheck("webkit", "WebKitでの表示と検索（幅390ピクセル）", "WebKitGTK", ())
HTML_VALIDATE = AuditCheck("html-validate", "HTMLの文法（1）", "html-validate", ("4.1.1",))
NU = AuditCheck("nu", "HTMLとCSSの文法（2）", "Nu HTML Checker", ("4.1.1",))
LIGHTHOUSE = AuditCheck("lighthouse", "スマートフォンでの速さなど", "Lighthouse", ())
ALL = (AXE, KEYBOARD, REFLOW, DOUBLED, SPACED, FIREFOX, WEBKIT, HTML_VALIDATE, NU, LIGHTHOUSE)

NO_FIREFOX = "Firefoxがない。Debianでは firefox-esr"
NO_WEBKIT = "WebKitWebDriverかXvfbがない。Debianでは webkit2gtk-driver と xvfb"
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
    pages = tuple(
        AuditedPage(path, path, perfect if _is_current(path) else None, digest)
        for path, digest in digests.items()
    )
    explained = tuple(Explained(AXE.id, rule, reason) for rule, reason in axe.ALLOWED.items())
    return Audit(today, today, frozenset(), ALL, pages, (), explained, look=look)


def run(output: Path, names: Sequence[str], base_url: str, scratch: Path, say: Say) -> Audit:
    """Does every check on the pages of these `names`; one whose tool is missing says so instead.

    Lighthouse measures no page of an earlier edition: it wants each to be found by itself, and those
    lead search engines to the current ones.
    """
    began = date.today()
    with site.serve(output, base_url) as origin:
        say(f"ブラウザーで{len(names)}ページを調べています。")
        with open_browser() as browser, launch(browser.browser_type, text=200) as large:
            seen = [inbrowser.look(browser, large, f"{origin}/{name}", name) for name in names]
            parts = [_in_browser(seen, f"Chromium {browser.version}")]
        say("FirefoxとWebKitで調べています。")
        parts.append(elsewhere(FIREFOX, drivers.firefox, origin, names, scratch))
        parts.append(elsewhere(WEBKIT, drivers.webkit, origin, names, scratch))
        say("HTMLの文法を調べています。")
        styles = [file.name for file in sorted(output.glob("*.css"))]
        parts += [_html_validate(output, names, scratch), _nu(origin, [*names, *styles])]
        say("Lighthouseで測っています。")
        measured, part = _lighthouse(origin, list(filter(_is_current, names)), scratch)
    findings = (finding for part in (*parts, part) for finding in part.findings)
    digest_of = digests(output, names)
    return Audit(
        began=began,
        ended=date.today(),
        absent=inbrowser.absent(seen),
        checks=tuple(check for part in (*parts, part) for check in part.checks),
        pages=tuple(
            AuditedPage(name, one.title, measured.get(name), digest_of[name])
            for name, one in zip(names, seen, strict=True)
        ),
        findings=tuple(shortened(findings)),
        explained=tuple(explained for part in parts for explained in part.explained),
        look=site_look(output),
    )


def digests(output: Path, names: Iterable[str]) -> dict[str, str]:
    """Those of the current pages; none of the page of results, which changes with what is said of the
    others."""
    return {
        name: digest((output / name).read_text(encoding="utf-8"))
        if _is_current(name) and name != paths.AUDIT
        else ""
        for name in names
    }


def _is_current(name: str) -> bool:
    return not name.startswith(paths.EDITIONS)


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


def elsewhere(
    check: AuditCheck, start: drivers.Start, origin: str, names: Sequence[str], scratch: Path
) -> Part:
    """What another browser shows otherwise, or that there is none."""
    try:
        with start(scratch) as (version, ask):
            found = [
                Finding(check.id, name, text)
                for name in names
                for text in otherbrowsers.look(ask, origin, name)
            ]
    except drivers.MissingError:
        return Part((_not_done(check, NO_FIREFOX if check is FIREFOX else NO_WEBKIT),))
    return Part((replace(check, tool=version),), tuple(found))


def _html_validate(output: Path, names: Sequence[str], scratch: Path) -> Part:
    if not (found := packages.version(packages.OF_TESTS, "html-validate")):
        return Part((_not_done(HTML_VALIDATE, NO_NPM.format("html-validate")),))
    files = [output / name for name in names]
    complaints = validators.html_validate(files, scratch / "html-validate.json")
    return _validated(
        replace(HTML_VALIDATE, tool=f"html-validate {found}"), f"{output}/", complaints
    )


def _nu(origin: str, names: Sequence[str]) -> Part:
    if not (found := packages.version(packages.OF_AUDIT, "vnu-jar")):
        return Part((_not_done(NU, NO_NPM.format("vnu-jar")),))
    if not shutil.which("java"):
        return Part((_not_done(NU, NO_JAVA),))
    complaints = validators.nu([f"{origin}/{name}" for name in names])
    return _validated(replace(NU, tool=f"Nu HTML Checker {found}"), f"{origin}/", complaints)


def _validated(check: AuditCheck, top: str, complaints: Sequence[validators.Complaint]) -> Part:
    """`top` is what the place of each page begins with."""
    number = check.criteria[0]
    found = (Finding(check.id, page.removeprefix(top), text, number) for page, text in complaints)
    return Part((check,), tuple(found))


def _lighthouse(
    origin: str, names: Sequence[str], scratch: Path
) -> tuple[dict[str, Figures], Part]:
    if not (found := packages.version(packages.OF_AUDIT, "lighthouse")):
        return {}, Part((_not_done(LIGHTHOUSE, NO_NPM.format("lighthouse")),))
    measured = lighthouse.measure([f"{origin}/{name}" for name in names], scratch)
    results = dict(zip(names, measured, strict=True))
    failed = (
        Finding(LIGHTHOUSE.id, name, result)
        for name, result in results.items()
        if isinstance(result, str)
    )
    figures = {name: result for name, result in results.items() if not isinstance(result, str)}
    return figures, Part((replace(LIGHTHOUSE, tool=f"Lighthouse {found}"),), tuple(failed))


def _order(number: str) -> list[int]:
    """Criteria in the order of the standard: 1.4.3 before 1.4.10."""
    return [int(part) for part in number.split(".")]


def _not_done(check: AuditCheck, why: str) -> AuditCheck:
    return replace(check, not_done=why)
