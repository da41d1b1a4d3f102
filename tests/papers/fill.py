"""How far papers fill their sheets: `python tests/papers/fill.py output/*.pdf` prints it sheet by sheet."""

import sys
import tempfile
from pathlib import Path

import pikepdf
from made import words_of

_MARGIN = 15 / 25.4 * 72  # points: above and below of what stands on a sheet


def filled(path: Path, folder: Path) -> list[float]:
    """What share of each sheet's height between its margins is used; `folder` is for what is read."""
    with pikepdf.open(path) as pdf:
        heights = [float(sheet.mediabox[3]) for sheet in pdf.pages]
    words = words_of(path, folder)
    return [
        (max(w.bottom for w in words if w.page == n and w.bottom < height - _MARGIN) - _MARGIN)
        / (height - 2 * _MARGIN)
        for n, height in enumerate(heights, 1)
    ]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:]:
            shares = filled(Path(name), Path(folder))
            mean = sum(shares) / len(shares)
            print(f"{name} {len(shares)} {mean:.0%}:", *(f"{share:.0%}" for share in shares))
