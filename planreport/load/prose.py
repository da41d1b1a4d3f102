"""Reads a Markdown file with its front matter."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from planreport.load.characters import lines_put_right
from planreport.load.text import read_text
from planreport.place import Place, Problem

CONTENT_FOLDER = "content"


@dataclass(frozen=True)
class Prose:
    """A Markdown file: front matter, the text below it, and the line on which the text begins."""

    name: str  # path below content/, without .md
    file: str
    front_matter: Mapping[str, str]
    front_lines: Mapping[str, int]
    text: str
    text_line: int

    def at(self, key: str) -> Place:
        return Place(self.file, self.front_lines.get(key, 1), key)


def load_prose(root: Path, file: str) -> tuple[Prose | None, list[Problem]]:
    """Reads a Markdown file whose front matter is `key: value` lines between two `---` lines."""
    text, problems = read_text(root, file, {})
    if text is None:
        return None, problems
    text, told = lines_put_right(file, text)
    problems += told
    name = file.removeprefix(f"{CONTENT_FOLDER}/").removesuffix(".md")
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return Prose(name, file, {}, {}, text, 1), problems
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        message = "前書き（front matter）が閉じられていません。"
        advice = "前書きの最後に「---」だけの行を置いてください。"
        problems.append(Problem(Place(file, 1), message, advice))
        return None, problems
    values: dict[str, str] = {}
    places: dict[str, int] = {}
    for number, line in enumerate(lines[1:end], 2):
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not key and not value:
            continue
        if not colon or not key or key in values:
            wrong = (
                f"「{key}」が二度書かれています。" if key in values else "前書きの行が読めません。"
            )
            advice = "「title: 題名」の形で書いてください。"
            problems.append(Problem(Place(file, number), wrong, advice))
            continue
        values[key], places[key] = value, number
    return Prose(name, file, values, places, "\n".join(lines[end + 1 :]), end + 2), problems
