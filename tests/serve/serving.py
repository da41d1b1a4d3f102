"""The preview, run as a user runs it."""

import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path

from patience import SECONDS


@dataclass(frozen=True)
class Served:
    folder: Path
    process: subprocess.Popen[str]
    port: int

    def get(self, path: str) -> tuple[int, Message, bytes]:
        try:
            with urllib.request.urlopen(self.address(path), timeout=SECONDS) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def text(self, path: str = "/") -> str:
        return self.get(path)[2].decode()

    def raw(self, method: str, path: str, host: str) -> tuple[int, bytes]:
        """Asks for exactly that path, which urllib and browsers would tidy up before."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.request(method, path, headers={"Host": host})
        answer = connection.getresponse()
        return answer.status, answer.read()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

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
    said = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
    assert said
    return Served(folder, process, int(said[1]))


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
