"""The HTML of the papers is read by a parser of XML, and so as browsers read it."""

from io import StringIO
from typing import Any
from unittest.mock import patch

import pytest
from conftest import COMPILED, ROOT, plan_of
from made import own

from planreport.papers.document import document
from planreport.report.derive import derive
from planreport.templating import environment

pytestmark = pytest.mark.pdf


def told(root: Any) -> list[tuple[object, ...]]:
    """Every element with what it holds. White space around body and main is nobody's."""
    inner = [it for it in root.iter() if it.tag not in ("html", "body", "main")]
    return [(it.tag, dict(it.attrib), it.text or "", it.tail or "") for it in inner]


@pytest.mark.parametrize(
    ("name", "file"),
    [("shipped", "overview.pdf"), ("minamo", "summary-table.pdf"), ("aomine", "summary-table.pdf")],
)
def test_both_parsers_read_the_same(name: str, file: str) -> None:
    from planreport.papers.pdf import source

    plan = plan_of(name)
    html = document(environment(ROOT / "templates", COMPILED), derive(plan), own(plan, file))
    slowly = told(source._parse(StringIO(html), namespace_html_elements=False))
    with patch.object(source, "_parse", side_effect=AssertionError("not well-formed")):
        assert told(source.parse(StringIO(html))) == slowly


def test_html_that_is_no_xml_is_read_all_the_same() -> None:
    from planreport.papers.pdf import source

    root = source.parse(StringIO("<p class=a>甲<p>乙 & 丙"), namespace_html_elements=False)
    assert [it.text for it in root.iter("p")] == ["甲", "乙 & 丙"]
