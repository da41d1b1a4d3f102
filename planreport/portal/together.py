"""Plans that are made side by side: what is wrong with one is noted, and the others go on."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from planreport import processes
from planreport.place import Place, PlanError, Problem
from planreport.portal.make import Made, make
from planreport.site.alone import alone

Noted = dict[Problem, list[str]]  # what is wrong, and the names of the plans of which that is so


def lock(plans: Mapping[str, Path], locks: ExitStack, noted: Noted) -> dict[str, Path]:
    """Keeps other commands away from the plans as long as `locks` last; returns those of which it can.

    It is always done in one order, or two portals could wait for each other.
    """
    ours = {}
    for root, name in sorted((root, name) for name, root in plans.items()):
        with _noting(name, noted):
            locks.enter_context(alone(root))
            ours[name] = root
    return ours


def make_all(
    plans: Mapping[str, Path], base_url: str, has_papers: bool, noted: Noted
) -> dict[str, Made]:
    """The plans' sites by name, each made in a process of its own, as many at once as there are cores."""
    if not plans:
        return {}
    processes.prepare("planreport.portal.make")
    workers = min(len(plans), processes.cores())
    side_by_side = processes.cores() // workers if has_papers else 0
    made = {}
    with processes.pool(workers) as pool:
        tasks = {
            name: pool.submit(make, root, f"{base_url}/{name}" if base_url else "", side_by_side)
            for name, root in plans.items()
        }
        for name, task in tasks.items():
            with _noting(name, noted):
                made[name] = task.result()
    return made


def problems(noted: Noted) -> Iterator[Problem]:
    """Each behind the names of the plans: what all have, such as that nothing makes a PDF, is one."""
    for problem, names in noted.items():
        file = f"{'、'.join(names)}: {problem.place.file}"
        yield replace(problem, place=replace(problem.place, file=file))


@contextmanager
def _noting(name: str, noted: Noted) -> Iterator[None]:
    try:
        yield
    except PlanError as error:
        found = error.problems
    except OSError as error:
        message = f"読み書きができません（{error.strerror}）。"
        advice = "場所と権限、ディスクの空きを確かめてください。"
        found = (Problem(Place(str(error.filename or "")), message, advice),)
    else:
        return
    for problem in found:
        noted.setdefault(problem, []).append(name)
