"""Goes through the XML of a workbook's part, and follows what it refers to."""

import posixpath
from collections.abc import Callable, Mapping
from xml.parsers import expat

Attributes = dict[str, str]


class NotAWorkbookError(ValueError):
    """The XML is not such as Excel writes."""


def parse(
    part: bytes,
    start: Callable[[str, Attributes], object],
    characters: Callable[[str], object] | None = None,
    end: Callable[[str], object] | None = None,
) -> None:
    """Calls back with local names. Raises NotAWorkbookError for what is no XML, or declares entities.

    Always UTF-8, whatever the XML says of itself: so python-calamine reads it.
    """
    parser = expat.ParserCreate("utf-8", "}")

    def refuse(*_: object) -> None:
        raise NotAWorkbookError

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(
        _local(name), {_local(key): value for key, value in attributes.items()}
    )
    if characters:
        parser.CharacterDataHandler = characters
    if end:
        parser.EndElementHandler = lambda name: end(_local(name))
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError) as error:
        raise NotAWorkbookError from error


def targets(parts: Mapping[str, bytes], path: str) -> dict[str, str]:
    """The paths of the parts that a part refers to, in small letters, by the name of the reference."""
    folder, name = posixpath.split(path)
    found: dict[str, str] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = posixpath.join("/", folder, attributes.get("Target", ""))
            found[attributes.get("Id", "")] = posixpath.normpath(target).lstrip("/").lower()

    if references := parts.get(f"{folder}/_rels/{name}.rels"):
        parse(references, start)
    return found


def _local(name: str) -> str:
    return name.rpartition("}")[2]
