"""Makes docs/overview.png, the picture in README.md: the top of the built site's first page.

python docs/picture.py    (or: make picture)

Builds the site into a temporary folder, so that the picture shows what is in data/ now and output/
is left alone.
"""

import io
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from audit.chromium import open_browser

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "overview.png"
WIDTH, HEIGHT = 1280, 1250  # CSS pixels, one picture pixel each
COLOURS = 32  # a page of text and flat bars has few; the rest is the smoothing of letters
MOST_BYTES = 120_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        build = [sys.executable, str(ROOT / "build.py"), "site", "--output", str(site)]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
        picture = shrink(photograph(site / "index.html"))
    if len(picture) > MOST_BYTES:
        sys.exit(f"The picture has {len(picture)} bytes, more than {MOST_BYTES}: lower COLOURS.")
    PICTURE.write_bytes(picture)
    print(f"{PICTURE.relative_to(ROOT)}: {len(picture)} bytes")


def photograph(page_file: Path) -> bytes:
    """The top of a page as a PNG."""
    with open_browser() as chromium:
        page = chromium.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1, color_scheme="light"
        )
        page.goto(page_file.as_uri())
        return page.screenshot()


def shrink(png: bytes) -> bytes:
    """The same picture in few colours."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    packed = io.BytesIO()
    few.save(packed, "PNG", optimize=True)
    return packed.getvalue()


if __name__ == "__main__":
    main()
