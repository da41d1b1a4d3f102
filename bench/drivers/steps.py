"""Makes a site without PDF as a build does, every edition anew, and says what each step took: JSON, CPU seconds."""

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
    yield "derive"
    files = dict(compose.data(reports))
    yield "open data"
    templates, cache = root / "templates", root / ".cache"
    env = render.environment(templates, cache / "jinja")
    static = render.static(env, templates, checked.plan.theme)
    files |= compose.pictures(env, static, reports, cache / "pictures")
    yield "pictures"
    editions = compose.editions(reports, checked, files, {})
    files |= compose.pages(env, static, editions)
    yield "pages"
    write.write(files, root / "output")
    yield "write"
    compose.papers(env, {"": reports[""]}, files)
    yield "HTML of the papers"


if __name__ == "__main__":
    took, before = {}, 0.0
    for name in steps(Path.cwd()):
        took[name] = process_time() - before
        before += took[name]
    print(json.dumps(took))
