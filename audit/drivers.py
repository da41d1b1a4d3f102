"""Firefox and WebKitGTK, asked in the commands of WebDriver, which both of them bring along.

https://www.w3.org/TR/webdriver2/ over HTTP for WebKitGTK; Firefox has the same commands behind
Marionette: https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
Both see the project's own fonts only, as Chromium does.
"""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from audit.chromium import OWN_FONTS

_T = TypeVar("_T")
# Answers a command of WebDriver with these parameters.
Ask = Callable[[str, dict[str, Any]], Any]
Start = Callable[[Path], AbstractContextManager[tuple[str, Ask]]]

_FIREFOX = ("firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
_START = 60  # seconds that a browser may take to start, and to answer

# Where WebKitGTK takes the commands that Marionette knows by name.
_ENDPOINTS = {
    "Navigate": "url",
    "SwitchToFrame": "frame",
    "ExecuteScript": "execute/sync",
    "FindElement": "element",
    "ElementSendKeys": "element/{id}/value",
}


class DriverError(Exception):
    """What a browser said instead of doing what it was asked."""


class MissingError(Exception):
    """The browser, or what it needs, is not at hand."""


def _found(*names: str) -> str:
    for name in names:
        if program := shutil.which(name):
            return program
    raise MissingError


@contextmanager
def firefox(scratch: Path) -> Iterator[tuple[str, Ask]]:
    """Its name with its version, and what answers. Its settings are kept in `scratch`.

    Raises MissingError where there is none.
    """
    program = _found(*_FIREFOX)
    folder = scratch / "firefox"
    folder.mkdir()
    # A port that is free, and scroll bars as on a phone, which take no room.
    settings = {"marionette.port": 0, "ui.useOverlayScrollbars": 1}
    lines = (f'user_pref("{name}", {value});\n' for name, value in settings.items())
    (folder / "user.js").write_text("".join(lines))
    own = ["--headless", "--no-remote", "--profile", str(folder), "--marionette"]
    # Its sandbox would keep the fonts from what draws a page.
    with _started([program, *own], MOZ_DISABLE_CONTENT_SANDBOX="1"):
        port = _awaited(lambda: int((folder / "MarionetteActivePort").read_text()))
        with socket.create_connection(("127.0.0.1", port), timeout=_START) as connection:
            ask = marionette(connection)
            session = ask("NewSession", {"capabilities": {}})
            yield f"Firefox {session['capabilities']['browserVersion']}", ask


def marionette(connection: socket.socket) -> Ask:
    """Messages are JSON behind their length: "29:[0,1,"WebDriver:Back",{}]"."""
    stream = connection.makefile("rb")

    def receive() -> Any:
        digits = b""
        while (byte := stream.read(1)) != b":":
            if not byte:
                raise DriverError("Firefox ended")
            digits += byte
        return json.loads(stream.read(int(digits)))

    def ask(command: str, parameters: dict[str, Any]) -> Any:
        message = json.dumps([0, 1, f"WebDriver:{command}", parameters]).encode()
        connection.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = receive()
        if error:
            raise DriverError(error["message"])
        return result.get("value", result)

    receive()  # its greeting
    return ask


@contextmanager
def webkit(_: Path) -> Iterator[tuple[str, Ask]]:
    """The same of WebKitGTK, on a screen that nobody sees."""
    driver, xvfb = _found("WebKitWebDriver"), _found("Xvfb")
    numbers, its_end = os.pipe()
    screen = [xvfb, "-displayfd", str(its_end), "-screen", "0", "1280x1024x24"]
    with _started([*screen, "-nolisten", "tcp"], keeps=[its_end]):
        os.close(its_end)
        with os.fdopen(numbers) as told:
            display = told.readline().strip()
        port = _free_port()
        with _started([driver, f"--port={port}"], DISPLAY=f":{display}"):
            top = f"http://127.0.0.1:{port}/session"
            session = _awaited(lambda: _post(top, {"capabilities": {}}))
            mine = f"{top}/{session['sessionId']}"

            def ask(command: str, parameters: dict[str, Any]) -> Any:
                endpoint = _ENDPOINTS[command].format(**parameters)
                return _post(f"{mine}/{endpoint}", parameters)

            yield f"WebKitGTK {session['capabilities']['browserVersion']}", ask
            _answer(urllib.request.Request(mine, method="DELETE"))


def _post(address: str, parameters: dict[str, Any]) -> Any:
    return _answer(urllib.request.Request(address, json.dumps(parameters).encode()))


def _answer(request: urllib.request.Request) -> Any:
    try:
        with urllib.request.urlopen(request, timeout=_START) as answer:
            return json.load(answer)["value"]
    except urllib.error.HTTPError as error:
        raise DriverError(json.load(error)["value"]["message"]) from error


@contextmanager
def _started(
    command: Sequence[str], keeps: Sequence[int] = (), **environment: str
) -> Iterator[None]:
    """A program that ends with what is done here; it `keeps` these open files."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **OWN_FONTS, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=keeps,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _awaited(get: Callable[[], _T]) -> _T:
    """What is there once a program has started."""
    end = time.monotonic() + _START
    while True:
        try:
            return get()
        except (OSError, ValueError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
