"""Imported by the process from which the papers' processes are forked, before there is any work."""

import contextlib

import uharfbuzz  # noqa: F401

from planreport.papers.pdf.typeset import load_weasyprint
from planreport.place import PlanError

with contextlib.suppress(PlanError):  # without Pango: said when a paper is made
    load_weasyprint()
