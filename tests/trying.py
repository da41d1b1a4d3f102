"""How often a test tries what nobody thought of: few and always the same, or with `make fuzz` many."""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings

FUZZED = os.environ.get("FUZZ", "")  # the plan that is tried out thoroughly
_TIMES = 3


def some_examples(count: int) -> Callable[[Any], Any]:
    """The same on every run, so that a test fails for the change that broke it; new ones if fuzzed."""
    return settings(
        max_examples=count * (_TIMES if FUZZED else 1),
        deadline=None,
        derandomize=not FUZZED,
        print_blob=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
    )
