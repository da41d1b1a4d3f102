"""The texts of a new plan's folder: plan.toml with its comments, and the pages of content/."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import jinja2
import tomlkit

from planreport.plan.calendar import FiscalYear
from planreport.scaffold.answers import Answers

_HERE = Path(__file__).parent
_MARKDOWN = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]"})
# Columns for headings that many plans have; any other is numbered.
_COLUMNS = {
    "課題": "issues",
    "今後の課題": "issues",
    "今後の取組": "next_steps",
    "今後の方向性": "direction",
    "成果": "outcome",
    "予算額": "budget",
    "決算額": "settlement",
    "効果額": "saving",
    "事業費": "cost",
}


@dataclass(frozen=True)
class _Field:
    """A row of [[fields]]; a usual one has a name alone."""

    name: str
    label: str = ""
    kind: str = ""
    unit: str = ""


def plan_toml(answers: Answers, today: date) -> bytes:
    """What plan.toml says of a plan: the settings that were asked for, and the others as comments."""
    text = _environment().get_template("plan.toml.j2")
    return text.render(it=answers, fields=_fields(answers), today=today.isoformat()).encode()


def pages(answers: Answers, terms: object) -> dict[str, bytes]:
    """The files of content/ by path, in the plan's own words."""
    env = _environment()
    years = [FiscalYear(year) for year in range(answers.first, answers.last + 1)]
    values = {"it": answers, "terms": terms, "years": years}
    return {
        name.removesuffix(".j2"): env.get_template(name).render(values).encode()
        for name in env.list_templates(filter_func=lambda name: name.startswith("content/"))
    }


@cache
def _environment() -> jinja2.Environment:
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_HERE),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        comment_start_string="<#",  # as {# begins the name of a heading in Markdown
        comment_end_string="#>",
    )
    env.filters.update(
        toml=lambda value: tomlkit.item(value).as_string(),
        md=lambda text: text.translate(_MARKDOWN),
    )
    return env


def _fields(answers: Answers) -> list[_Field]:
    """What is reported of each year, each under a name of its own."""
    fields = [_Field("progress")] if answers.has_stages else []
    if answers.grade:
        fields.append(_Field("grade", answers.grade, "choice"))
    if answers.texts:
        fields.append(_Field("actions"))
    further = [(label, "text", "") for label in answers.texts[1:]]
    further += [(label, "number", unit) for label, unit in answers.numbers]
    for number, (label, kind, unit) in enumerate(further, 1):
        name = _COLUMNS.get(label, "")
        if not name or name in {field.name for field in fields}:
            name = f"{kind}_{number}"
        fields.append(_Field(name, label, kind, unit))
    return [*fields, _Field("remarks")]
