"""What the preview answers to an address. It all comes from memory: no address leads to a file."""

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from planreport import paths
from planreport.place import Problem
from planreport.serve import dress
from planreport.serve.preview import Preview, problems_of

# Not from `mimetypes`, which asks Windows: there .csv and .js are what was installed last.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml; charset=utf-8",
}
_OWN = {name: (Path(__file__).parent / name).read_bytes() for name in ("preview.css", "preview.js")}


@dataclass(frozen=True)
class Response:
    """`headers` are those that go with this answer alone."""

    status: HTTPStatus
    type: str
    content: bytes
    headers: tuple[tuple[str, str], ...] = ()


def answer(preview: Preview, address: str) -> Response:
    """The answer to an address, which begins with a slash and may be any nonsense."""
    path = unquote(address.partition("?")[0]).removeprefix("/")
    if path.startswith(dress.OWN):
        return _own(preview, path.removeprefix(dress.OWN))
    made = preview.current()
    if made.is_broken:
        return _problems(made.version, made.problems)
    if path in made.papers:
        try:
            return _file(path, preview.typeset(path, made.papers[path]))
        except Exception as error:
            return _problems(made.version, problems_of(error))
    if path.endswith("/") or not path:
        path += paths.HOME
    if path in made.files:
        is_page = path.endswith(".html")
        return _file(path, dress.page(made, path) if is_page else made.files[path])
    return Response(HTTPStatus.NOT_FOUND, TYPES[".html"], dress.page(made, paths.NOT_FOUND))


def _own(preview: Preview, path: str) -> Response:
    """What the preview's pages ask for beyond the site: above all, to be told of a new version."""
    if path.startswith(dress.AFTER):
        version = preview.after(path.removeprefix(dress.AFTER)).version
        return Response(HTTPStatus.OK, TYPES[".txt"], version.encode())
    if path in _OWN:
        return _file(path, _OWN[path])
    return Response(HTTPStatus.NOT_FOUND, TYPES[".txt"], b"")


def _problems(version: str, problems: tuple[Problem, ...]) -> Response:
    content = dress.problems(version, problems)
    return Response(HTTPStatus.INTERNAL_SERVER_ERROR, TYPES[".html"], content)


def _file(path: str, content: bytes) -> Response:
    kind = TYPES.get(PurePosixPath(path).suffix.lower(), "application/octet-stream")
    return Response(HTTPStatus.OK, kind, content)
