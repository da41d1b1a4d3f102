"""Loads, checks, derives, renders and writes the current pages: a build without the open data."""

from pathlib import Path

from planreport import paths
from planreport.check import check
from planreport.load import load
from planreport.pages import render
from planreport.pages.edition import Edition, File
from planreport.report.derive import derive
from planreport.site import write

ROOT = Path(__file__).resolve().parent

if __name__ == "__main__":
    checked = check(load(ROOT))
    env = render.environment(ROOT / "templates", ROOT / ".cache" / "jinja")
    report = derive(checked.plan)
    links = {path: File("", 0) for path in paths.DOWNLOADS}
    texts = render.site(env, (Edition("", report, checked.pages, links, checked.audit),))
    files = {path: text.encode() for path, text in texts.items()}
    static = render.static(env, ROOT / "templates", checked.plan.theme)
    write.write(files | static, ROOT / "output")
