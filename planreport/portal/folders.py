"""The folders of the plans that a portal shows, each by the name that it has in addresses."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from planreport import paths
from planreport.place import Place, PlanError, Problem, did_you_mean


def plans(folders: Sequence[Path]) -> dict[str, Path]:
    """The plans' folders by their names, in the order in which they are given.

    A folder that is no plan's stands for the plans in it. Raises PlanError where it holds none, and
    where a name cannot be an address or belongs to two.
    """
    problems: list[Problem] = []
    found: dict[str, Path] = {}
    for given in folders:
        inside = [*_plans_in(given)]
        if not inside:
            problems.append(_none(given))
        for folder in inside:
            name, place = folder.name, Place(str(folder))
            if not paths.makes_address(name):
                message = f"フォルダの名前「{name}」は、アドレスになりません。"
                advice = "英小文字と数字と「-」だけの名前に変えてください。"
                problems.append(Problem(place, message, advice))
            elif found.setdefault(name, folder) != folder:
                message = f"同じ名前のフォルダがもう1つあります（{found[name]}）。"
                advice = "名前がアドレスになるので、どちらかを変えてください。"
                problems.append(Problem(place, message, advice))
    if problems:
        raise PlanError(problems)
    return found


def _plans_in(given: Path) -> Iterator[Path]:
    folder = given.resolve()
    if _is_plan(folder):
        yield folder
    elif folder.is_dir():
        yield from filter(_is_plan, sorted(folder.iterdir()))


def _is_plan(folder: Path) -> bool:
    return (folder / "data").is_dir()


def _none(given: Path) -> Problem:
    otherwise = (
        "data/ と content/ のある計画のフォルダか、それが入っているフォルダを指定してください。"
    )
    if given.is_dir():
        message = "計画のフォルダではなく、計画のフォルダも入っていません。"
        return Problem(Place(str(given)), message, otherwise)
    beside = [path.name for path in given.resolve().parent.glob("*/")]
    message = "フォルダがありません。"
    return Problem(Place(str(given)), message, did_you_mean(given.name, beside, otherwise))


def refuse(output: Path, plans: Mapping[str, Path]) -> None:
    """Raises PlanError for an output in a plan's folder, where its own site and its data are."""
    for folder in plans.values():
        if output.is_relative_to(folder):
            message = f"計画のフォルダ（{folder}）の中には作れません。"
            advice = "別のフォルダを指定してください。"
            raise PlanError([Problem(Place("--output"), message, advice)])
