"""The site that is audited: built in a folder of its own, and served to the tools that need that."""

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


def pages(output: Path) -> list[Path]:
    """The pages of the current edition."""
    return sorted(output.glob("*.html"))


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site as if this were the address that it is published at: links lead here."""

    base_url = ""

    def do_GET(self) -> None:
        with suppress(ConnectionError):  # a browser may go on before all has come
            self._answer()

    def _answer(self) -> None:
        file = Path(self.translate_path(self.path))
        if file.suffix != ".html" or not file.is_file() or not self.base_url:
            super().do_GET()
            return
        here = f"http://{self.headers['Host']}"
        page = file.read_bytes().replace(f'="{self.base_url}'.encode(), f'="{here}'.encode())
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serve(output: Path, base_url: str) -> Iterator[str]:
    """Serves the folder on this machine, and gives the address."""
    handler = type("Handler", (_Handler,), {"base_url": base_url})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=output))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
