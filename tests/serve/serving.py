"""The preview, run as a user runs it."""

import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from patience import SECONDS


@dataclass(frozen=True)
class Served:
    folder: Path
    process: subprocess.Popen[str]
    address_said: str  # with the key that brings a browser in

    @property
    def port(self) -> int:
        return int(self.address_said.partition("/?")[0].rpartition(":")[2])

    @property
    def cookie(self) -> str:
        """What a browser has that was brought in."""
        return f"planreport-{self.port}={self.address_said.partition('key=')[2]}"

    def get(self, path: str) -> tuple[int, Message, bytes]:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", headers={"Cookie": self.cookie}
        )
        try:
            with urllib.request.urlopen(asked, timeout=SECONDS) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def text(self, path: str = "/") -> str:
        return self.get(path)[2].decode()

    def raw(self, method: str, path: str, host: str) -> tuple[int, bytes]:
        """Asks for exactly that path, which urllib and browsers would tidy up before."""
        answer = self.ask(method, path, Host=host, Cookie=self.cookie)
        return answer.status, answer.read()

    def ask(self, method: str, path: str, **headers: str) -> HTTPResponse:
        """Asks with these headers alone; a `_` in a name stands for `-`."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=said)
        return connection.getresponse()

    def address(self, path: str) -> str:
        """Where a browser that has not been here yet finds a page."""
        return self.address_said.replace("/?", f"{path}?")

    def replace(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


def start(folder: Path, port: int, *by: str) -> Served:
    process = subprocess.Popen(
        [*by, sys.executable, "build.py", "serve", "--port", str(port)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    said = re.search(r"http://127\.0\.0\.1:\d+/\?key=[\w-]+", process.stdout.readline())
    assert said
    return Served(folder, process, said[0])


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def own_templates(served: Served) -> Path:
    """The templates as files that this test may change, and nobody else sees."""
    folder = served.folder / "templates"
    whole = folder.resolve()
    folder.unlink()
    subprocess.run(["cp", "-RP", whole, folder], check=True)
    return folder
