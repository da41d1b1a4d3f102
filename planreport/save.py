"""The text of data/, as `load` reads it back. Returns bytes and writes nothing."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file: as Excel saves it, with BOM and CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def extended(plan_toml: str, last_year: int) -> bytes:
    """plan.toml with another last year, its comments and order kept."""
    import tomlkit  # only here: most commands change no settings

    document = tomlkit.parse(plan_toml)
    document["plan"]["last_year"] = last_year
    return tomlkit.dumps(document).encode()


def updated(plan_toml: str, day: date, text: str) -> bytes:
    """plan.toml with another day of update and, on top, a line of the update history."""
    import tomlkit

    document = tomlkit.parse(plan_toml)
    document["plan"]["updated"] = day
    entry = tomlkit.table()
    entry.add("date", day)
    entry.add("text", text)
    if "history" in document:
        entry.add(tomlkit.nl())
        document["history"].insert(0, entry)
    else:
        document.add(tomlkit.nl())
        document.add("history", tomlkit.aot())
        document["history"].append(entry)
    return tomlkit.dumps(document).encode()
