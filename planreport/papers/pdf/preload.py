"""Imported by the process from which the papers' processes are forked, before there is any work."""

import contextlib

import uharfbuzz  # noqa: F401

with contextlib.suppress(OSError):  # without Pango: said when a paper is made
    import weasyprint  # noqa: F401
