"""One command runs at a time, where the disk can tell."""

import errno
import fcntl
import os
from pathlib import Path

import pytest

from planreport.site.alone import alone


@pytest.mark.parametrize("answer", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS])
@pytest.mark.parametrize("left_over", ["", "4711\nanother-machine\n"])
def test_a_disk_without_locks_is_told_of_and_nobody_waits(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: int,
    left_over: str,
) -> None:
    """Whatever a killed command has left there, and again and again."""

    def refuse(*_: object) -> None:
        raise OSError(answer, os.strerror(answer))

    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "build.lock").write_text(left_over)
    monkeypatch.setattr(fcntl, "flock", refuse)
    for _ in range(2):
        with alone(tmp_path):
            pass
        assert capsys.readouterr().err == (
            "この場所では、ほかの命令が動いているかどうかが分かりません。\n"
            "    → 同じフォルダで、2つの命令を同時に動かさないでください。\n"
        )


def test_a_lock_that_fails_otherwise_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)), alone(tmp_path):
        pass
