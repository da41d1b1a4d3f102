"""Checks the accessibility of the pages and records it: python -m audit (or: make audit).

Writes data/accessibility-audit.toml, which the site shows on a page of its own. The exit status is
1 where something was found.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path

from audit import checks, looks, record, site
from planreport.accessibility.audited import Audit
from planreport.check import check
from planreport.load import AUDIT_FILE, load
from planreport.place import PlanError


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="audit-") as name:
        folder = Path(name)
        project = site.copy(folder / "project")
        # The page of the results is audited as well, so it has to look as it will: built with a
        # record of the same pages on which nothing was found.
        output = site.build(project)
        checked = check(load(project))
        names = [page.relative_to(output).as_posix() for page in looks.chosen(output, checked)]
        digests = checks.digests(output, names)
        expected = checks.expected(digests, date.today(), checks.site_look(output))
        output = site.build(project, record.text(expected))
        audit = checks.run(output, names, checked.plan.base_url, folder, say)
    (site.ROOT / AUDIT_FILE).write_text(record.text(audit), encoding="utf-8", newline="\n")
    say(f"{AUDIT_FILE} に記録しました。")
    print("\n".join(summary(audit)))
    return 1 if audit.findings else 0


def summary(audit: Audit) -> list[str]:
    lines = []
    for one in audit.checks:
        if one.not_done:
            lines.append(f"未実施: {one.name}（{one.not_done}）")
        else:
            found = audit.found(one)
            lines.append(f"{f'問題 {found}件' if found else '問題なし'}: {one.name}（{one.tool}）")
    lines += [f"  {found.page}: {found.check}: {found.text}" for found in audit.findings]
    for page in audit.pages:
        if page.figures:
            given = vars(page.figures).values()
            lines.append(f"  {page.path}: {' '.join(map(str, given))}")
    return lines


def say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (PlanError, site.BuildFailedError) as error:
        sys.exit(str(error))
