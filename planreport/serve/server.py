"""HTTP for one computer: reading only, and for nobody who comes from elsewhere.

What is not published yet is seen by whoever has the address that was printed. The key in it goes
into a cookie, so that no link has to carry it: others who work on the same computer do not have it,
and a browser does not hand it to the pages of other sites. What a browser is started with they see
in the list of processes: it is a ticket, which is worth nothing once it was used.
"""

import os
import sys
from hmac import compare_digest
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from typing import Any

from planreport.serve.answer import Response, answer
from planreport.serve.preview import Preview

HOST = "127.0.0.1"
_OUR_NAMES = {HOST, "localhost"}
# What a browser says of who asks: the preview's own page, or the reader; one that is too old, nothing.
_OUR_ASKERS = {"same-origin", "none", ""}

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_TEXT = "text/plain; charset=utf-8"
_ADVICE = "プレビューを始めたときに示されたアドレスを、ブラウザーのアドレスの欄に貼り付けて開いてください。"


class Server(ThreadingHTTPServer):
    """Answers each request in a thread that does not outlive the program."""

    # On Windows a second server would be let in at the same port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, preview: Preview, port: int) -> None:
        super().__init__((HOST, port), _Handler)
        self.preview = preview
        # Cookies are the same at all ports: another preview has one of another name.
        self.cookie = f"planreport-{self.server_port}={token_urlsafe()}"
        self._tickets: set[str] = set()

    @property
    def query(self) -> str:
        """What brings a browser in, behind any address."""
        return f"key={self.cookie.partition('=')[2]}"

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.server_port}/?{self.query}"

    def address_for_once(self) -> str:
        """Brings in whoever asks for it first."""
        ticket = f"once={token_urlsafe()}"
        self._tickets.add(ticket)
        return f"http://{HOST}:{self.server_port}/?{ticket}"

    def lets_in(self, query: str) -> bool:
        if query in self._tickets:
            self._tickets.remove(query)
            return True
        return _same(query, self.query)

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
        for name, value in (*_HEADERS.items(), *found.headers):
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found.content)

    do_HEAD = do_GET  # noqa: N815

    def _answer(self) -> Response:
        # Another site can give its own name this computer's address, and read what we answer to it.
        if self.headers.get("Host", "").partition(":")[0].lower() not in _OUR_NAMES:
            return _refused("このパソコンの中でだけ見られます。")
        if self.headers.get("Sec-Fetch-Site", "") not in _OUR_ASKERS:
            return _refused(f"ほかのサイトからは見られません。{_ADVICE}")
        path, _, query = self.path.partition("?")
        if self.server.lets_in(query):
            return self._let_in(path)
        cookies = self.headers.get("Cookie", "").split("; ")
        if not any(_same(cookie, self.server.cookie) for cookie in cookies):
            return _refused(f"見るための鍵がありません。{_ADVICE}")
        return answer(self.server.preview, self.path)

    def _let_in(self, path: str) -> Response:
        """Leads on to the same page, with the key where no page and no history shows it."""
        cookie = f"{self.server.cookie}; Path=/; HttpOnly; SameSite=Strict"
        here = "/" + path.lstrip("/\\")  # two slashes would lead to another host
        headers = (("Location", here), ("Set-Cookie", cookie))
        return Response(HTTPStatus.SEE_OTHER, _TEXT, b"", headers)

    def version_string(self) -> str:
        return "planreport"

    def log_message(self, format: str, *args: Any) -> None:
        """The terminal is for the address and the goodbye."""


def _refused(why: str) -> Response:
    return Response(HTTPStatus.FORBIDDEN, _TEXT, why.encode())


def _same(said: str, secret: str) -> bool:
    """Takes as long whatever was said: no guess is seen to be a better one."""
    return compare_digest(said.encode(), secret.encode())
