"""Templates are compiled once, and anew where what was compiled is not whole."""

from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import jinja2
import pytest

from planreport.templating import environment, fill


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A folder with a template that was filled before, and `cache` in it."""
    (tmp_path / "it.j2").write_text("{{ number }}つ", encoding="utf-8")
    assert filled(tmp_path) == "1つ"
    return tmp_path


def filled(templates: Path) -> str:
    return fill(environment(templates, templates / "cache"), "it", number=1)


def test_what_was_compiled_is_used(templates: Path) -> None:
    with patch.object(jinja2.Environment, "compile", side_effect=AssertionError):
        assert filled(templates) == "1つ"


def test_a_template_that_has_changed_is_compiled_anew(templates: Path) -> None:
    (templates / "it.j2").write_text("{{ number }}個", encoding="utf-8")
    assert filled(templates) == "1個"


@pytest.mark.parametrize(
    "damage",
    [lambda whole: whole[:0], lambda whole: whole[:-9], lambda whole: whole[:-90] + bytes(90)],
    ids=["emptied", "cut", "garbled"],
)
def test_what_is_not_whole_is_compiled_anew(
    templates: Path, damage: Callable[[bytes], bytes]
) -> None:
    (compiled,) = (templates / "cache").iterdir()
    whole = compiled.read_bytes()
    compiled.write_bytes(damage(whole))
    assert filled(templates) == "1つ"
    assert compiled.read_bytes() == whole
