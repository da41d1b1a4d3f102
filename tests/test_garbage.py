"""The collection of garbage is put off where what is made is to stay."""

import gc

import pytest

from planreport import garbage


def test_nothing_is_collected_meanwhile_and_all_is_again_afterwards() -> None:
    with garbage.put_off():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_garbage_is_collected_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="wrong"), garbage.put_off():
        raise ValueError("wrong")
    assert gc.isenabled()
