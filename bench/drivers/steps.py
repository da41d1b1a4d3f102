"""Makes a site without PDF as a build does, and says what each step took: JSON, CPU seconds."""

import json
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import build  # noqa: F401  the imports of a command count as well
from planreport.check import check
from planreport.load import load
from planreport.pages import render
from planreport.site import compose, write


def steps(root: Path) -> Iterator[str]:
    """Makes the site and yields the name of each step when it is done."""
    yield "start, imports"
    sources = load(root)
    yield "load"
    checked = check(sources)
    yield "check"
    reports = compose.reports(checked.plan)
    yield "derive, all editions"
    current = {"": reports.pop("")}
    files = dict(compose.data(current))
    yield "open data"
    env = render.environment(root / "templates", root / ".cache" / "jinja")
    static = render.static(env, root / "templates", checked.plan.theme)
    editions = compose.editions(current, checked, files, {})
    files |= compose.pages(env, static, editions)
    yield "pages"
    earlier = dict(compose.data(reports))
    editions = compose.editions(reports, checked, earlier, {})
    files |= earlier
    files |= compose.pages(env, static, editions)
    yield "earlier editions"
    write.write(files, root / "output")
    yield "write"
    compose.papers(env, current, files)
    yield "HTML of the papers"


if __name__ == "__main__":
    took, before = {}, 0.0
    for name in steps(Path.cwd()):
        took[name] = process_time() - before
        before += took[name]
    print(json.dumps(took))
