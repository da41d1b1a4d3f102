"""HTTP for one computer: reading only, and for nobody who comes from elsewhere."""

import os
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from planreport.serve.answer import Response, answer
from planreport.serve.preview import Preview

HOST = "127.0.0.1"
_OUR_NAMES = {HOST, "localhost"}


class Server(ThreadingHTTPServer):
    """Answers each request in a thread that does not outlive the program."""

    # On Windows a second server would be let in at the same port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, preview: Preview, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.preview = preview

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing of a browser that has gone away, as each does when a page is left."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        found = self._answer()
        self.send_response(found.status)
        self.send_header("Content-Type", found.type)
        self.send_header("Content-Length", str(len(found.content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found.content)

    do_HEAD = do_GET  # noqa: N815

    def _answer(self) -> Response:
        # Another site can give its own name this computer's address, and read what we answer to it.
        if self.headers.get("Host", "").partition(":")[0].lower() not in _OUR_NAMES:
            said = "このパソコンの中でだけ見られます。".encode()
            return Response(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", said)
        return answer(self.server.preview, self.path)

    def version_string(self) -> str:
        return "planreport"

    def log_message(self, format: str, *args: Any) -> None:
        """The terminal is for the address and the goodbye."""
