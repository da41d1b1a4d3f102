"""Lighthouse's figures of pages, measured as on a phone.

https://github.com/GoogleChrome/lighthouse
"""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from audit import packages
from audit.chromium import OWN_FONTS, executable
from planreport.accessibility.audited import Figures


def measure(addresses: Sequence[str], folder: Path) -> list[Figures | str]:
    """Each page's figures, or what went wrong. Reports are left in `folder`."""
    # One after the other: with two at once, each makes the other's page seem slower than it is.
    return [
        from_report(_run(address, folder / f"lighthouse-{number}.json"))
        for number, address in enumerate(addresses)
    ]


def _run(address: str, report: Path) -> str:
    run = ["npx", "--no-install", "lighthouse", address, "--quiet", "--output", "json"]
    run += ["--output-path", str(report), "--chrome-flags=--headless=new --no-sandbox"]
    done = subprocess.run(
        run,
        cwd=packages.OF_AUDIT,
        env={**os.environ, **OWN_FONTS, "CHROME_PATH": executable()},
        capture_output=True,
        text=True,
        check=False,
    )
    return report.read_text(encoding="utf-8") if report.exists() else _error(done.stderr)


def _error(said: str) -> str:
    return json.dumps({"runtimeError": {"message": said.strip()[-300:] or "no answer"}})


def from_report(report: str) -> Figures | str:
    found: Mapping[str, Mapping[str, Mapping[str, float | str | None]]] = json.loads(report)
    if error := found.get("runtimeError"):
        return f"{error['message']}"
    figures = []
    for category in ("performance", "accessibility", "best-practices", "seo"):
        score = found["categories"][category]["score"]
        if not isinstance(score, int | float):
            return f"{category}: no figure"
        figures.append(round(score * 100))
    return Figures(*figures)
