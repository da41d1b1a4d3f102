"""The office's manual as a page or a paper of its own."""

import posixpath
from urllib.parse import urlsplit

import markdown
import nh3
from markdown.extensions.toc import slugify_unicode
from markupsafe import Markup

from planreport.pages.prose import SAFE_SCHEMES
from planreport.templating import Templates, fill

# The manual is the repository's own text: it has pictures, and says what is typed and what is said.
_ATTRIBUTES = {
    "*": {"id"},
    "a": {"href"},
    "img": {"src", "alt"},
    "code": {"class"},
    "ol": {"start"},
}


def manual(env: Templates, text: str, folder: str, is_paper: bool = False) -> str:
    """The office's manual, written in Markdown, as a page or as a paper.

    Its addresses are those of docs/, and `folder` is docs/ as seen from where the HTML will lie. On
    paper only addresses within it, or on the web, lead anywhere.
    """

    def moved(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "id" or value.startswith("#"):  # headings begin with a number, ids may not
            return f"{'#' * (attribute == 'href')}sec-{value.removeprefix('#')}"
        if attribute not in ("href", "src") or urlsplit(value).scheme:
            return value
        return None if is_paper and tag == "a" else posixpath.normpath(f"{folder}/{value}")

    html = markdown.markdown(
        text,
        extensions=["tables", "sane_lists", "fenced_code", "toc"],
        extension_configs={"toc": {"slugify": slugify_unicode}},
        output_format="html",
    )
    body = nh3.clean(
        html,
        attributes=_ATTRIBUTES,
        attribute_filter=moved,
        url_schemes=SAFE_SCHEMES,
        link_rel=None,
    )
    title = text.partition("\n")[0].removeprefix("# ")
    name = "manual-paper.html" if is_paper else "manual.html"
    return fill(env, name, title=title, body=Markup(body))
