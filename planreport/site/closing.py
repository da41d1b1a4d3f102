"""What a build says at its end: how much was made, and where it lies."""

from collections.abc import Mapping
from pathlib import Path

from planreport.check import Checked
from planreport.pages.edition import Edition
from planreport.site.compose import left_out


def closing(
    editions: tuple[Edition, ...],
    checked: Checked,
    files: int,
    seconds: float,
    places: Mapping[str, Path],
    outdated: str = "",
) -> str:
    """`places` are what was made, in words, and where; `outdated` what the audit missed."""
    current = editions[0]
    lines = [
        f"できました（{seconds:.1f}秒）。",
        f"  ページ {len(current.pages)}、"
        f"PDF {sum(current.files[paper.file].pages for paper in current.papers)}ページ、"
        f"これまでの年度の版 {len(editions) - 1}、ファイル {files}",
        *(f"  {words}: {_near(path)}" for words, path in places.items()),
    ]
    if unready := left_out(checked):
        lines.append(f"  {unready}")
    if outdated:
        lines.append(f"  {outdated}")
    if checked.warnings:
        lines.append(f"  注意 {len(checked.warnings)}件（「build.py check」で見られます）")
    return "\n".join(lines)


def _near(path: Path) -> Path:
    """The path as seen from here, where it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
