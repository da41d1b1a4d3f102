"""What a case of a TOML file expects, written anew."""

import re
import tomllib
from pathlib import Path


def record(file: Path, name: str, printed: str) -> None:
    """Puts what was printed in place of what the case expected; the rest of the file stays."""
    chunks = re.split(r"^(?=\[\[case\]\]$)", file.read_text(encoding="utf-8"), flags=re.M)
    for n, chunk in enumerate(chunks):
        if chunk.startswith("[[case]]") and tomllib.loads(chunk)["case"][0]["name"] == name:
            old = re.search(r"^expect = ('''.*?'''|\"\"\".*?\"\"\"|'')$", chunk, re.M | re.S)
            assert old, f"no line `expect = ''` in the case {name!r}"
            chunks[n] = f"{chunk[: old.start()]}expect = {quoted(printed)}{chunk[old.end() :]}"
    file.write_text("".join(chunks), encoding="utf-8", newline="\n")


def quoted(text: str) -> str:
    """A TOML string of several lines: as it is to be read, or with escapes where it must be."""
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]|'''", text):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        text = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", lambda c: f"\\u{ord(c[0]):04X}", escaped)
        return f'"""\n{text}"""'
    return f"'''\n{text}'''"
