"""What a build says at its end."""

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Site

from planreport.pages.edition import Edition, links
from planreport.place import Place, Problem
from planreport.site.closing import closing


def test_it_counts_the_current_pages_and_says_where_things_lie(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    counts = {paper.file: 3 for paper in site.report.plan.papers}
    counts |= {f"editions/2000/{path}": 4 for path in counts}
    current, earlier = (
        Edition(
            folder,
            site.report,
            site.checked.pages,
            links(dict.fromkeys(counts, 0), counts, folder),
        )
        for folder in ("", "editions/2000/")
    )
    places = {"開くには": tmp_path / "output" / "index.html", "ほか": Path("/elsewhere")}
    checked = replace(site.checked, warnings=(), collection=None)
    assert closing((current, earlier), checked, 99, 1.25, places).splitlines() == [
        "できました（1.2秒）。",
        f"  ページ {len({*site.pages, *site.measure_pages})}、PDF {3 * len(site.report.plan.papers)}ページ、これまでの年度の版 1、ファイル 99",
        "  開くには: output/index.html",
        "  ほか: /elsewhere",
    ]


def test_it_tells_of_warnings(site: Site) -> None:
    checked = replace(site.checked, warnings=(Problem(Place("a"), "b", is_warning=True),))
    said = closing((Edition("", site.report, (), {}),), checked, 1, 1.0, {})
    assert said.endswith("\n  注意 1件（「build.py check」で見られます）")
