"""The site that is audited: built in a folder of its own, and served to the tools that need that."""

import gzip
import http.server
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Thread

from planreport.load import AUDIT_FILE

ROOT = Path(__file__).resolve().parent.parent


class BuildFailedError(Exception):
    """Carries what the build said."""


def copy(folder: Path) -> Path:
    """A project of the same data, so that the real one and its output stay as they are."""
    for part in ("data", "content"):
        shutil.copytree(ROOT / part, folder / part)
    for part in ("planreport", "templates"):
        (folder / part).symlink_to(ROOT / part)
    for part in ("build.py", "requirements.lock"):
        shutil.copy(ROOT / part, folder / part)
    return folder


def build(project: Path, record: str = "") -> Path:
    """Builds the site with `record` as what is known of its accessibility; returns its folder."""
    (project / AUDIT_FILE).unlink(missing_ok=True)
    if record:
        (project / AUDIT_FILE).write_text(record, encoding="utf-8", newline="\n")
    done = subprocess.run(
        [sys.executable, "build.py"], cwd=project, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BuildFailedError(done.stderr)
    return project / "output"


# Below this address each page is shown in a frame as wide as a phone: no window of Firefox or WebKit
# becomes that narrow. There it notes what goes wrong.
FRAMED = "/framed/"
_PHONE = 390, 844  # pixels
_WATCH = "/watch.js"
_WATCHES = """window.wrong = [];
addEventListener("error", e => wrong.push(e.message ?? `${e.target.src ?? e.target.href}`), true);
addEventListener("unhandledrejection", e => wrong.push(`${e.reason}`));
addEventListener("securitypolicyviolation", e => wrong.push(`${e.violatedDirective} ${e.blockedURI}`));
"""


_SHORTENED = (".css", ".js", ".svg")  # on their way, as web.ja.md asks of a server; pages as well


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site as if this were the address that it is published at: links lead here."""

    base_url = ""

    def do_GET(self) -> None:
        with suppress(ConnectionError):  # a browser may go on before all has come
            self._answer()

    def _answer(self) -> None:
        file = Path(self.translate_path(self.path))
        in_frame = self.headers["Sec-Fetch-Dest"] == "iframe"
        if self.path.startswith(FRAMED):
            self._send(_frame(self.path.removeprefix(FRAMED)))
        elif self.path == _WATCH:
            self._send(_WATCHES, "text/javascript")
        elif file.suffix == ".html" and file.is_file():
            here = f'="http://{self.headers["Host"]}'
            page = file.read_text(encoding="utf-8")
            page = page.replace(f'="{self.base_url}', here) if self.base_url else page
            self._send(
                page.replace("<head>", f'<head><script src="{_WATCH}"></script>')
                if in_frame
                else page
            )
        elif file.suffix in _SHORTENED and file.is_file():
            self._send(file.read_text(encoding="utf-8"), self.guess_type(file))
        else:
            super().do_GET()

    def _send(self, text: str, kind: str = "text/html") -> None:
        content = text.encode()
        self.send_response(200)
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            content = gzip.compress(content)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


def _frame(path: str) -> str:
    width, height = _PHONE
    return (
        f'<!DOCTYPE html><iframe src="/{path}" width="{width}" height="{height}"'
        ' style="border: 0"></iframe>'
    )


@contextmanager
def serve(output: Path, base_url: str) -> Iterator[str]:
    """Serves the folder on this machine, and gives the address."""
    handler = type("Handler", (_Handler,), {"base_url": base_url})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=output))
    # How often it looks whether it is to end, in seconds: that is how long the end takes.
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
