"""What a portal says of itself: portal.toml, which lies beside the folders of its plans."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from planreport.check import addresses, theme
from planreport.check.declared import KEYS, themed
from planreport.check.shape import Key, shape, sound
from planreport.load import IMAGE_ENDINGS, TomlFile, load_toml
from planreport.paragraphs import from_lines
from planreport.place import PlanError, Problem, did_you_mean, has_errors
from planreport.plan import Settings
from planreport.plan.settings import Contact, FooterLink

FILE = "portal.toml"
_TITLE = "計画の進捗"

_TEXT, _NEEDED = Key(str), Key(str, required=True, filled=True)
_KEYS = {
    "portal": Key(
        dict,
        required=True,
        keys={"title": _NEEDED, "municipality": _NEEDED}
        | dict.fromkeys(("base_url", "text", "notice"), _TEXT),
    ),
    "groups": Key(list, keys={"name": _NEEDED, "plans": Key(tuple, required=True, filled=True)}),
    "contact": KEYS["contact"],
    "footer_links": KEYS["footer_links"],
    "theme": KEYS["theme"],
}


@dataclass(frozen=True)
class Group:
    """A field of work (分野) with the names of its plans' folders."""

    name: str
    plans: tuple[str, ...]


@dataclass(frozen=True)
class Portal:
    """`settings` are what the frame of a page asks of a plan; the day of update is not known yet.
    `text` introduces the list, its paragraphs divided as in a plan's texts."""

    settings: Settings
    text: str = ""
    groups: tuple[Group, ...] = ()


def read(home: Path, plans: Collection[str]) -> tuple[Portal, list[Problem]]:
    """The portal of the plans of these names, as far as `home` has its file, and the warnings.

    Raises PlanError with all that is wrong with it.
    """
    if not (home / FILE).exists():
        return Portal(_settings(_TITLE, "")), []
    file, problems = load_toml(home, FILE)
    beside = (it for it in sorted(home.iterdir()) if it.suffix in IMAGE_ENDINGS and it.is_file())
    images = {path.name: path.read_bytes() for path in beside}
    if file:
        problems += _problems(file, plans, images)
    if file is None or has_errors(problems):
        raise PlanError(problems)
    return _portal(file, images), problems


def _problems(
    file: TomlFile, plans: Collection[str], images: Mapping[str, bytes]
) -> Iterator[Problem]:
    wrong_shape = list(shape(file, file.values, _KEYS, ()))
    yield from wrong_shape
    if wrong_shape:
        return
    yield from addresses.problems(file, "portal")
    yield from theme.problems(file, images, f"{FILE} のあるフォルダ")
    yield from _groups(file, plans)


def _groups(file: TomlFile, plans: Collection[str]) -> Iterator[Problem]:
    """A plan that a group names is there, and is in one group; a group has a name of its own."""
    seen: set[str] = set()
    headings: set[str] = set()
    for n, group in enumerate(sound(file.values, _KEYS).get("groups", ())):
        if group["name"].strip() in headings:
            message = f"分野「{group['name']}」が2つあります。"
            yield Problem(file.at("groups", n, "name"), message, "1つにまとめてください。")
        headings.add(group["name"].strip())
        for plan in group["plans"]:
            place = file.at("groups", n, "plans")
            if plan not in plans:
                known = f"計画のフォルダの名前を書いてください（{'、'.join(plans)}）。"
                message = f"計画「{plan}」のフォルダがありません。"
                yield Problem(place, message, did_you_mean(plan, plans, known))
            elif plan in seen:
                message = f"計画「{plan}」が2回書かれています。"
                yield Problem(place, message, "1つの分野だけに書いてください。")
            seen.add(plan)


def _portal(file: TomlFile, images: Mapping[str, bytes]) -> Portal:
    values = sound(file.values, _KEYS)
    said = values["portal"]
    return Portal(
        _settings(
            said["title"].strip(),
            said["municipality"].strip(),
            base_url=said.get("base_url", "").rstrip("/"),
            notice=said.get("notice", ""),
            contact=Contact(**values["contact"]) if "contact" in values else None,
            theme=themed(values.get("theme", {}), images),
            footer_links=tuple(FooterLink(**link) for link in values.get("footer_links", ())),
        ),
        from_lines(said.get("text", "")),
        tuple(Group(one["name"].strip(), one["plans"]) for one in values.get("groups", ())),
    )


def _settings(title: str, municipality: str, **more: object) -> Settings:
    """A portal has no years and no words of its own."""
    common: dict[str, Any] = {"title": title, "municipality": municipality, **more}
    return Settings(updated=date.min, years=(), statuses=(), **common)
