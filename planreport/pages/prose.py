"""The Markdown of content/ becomes HTML that cannot run anything."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

import markdown
import nh3
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markupsafe import Markup, escape

from planreport.place import Place, PlanError, Problem
from planreport.plan.settings import Page

SAFE_SCHEMES = {"http", "https", "mailto", "tel"}
_SAFE_TAGS = nh3.ALLOWED_TAGS - {"img"}
_SAFE_ATTRIBUTES = {"*": {"id"}, "a": {"href", "title"}, "th": {"scope"}, "ol": {"start"}}

_JAPANESE = r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]"
# What names the tables below it, and the tables that hold no other.
_HEADING_OR_TABLE = re.compile(
    r"<h[1-6]\b.*?</h[1-6]>|<table\b(?P<table>(?:(?!<table\b).)*?</table>)", re.DOTALL
)
# A cell of one word: browsers know where phrases end, but tear what is wider than its column anywhere.
_WORD = re.compile(r"<(t[dh]\b[^>]*)>(?=[^<]{2,5}</)")
_CAPTION = re.compile(r"<caption\b.*?</caption>", re.DOTALL)
# A browser shows a space for it, also between letters that have none.
_WRAPPED = re.compile(rf"<pre\b.*?</pre>|(?<={_JAPANESE})\n(?={_JAPANESE})", re.DOTALL)


def html(page: Page, leads: Callable[[str], str]) -> Markup:
    """The text's HTML; `leads` says where a link of it leads in the edition that shows it."""

    def attribute(_: str, name: str, value: str) -> str:
        """What HTML asks of an attribute that Markdown takes as it is written."""
        match name:
            case "start":
                return unicodedata.normalize("NFKC", value)
            case "href":
                return leads(value.strip().replace(" ", "%20"))
            case _:
                return value

    try:
        made = _converted(page.markdown)
    except RecursionError as error:
        place = Place(f"content/{page.name}.md")
        message = "箇条書きや引用が深く重なりすぎています。"
        raise PlanError([Problem(place, message, "浅くしてください。")]) from error
    joined = _WRAPPED.sub(lambda found: found[0].strip("\n"), made)
    clean = nh3.clean(
        joined,
        tags=_SAFE_TAGS,
        attributes=_SAFE_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes=SAFE_SCHEMES,
        link_rel=None,
    )
    whole = _WORD.sub(r'<\1 class="nobreak">', clean)
    return Markup(_with_named_tables(whole, page.title))


@lru_cache(100)  # every edition shows the same texts
def _converted(text: str) -> str:
    """The HTML of Markdown, with all that somebody may have written into it."""
    return markdown.markdown(
        text,
        # Given by name, they would be looked for among all packages that are installed.
        extensions=[
            TableExtension(),
            DefListExtension(),
            AttrListExtension(),
            SaneListExtension(),
        ],
        output_format="html",
    )


def _with_named_tables(clean: str, title: str) -> str:
    """The tables, whose words stay whole however narrow the window: each is scrolled by itself, and is
    called by its caption or the heading above it."""
    above, seen = title, Counter[str]()

    def named(found: re.Match[str]) -> str:
        nonlocal above
        if not found["table"]:
            above = Markup(found[0]).striptags()
            return found[0]
        caption = _CAPTION.search(found["table"])
        name = Markup(caption[0]).striptags() if caption else f"「{above}」の表"
        seen[name] += 1
        label = escape(name if seen[name] == 1 else f"{name}{seen[name]}")
        return (
            f'<div role="group" class="scroll" aria-label="{label}" tabindex="0">'
            f'<table aria-label="{label}"{found["table"]}</div>'
        )

    return _HEADING_OR_TABLE.sub(named, clean)
