"""Processes that work side by side and end with the one that started them."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from threading import Thread


def cores() -> int:
    """On how many cores processes can work, as many as Windows can wait for."""
    return min(os.cpu_count() or 1, 61)


def prepare(module: str) -> None:
    """Lets another process import what the work needs meanwhile; all are then forked from that one."""
    if _forks():
        _context().set_forkserver_preload(["__main__", module])
        forkserver.ensure_running()


def pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, _context(), initializer=_end_with_parent)


def _forks() -> bool:
    return "forkserver" in multiprocessing.get_all_start_methods()


def _context() -> BaseContext:
    return multiprocessing.get_context("forkserver" if _forks() else "spawn")


def _end_with_parent() -> None:
    """A process whose parent was killed would go on, and then wait for its next task for ever."""

    def wait() -> None:
        parent = multiprocessing.parent_process()
        assert parent  # this is not the first process
        parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()
