"""The text of plan.toml, as `load` reads it back. Returns bytes and writes nothing."""

from datetime import date


def extended(plan_toml: str, last_year: int) -> bytes:
    """plan.toml with another last year, its comments and order kept."""
    import tomlkit  # only here: most commands change no settings

    document = tomlkit.parse(plan_toml)
    if "original_last_year" not in document["plan"]:
        document["plan"]["original_last_year"] = document["plan"]["last_year"].unwrap()
    document["plan"]["last_year"] = last_year
    return tomlkit.dumps(document).encode()


def updated(plan_toml: str, day: date, text: str) -> bytes:
    """plan.toml with a line more in its update history, which has the newest on top.

    The day of update becomes `day`, unless it is later. A line that is there is not added again.
    """
    import tomlkit

    document = tomlkit.parse(plan_toml)
    document["plan"]["updated"] = max(day, document["plan"]["updated"])
    if "history" not in document:
        document.add(tomlkit.nl())
        document.add("history", tomlkit.aot())
    history = document["history"]
    if not any((entry["date"], entry["text"]) == (day, text) for entry in history):
        is_inline = isinstance(history, tomlkit.items.Array)
        entry = tomlkit.inline_table() if is_inline else tomlkit.table()
        entry.update({"date": day, "text": text})
        if len(history) and not is_inline:
            entry.add(tomlkit.nl())
        history.insert(sum(other["date"] > day for other in history), entry)
    return tomlkit.dumps(document).encode()
