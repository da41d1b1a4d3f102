"""The Markdown of content/ becomes HTML that cannot run anything."""

import markdown
import nh3
from markupsafe import Markup

from planreport.place import Place, PlanError, Problem
from planreport.plan.settings import Page

SAFE_SCHEMES = {"http", "https", "mailto", "tel"}
_SAFE_TAGS = nh3.ALLOWED_TAGS - {"img"}
_SAFE_ATTRIBUTES = {"*": {"id"}, "a": {"href", "title"}, "th": {"scope"}, "ol": {"start"}}


def html(page: Page) -> Markup:
    try:
        made = markdown.markdown(
            page.markdown,
            extensions=["tables", "def_list", "attr_list", "sane_lists"],
            output_format="html",
        )
    except RecursionError as error:
        place = Place(f"content/{page.name}.md")
        message = "箇条書きや引用が深く重なりすぎています。"
        raise PlanError([Problem(place, message, "浅くしてください。")]) from error
    return Markup(
        nh3.clean(
            made,
            tags=_SAFE_TAGS,
            attributes=_SAFE_ATTRIBUTES,
            url_schemes=SAFE_SCHEMES,
            link_rel=None,
        )
    )
