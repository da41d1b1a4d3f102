"""How often a test tries what nobody thought of: few and always the same, or with `make fuzz` many."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, settings, strategies as st

FUZZED = os.environ.get("FUZZ", "")  # the plan that is tried out thoroughly
_TIMES = 3
_LONGEST = 30.0  # seconds; what takes longest takes less than one

# What somebody may type: words that nothing else has, and behind them anything that fits in a cell.
TYPED = st.builds(
    "しるし{}{}".format,
    st.integers(100, 999),
    st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=12),
)
MARK = slice(0, 6)  # of what was typed


# The same examples on every run, so that a test fails for the change that broke it; new ones if fuzzed.
# How busy the machine is does not matter.
EXAMPLES = "tests"
settings.register_profile(EXAMPLES, deadline=None, derandomize=not FUZZED, database=None)


def some_examples(count: int) -> Callable[[Any], Any]:
    return settings(
        max_examples=count * (_TIMES if FUZZED else 1),
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
    )


@contextmanager
def in_bounded_time(longest: float = _LONGEST) -> Iterator[None]:
    """Fails where what is inside does not come to an end, by the time that this process computes:
    how busy the machine is does not matter."""

    def fail(*_: object) -> None:
        pytest.fail(f"not done after computing for {longest} seconds")

    before = signal.signal(signal.SIGPROF, fail)
    signal.setitimer(signal.ITIMER_PROF, longest)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
