"""A workbook of the time before 2007 says the same as one of today."""

from pathlib import Path

import pytest
from conftest import ROOT, call
from laid_out import emptied
from libreoffice import as_xls
from test_shipped import summary_table


@pytest.mark.office
def test_an_xls_gives_the_shipped_data_as_well(tmp_path: Path) -> None:
    old = as_xls(summary_table(tmp_path / "総括表.xlsx"))
    project = emptied("shipped", tmp_path / "shipped")
    done = call(project, "import", str(old))
    assert done.returncode == 0, done.stderr
    for name in ("goals.csv", "measures.csv", "schedule.csv", "progress/2014.csv"):
        assert (project / "data" / name).read_bytes() == (ROOT / "data" / name).read_bytes(), name
