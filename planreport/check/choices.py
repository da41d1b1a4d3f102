"""Lists of words as plan.toml declares them: stages, grades, and the grades of indicators."""

from decimal import Decimal
from typing import Any

from planreport.plan.fields import Choice
from planreport.plan.indicators import Band


def choices(entries: list[dict[str, Any]], are_stages: bool = False) -> tuple[Choice, ...]:
    """The words of a list, or none where one has no label of its own.

    A stage that comes later is further on. Which end of another list is the better one, its good
    words say, which stand at one end.
    """
    labels = [entry["label"].strip() for entry in entries]
    if len(set(labels) - {""}) != len(labels):
        return ()
    initials = {label[0] for label in labels}
    upward = [label for label, it in zip(labels, entries, strict=True) if not it.get("outside")]
    good = {label for label, it in zip(labels, entries, strict=True) if it.get("good")}
    first, last = (upward[0] in good, upward[-1] in good) if upward else (False, False)
    if first and not last and not are_stages:
        upward.reverse()
    has_order = are_stages or first != last
    return tuple(
        Choice(
            order,
            label,
            entry.get("meaning", "").strip(),
            "" if (reading := entry.get("reading", "").strip()) == label else reading,
            entry.get("as_planned", False),
            is_good=label in good,
            is_outside=label not in upward,
            level=upward.index(label) + 1 if has_order and label in upward else 0,
            symbol=label[0] if len(initials) == len(labels) else str(order),
            look=_look(upward, label),
        )
        for order, (label, entry) in enumerate(zip(labels, entries, strict=True), 1)
    )


def bands(entries: list[dict[str, Any]]) -> tuple[Band, ...]:
    """The grades of indicators, the best first, with the rates that they stand for.

    Of two of one name the first: without any, a rule would not know the columns of values/.
    """
    named = {entry["label"].strip(): entry for entry in reversed(entries)}
    kept = [named[label] for label in dict.fromkeys(it["label"].strip() for it in entries) if label]
    return tuple(  # in TOML, 100 is an integer
        Band(grade, Decimal(it["from"]) if "from" in it else None, it.get("from_baseline", False))
        for grade, it in zip(choices(kept), kept, strict=True)
    )


def _look(upward: list[str], label: str) -> str:
    """How dark a word is drawn, from 1 to 5: the further on or the better, the darker."""
    if label not in upward:
        return "outside"
    steps = len(upward) - 1
    return f"tone-{1 + round(4 * upward.index(label) / steps) if steps else 5}"
