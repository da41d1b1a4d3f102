"""Every case of broken.toml, made as real files, gives exactly the messages that stand beside it.

`pytest tests/check/test_broken.py --update-golden` writes the messages anew: read the diff.
"""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Golden
from judged import problems

FILE = Path(__file__).with_name("broken.toml")
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_broken_plan_gives_these_messages(
    case: dict[str, Any], project: Callable[[str], Path], golden: Golden
) -> None:
    root = project(case.get("plan", "minamo"))
    for edit in case["edits"]:
        change(root, edit)
    golden(FILE, case, "".join(f"{problem}\n" for problem in problems(root)))


def test_no_two_cases_have_the_same_name() -> None:
    names = [case["name"] for case in CASES]
    assert sorted(set(names)) == sorted(names)


def change(root: Path, edit: dict[str, Any]) -> None:
    """Does one edit of a case. Its `file` may be a pattern, then the edit is done in every match."""
    match edit:
        case {"file": file, "write": text}:
            path = root / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode(edit.get("encoding", "utf-8")))
        case {"file": file, "write_hex": digits}:
            (root / file).write_bytes(bytes.fromhex(digits))
        case {"file": file, "make_folder": True}:
            (root / file).mkdir(parents=True)
        case {"file": file, "encode": encoding}:
            path = root / file
            path.write_bytes(text_of(path).encode(encoding))
        case {"file": file, "cut_bytes": count}:
            path = root / file
            path.write_bytes(path.read_bytes()[:-count])
        case {"file": file, "line_ends": line_end}:
            path = root / file
            path.write_bytes(text_of(path).replace("\n", line_end).encode())
        case {"file": file, "replace": old, "with": new}:
            edited = [path for path in matches(root, file) if old in text_of(path)]
            assert edited, f"nothing to replace: {old!r} is not in {file}"
            for path in edited:
                path.write_bytes(text_of(path).replace(old, new * edit.get("times", 1)).encode())
        case {"file": file, "append": line}:
            path = root / file
            path.write_bytes(f"{text_of(path)}{line}\n".encode())
        case {"file": file, "delete_line": start}:
            path = root / file
            lines = text_of(path).splitlines(keepends=True)
            kept = [line for line in lines if not line.startswith(start)]
            assert len(kept) < len(lines), f"no line begins with {start!r} in {file}"
            path.write_bytes("".join(kept).encode())
        case {"file": file, "delete": True}:
            (root / file).unlink()
        case {"file": file, "rename": name}:
            (root / file).rename((root / file).with_name(name))
        case {"file": file, "copy": name}:
            (root / file).with_name(name).write_bytes((root / file).read_bytes())
        case _:
            pytest.fail(f"unknown edit: {edit}")


def matches(root: Path, pattern: str) -> Iterator[Path]:
    return (path for path in sorted(root.glob(pattern)) if path.is_file())


def text_of(path: Path) -> str:
    return path.read_bytes().decode()
