"""Whether the HTML is valid: html-validate and the Nu HTML Checker, both from npm.

https://html-validate.org/ and https://validator.github.io/validator/
"""

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from audit import packages

# Started by Node.js itself: npx takes as long again until it has found it.
_HTML_VALIDATE = packages.OF_TESTS / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
_VNU = packages.OF_AUDIT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"

# Of what it does not know: SVG 2 (paint-order), CSS Conditional Rules 5 (container queries), and that
# the hash in a page's policy lets its own style stand, as every browser finds that the tests open.
_BEYOND_NU = re.compile(
    "Property “(paint-order|container-type)” doesn't exist|Unrecognized at-rule “@container”|"
    "Inline style violates Content Security Policy"
)

Complaint = tuple[str, str]  # a page's file or address, and what is wrong there


def html_validate(pages: Sequence[Path], report: Path) -> list[Complaint]:
    """What html-validate says of the pages. It writes its `report` to a file.

    What Node writes to a pipe is cut off when it exits.
    """
    config = packages.ROOT / ".htmlvalidate.json"
    subprocess.run(
        ["node", _HTML_VALIDATE, "--formatter", f"json={report}", "--config", config, *pages],
        cwd=packages.OF_TESTS,
        capture_output=True,
        check=False,  # its status tells of complaints
    )
    return list(from_html_validate(report.read_text(encoding="utf-8")))


def from_html_validate(report: str) -> Iterator[Complaint]:
    for file in json.loads(report):
        for message in file["messages"]:
            line, rule = message["line"], message["ruleId"]
            yield file["filePath"], f"{line}行目 {rule}: {message['message']}"


def nu(addresses: Sequence[str]) -> list[Complaint]:
    """What the Nu HTML Checker says of pages and style sheets, warnings too.

    From a server: to files it does not apply a page's content security policy as browsers do.
    """
    this_machine = ["-Dnu.validator.servlet.allow-forbidden-hosts=true"]
    this_machine += ["-Dnu.validator.servlet.allowed-address-type=all"]
    check = ["java", *this_machine, "-jar", str(_VNU), "--format", "json", "--exit-zero-always"]
    check += ["--also-check-css", "--also-check-svg", "--stdout"]
    done = subprocess.run([*check, *addresses], capture_output=True, text=True, check=True)
    return list(from_nu(done.stdout))


def from_nu(report: str) -> Iterator[Complaint]:
    for message in json.loads(report)["messages"]:
        if _BEYOND_NU.search(message["message"]):
            continue
        line = f"{message['lastLine']}行目 " if "lastLine" in message else ""
        yield message.get("url", ""), f"{line}{message['message']}"
