"""What a build says at its end."""

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Site

from planreport.pages.edition import Edition, File
from planreport.place import Place, Problem
from planreport.site.closing import closing

FILES = {"a.pdf": File("PDF", 1, 3), "b.pdf": File("PDF", 1, 4), "c.csv": File("CSV", 1)}


def test_it_counts_the_current_pages_and_says_where_things_lie(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    current = Edition("", site.report, site.checked.pages, FILES)
    earlier = Edition("editions/2000/", site.report, site.checked.pages, FILES)
    places = {"開くには": tmp_path / "output" / "index.html", "ほか": Path("/elsewhere")}
    checked = replace(site.checked, warnings=(), collection=None)
    assert closing((current, earlier), checked, 99, 1.25, places).splitlines() == [
        "できました（1.2秒）。",
        f"  ページ {len(site.pages)}、PDF 7ページ、これまでの年度の版 1、ファイル 99",
        "  開くには: output/index.html",
        "  ほか: /elsewhere",
    ]


def test_it_tells_of_warnings(site: Site) -> None:
    checked = replace(site.checked, warnings=(Problem(Place("a"), "b", is_warning=True),))
    said = closing((Edition("", site.report, (), {}),), checked, 1, 1.0, {})
    assert said.endswith("\n  注意 1件（「build.py check」で見られます）")
