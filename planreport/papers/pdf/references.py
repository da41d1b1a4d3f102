"""The numbers of the sheets that a first sheet refers to.

WeasyPrint lays a sheet out again when it learns which number a reference on it has, and, since it looks
for the target of `attr(href)` in vain, a third time for each counter that might be meant. Here it is told
the target, and the number that the HTML expects (data-sheet): where this is right, once is enough.
These take the places of what has their names in WeasyPrint's class TargetCollector.
"""

from typing import Any

from weasyprint.css.targets import TargetCollector

_collect = TargetCollector.collect_missing_counters
_store = TargetCollector.store_target
_cache = TargetCollector.cache_target_page_counters


def collect_missing_counters(
    collector: Any, box: Any, token: str, again: Any, missing: Any, of_targets: Any
) -> None:
    """A reference's counter is its target's, not the one of the sheet that it stands on."""
    if None in of_targets and (target := box.element.get("href")):
        missing, of_targets = [], {target.removeprefix("#"): of_targets[None]}
    _collect(collector, box, token, again, missing, of_targets)


def store_target(collector: Any, name: str, counters: Any, box: Any) -> None:
    """The number that is expected is there before the first sheet is laid out."""
    _store(collector, name, counters, box)
    if (found := collector.target_lookup_items.get(name)) and (
        sheet := box.element.get("data-sheet")
    ):
        found.cached_page_counter_values = {"page": [int(sheet)]}


def cache_target_page_counters(collector: Any, name: str, counters: Any, *where: Any) -> None:
    """How many pages there are, which is known at the end, is no change of a target's number."""
    _cache(collector, name, {"page": counters["page"]}, *where)
