"""Kills what changes files, before each of its changes in turn.

A killed program is played in this process: from the blow on, every further change of the file
system is refused, so that nothing is tidied up behind it.
"""

import os
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

_CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.symlink", "os.link"}
_SWAP = ("ctypes.dlsym", ("renameat2", "renamex_np"))  # which Python has no call for
_WRITES = os.O_WRONLY | os.O_RDWR

_left = -1  # changes until the blow; below 0 nobody is to be killed
_cuts_off = False
_writing = ""  # the file that was about to be written when the blow fell


class Killed(BaseException):
    """Not an Exception: nothing that the program catches."""


def blows(act: Callable[[], object]) -> Iterator[None]:
    """Lets `act` run again and again, killed before its first change, its second, and so on.

    Yields after each, for what is left to be looked at; ends when `act` came to its end. A file that
    is written is once missing and once there and cut off.
    """
    for number in count():
        if not _killed(act, number, cuts_off=False):
            assert number > 0, "nothing was changed"
            return
        was_writing = bool(_writing)
        yield
        if was_writing and _killed(act, number, cuts_off=True):
            yield


def _killed(act: Callable[[], object], number: int, cuts_off: bool) -> bool:
    global _left, _cuts_off, _writing
    _left, _cuts_off, _writing = number, cuts_off, ""
    try:
        act()
    except Killed:
        return True
    finally:
        _left = -1
    return False


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    global _left, _cuts_off, _writing
    if _left < 0 or not _is_change(event, arguments):
        return
    if _left > 0:
        _left -= 1
        return
    if event == "open":
        _writing = str(arguments[0])
        if _cuts_off:
            _left = -1
            Path(_writing).write_bytes(b"")
            _left, _cuts_off = 0, False
    raise Killed


def _is_change(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "open":
        path, _, flags = arguments
        return isinstance(path, str | Path) and isinstance(flags, int) and bool(flags & _WRITES)
    return event in _CHANGES or (event == _SWAP[0] and arguments[1] in _SWAP[1])


sys.addaudithook(_hook)
