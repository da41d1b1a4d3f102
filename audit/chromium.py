"""Finds the system's Chromium and opens it.

It sees the project's own fonts only, so that a page looks the same on every machine, and a letter
that they lack is seen to be missing.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserType, sync_playwright

_FONTS = Path(__file__).resolve().parent.parent / "templates" / "fonts" / "fonts.conf"
OWN_FONTS = {"FONTCONFIG_FILE": str(_FONTS)}  # in the environment that Chromium is started with

# In the same order as in setup/system-packages.sh. The shell is Chromium without its own windows,
# which take three times as long as a page of ours.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
_MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

_PATIENCE = 300_000  # milliseconds: then it hangs, however busy the machine is


def executable() -> str:
    found = [shutil.which(name) for name in NAMES] + [app for app in _MAC if Path(app).exists()]
    return next(path for path in found if path)


@contextmanager
def open_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        yield browser
        browser.close()


def launch(chromium: BrowserType, text: int = 100, more: Sequence[str] = ()) -> Browser:
    """`text` is the size, in percent, that somebody has chosen for text in the settings; `more` are
    further arguments for Chromium."""
    browser = chromium.launch(
        executable_path=executable(),
        timeout=_PATIENCE,
        env={**os.environ, **OWN_FONTS},
        args=[
            "--no-sandbox",
            "--disable-background-networking",
            "--disable-component-update",
            f"--blink-settings=defaultFontSize={16 * text // 100}",
            *more,
        ],
    )
    browser.on("context", lambda context: context.set_default_timeout(_PATIENCE))
    return browser
