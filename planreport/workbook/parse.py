"""Goes through the XML of a workbook's part, and follows what it refers to."""

import posixpath
from collections.abc import Callable, Mapping
from xml.parsers import expat

MAX_TAGS = 1_000_000  # of a part; three or four a cell
_DEEPEST = 100
_LONGEST_TAG = 128 * 1024  # bytes

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

    Nor is anything XML for which a parser needs much memory: whoever reads it next has no such
    bounds. Namespaces are none of our business, since python-calamine knows them by name alone.
    Always UTF-8, whatever the XML says of itself: so python-calamine reads it.
    """
    parser = expat.ParserCreate("utf-8")
    depth = tags = 0

    def refuse(*_: object) -> None:
        raise NotAWorkbookError

    def begin(name: str, attributes: Attributes) -> None:
        nonlocal depth, tags
        depth, tags = depth + 1, tags + 1
        if depth > _DEEPEST or tags > MAX_TAGS:
            raise NotAWorkbookError
        start(_local(name), {_local(key): value for key, value in attributes.items()})

    def finish(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(_local(name))

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    if characters:
        parser.CharacterDataHandler = characters
    try:
        for fed in range(0, len(part), _LONGEST_TAG):
            parser.Parse(part[fed : fed + _LONGEST_TAG])
            # What is neither begun nor finished yet is one tag or comment, and kept in memory.
            if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                raise NotAWorkbookError
        parser.Parse(b"", True)
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
    return name.rpartition(":")[2]
