"""A preview for those who edit: the site as the files are now, in a browser on this computer.

`preview` makes the site in memory, `answer` finds what an address asks for, `dress` adds to a page
what only the preview shows, and `server` speaks HTTP.
"""

import signal
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path

from planreport.place import Place, PlanError, Problem
from planreport.serve.preview import Preview
from planreport.serve.server import Server

_PORTS = 10  # that are tried, one after another


def serve(root: Path, port: int, say: Callable[[str], None]) -> None:
    """Serves the site of the project in `root` until somebody presses Ctrl+C."""
    # A script that starts it in the background has it ignore Ctrl+C, and no other key would end it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    preview = Preview(root)
    with _open(preview, port) as server:
        try:
            say(f"サイトを {server.address} で見られます。")
            say("ファイルを直して保存すると、表示も新しくなります。終わるには Ctrl+C を押します。")
            if sys.stdout.isatty():
                # In a thread: a browser that runs in the terminal returns only when it is left.
                address = server.address_for_once()
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
            server.serve_forever()
        except KeyboardInterrupt:
            preview.stop()
            say("\n終わりました。")


def _open(preview: Preview, first: int) -> Server:
    """A server at the first port that is free."""
    ports = range(first, min(first + _PORTS, 65536))
    for port in ports:
        try:
            return Server(preview, port)
        except OSError:
            continue
    message = f"{ports[0]}から{ports[-1]}までの番号は、どれも使えません。"
    advice = "「--port」で別の番号を指定してください。"
    raise PlanError([Problem(Place("--port"), message, advice)])
