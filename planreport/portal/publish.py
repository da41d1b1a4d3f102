"""Several plans on one site. One that has an error stays there as it was published last."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from planreport import files, paths, program
from planreport.pages import render
from planreport.place import PlanError, Problem
from planreport.plan.calendar import japanese_date
from planreport.portal import entry, folders, page, settings, together
from planreport.portal.entry import Entry
from planreport.portal.make import Made
from planreport.site import write

_OUTPUT = "output"


@dataclass(frozen=True)
class Published:
    """What is wrong with any plan, what is to be said at the end, and whether every plan is new."""

    problems: tuple[Problem, ...]
    said: str
    is_whole: bool


def publish(given: Sequence[Path], output: Path | None, has_papers: bool) -> Published:
    """Makes one site of the plans in the `given` folders; without an `output` it lies beside them.

    Raises PlanError, with nothing written, where what they have in common is wrong, or where no plan
    is left to show.
    """
    began = time.perf_counter()
    plans = folders.plans(given)
    home = next(iter(plans.values())).parent
    portal, warnings = settings.read(home, plans)
    asked = output or home / _OUTPUT
    output = write.place(asked)
    folders.refuse(output, plans)
    noted: together.Noted = {}
    with ExitStack() as locks:
        ours = together.lock(plans, locks, noted)
        write.prepare(output)
        made = together.make_all(ours, portal.settings.base_url, has_papers, noted)
        problems = list(together.problems(noted))
        sites = {
            name: site
            for name in sorted(plans)
            if (site := made[name].files if name in made else _last(output, name))
        }
        if not sites:
            raise PlanError(problems)
        entries = {name: entry.read(site[entry.FILE]) for name, site in sites.items()}
        templates = Path(program.templates(home))
        with TemporaryDirectory() as cache:
            env = render.environment(templates, Path(cache))
            contents = page.files(env, templates, portal, entries)
        for name, site in sites.items():
            contents |= {f"{name}/{path}": content for path, content in site.items()}
        gone = _tops(files.written(output)) - _tops(contents) - plans.keys()
        count = write.write(contents, output)
    pages = sum(path.endswith(".html") for path in contents)
    lines = [
        f"できました（{time.perf_counter() - began:.1f}秒）。",
        f"  計画 {len(sites)}、ページ {pages}、ファイル {count}",
        f"  開くには: {asked / paths.HOME}",
        *_told(plans, made, entries),
        *(f"  {name}: 指定のフォルダにないので、除きました" for name in sorted(gone)),
    ]
    is_whole = made.keys() == plans.keys()
    return Published((*warnings, *problems), "\n".join(lines), is_whole)


def _tops(files: Iterable[str]) -> set[str]:
    """The folders at the top of a site that has these files."""
    return {path.partition("/")[0] for path in files if "/" in path}


def _last(output: Path, name: str) -> dict[str, bytes]:
    """What `output` holds of a plan from before; nothing where that is not whole."""
    ours = (path for path in files.written(output) if path.startswith(f"{name}/"))
    try:
        found = {path.partition("/")[2]: (output / path).read_bytes() for path in sorted(ours)}
        entry.read(found[entry.FILE])
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return found


def _told(
    plans: Iterable[str], made: Mapping[str, Made], entries: Mapping[str, Entry]
) -> Iterator[str]:
    """What is to be known of the plans that are not wholly new."""
    for name in plans:
        if name not in entries:
            yield f"  {name}: 誤りがあるので、載せていません"
        elif name not in made:
            day = japanese_date(entries[name].updated)
            yield f"  {name}: 誤りがあるので、前に作ったもの（{day}更新）のままです"
        elif made[name].left_out:
            yield f"  {name}: {made[name].left_out}"
    if warnings := sum(one.warnings for one in made.values()):
        yield f"  注意 {warnings}件（「build.py check --plan 計画のフォルダ」で見られます）"
