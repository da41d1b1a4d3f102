"""The templates, ready to be filled, and what every template may ask for."""

import marshal
import pickle
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from traceback import extract_tb

import jinja2
from jinja2.bccache import Bucket, bc_magic
from jinja2.runtime import Macro

from planreport import paragraphs, paths
from planreport.place import Place, PlanError, Problem
from planreport.plan.calendar import japanese_date
from planreport.plan.measures import Standing
from planreport.plan.numbers import grouped
from planreport.templating import phrases

Templates = jinja2.Environment


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Reads what was compiled at once: bit by bit, as Jinja does it, takes five times as long."""

    def load_bytecode(self, bucket: Bucket) -> None:
        head = bc_magic + pickle.dumps(bucket.checksum, 2)
        with suppress(OSError, EOFError, ValueError, TypeError):  # missing, or damaged
            content = Path(self._get_cache_filename(bucket)).read_bytes()
            if content.startswith(head):
                bucket.code = marshal.loads(content[len(head) :])


def environment(templates: Path, cache: Path) -> Templates:
    """The templates, ready to be filled. `cache` keeps them compiled between builds, and memory what
    is known of their fonts, by the place where they really are."""
    templates = templates.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_Compiled(str(cache)),
        auto_reload=False,  # or each page would ask whether its template has changed meanwhile
    )
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "indent": 1}
    env.filters.update(
        size=size,
        japanese=japanese_date,
        phrases=phrases.phrases,
        parted=phrases.parted,
        tail=phrases.tail,
        running=phrases.running,
        halves=phrases.halves,
        shortened=shortened,
        in_one_line=paragraphs.in_one_line,
        grouped=grouped,
    )
    env.globals.update(
        fonts=templates / "fonts",
        paths=paths,
        standings=tuple(Standing),
        paragraphs=paragraphs.paragraphs,
        blocks=paragraphs.blocks,
        marked=paragraphs.marked,
    )
    return env


def fonts(env: Templates) -> Path:
    """The folder of what the papers are set in."""
    folder = env.globals["fonts"]
    assert isinstance(folder, Path)
    return folder


def fill(env: Templates, name: str, **values: object) -> str:
    with _named(name):
        return env.get_template(f"{name}.j2").render(values)


def macros(env: Templates, name: str, **values: object) -> dict[str, Macro]:
    """The macros of a template by their names, to be used in many others."""
    with _named(name):
        return vars(env.get_template(f"{name}.j2").make_module(values))


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Says where in the templates something goes wrong. Raises PlanError."""
    try:
        yield
    except Exception as error:  # a template can go wrong in any way that Python can
        message = f"テンプレートに誤りがあります（{error}）。"
        advice = "テンプレートを、誤りのなかったときのものに戻してください。"
        raise PlanError([Problem(_place(name, error), message, advice)]) from error


def _place(name: str, error: Exception) -> Place:
    """Where in the templates an error lies: Jinja gives its tracebacks their file and line."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return Place(f"templates/{error.name}", error.lineno)
    frames = [f for f in extract_tb(error.__traceback__) if f.filename.endswith(".j2")]
    if not frames:
        return Place(f"templates/{name}.j2")
    return Place(f"templates/{Path(frames[-1].filename).name}", frames[-1].lineno or 0)


def shortened(text: str, most: int) -> str:
    """The text in at most so many characters, its end replaced by …; 0 leaves it as it is."""
    return f"{text[: most - 1]}…" if 0 < most < len(text) else text


def size(count: int) -> str:
    """A file's size in words, as cities write it, never rounded down to nothing."""
    if count < 1_000_000:
        return f"{-(-count // 1000)}キロバイト"
    return f"{count / 1_000_000:.1f}メガバイト"
