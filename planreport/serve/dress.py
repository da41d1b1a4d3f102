"""What only the preview's pages show: warnings at the foot, problems in place of the page."""

import re
from itertools import groupby
from pathlib import Path

import jinja2

from planreport.place import Problem, visible
from planreport.serve.preview import Made

# The preview's own addresses; no file of the site begins with a dot.
OWN = ".preview/"
AFTER = "after/"  # and a version: answered when there is another

# A page that may load nothing but its own files may not ask for the next version either.
_POLICY = re.compile(
    r'(<meta http-equiv="Content-Security-Policy" content=")(?![^"]*connect-src)', re.IGNORECASE
)

# Not in templates/: this is to be readable whatever a designer does there.
_ENV = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENV.filters["visible"] = visible
_ENV.globals.update(own=f"/{OWN}", after=f"/{OWN}{AFTER}")


def page(made: Made, path: str) -> bytes:
    """A page of the site, with the preview's bar and script at its end."""
    text = _POLICY.sub(r"\1connect-src 'self'; ", made.files[path].decode())
    bar = _ENV.get_template("bar.html.j2").render(
        version=made.version,
        files=_by_file(made.problems),
        count=len(made.problems),
        left_out=made.left_out,
    )
    before, end, after = text.rpartition("</body>")
    return (before + bar + end + after if end else text + bar).encode()


def problems(version: str, problems: tuple[Problem, ...]) -> bytes:
    """The page that is shown in place of any other while there are errors."""
    errors = tuple(problem for problem in problems if not problem.is_warning)
    warnings = tuple(problem for problem in problems if problem.is_warning)
    template = _ENV.get_template("problems.html.j2")
    return template.render(
        version=version,
        count=len(errors),
        errors=_by_file(errors),
        warnings=_by_file(warnings),
        warning_count=len(warnings),
    ).encode()


def _by_file(problems: tuple[Problem, ...]) -> list[tuple[str, list[Problem]]]:
    """The problems of each file, which are in order of place."""
    return [(file, list(group)) for file, group in groupby(problems, lambda p: p.place.file)]
