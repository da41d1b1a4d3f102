"""The documents' links lead to files and headings, and what they say to type is a command."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import typed
from conftest import ROOT
from markdown.extensions.toc import slugify_unicode

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.ja.md"))]


def prose(document: Path) -> str:
    """The document without what is typed or said."""
    return re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)


def headings(document: Path) -> set[str]:
    """The addresses of a document's headings, as it is shown where the repository is kept."""
    return {
        slugify_unicode(words, "-") for words in re.findall(r"^#+ (.+)$", prose(document), re.M)
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    dead = []
    for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", prose(document))):
        address = urlsplit(unquote(link))
        if not address.scheme:
            target = document.parent / address.path if address.path else document
            if not target.exists() or (
                address.fragment and address.fragment not in headings(target)
            ):
                dead.append(link)
    assert dead == []


@pytest.mark.parametrize("document", GUIDES, ids=lambda document: document.name)
def test_every_command_that_is_told_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert "build.py " in text
    assert typed.unknown(text) == []
