"""The Python that runs the program: the project's own, which alone has the packages."""

import os
import sys
from importlib.util import find_spec


def hand_over(root: str) -> None:
    """Ends the program with what the project's own Python makes of the call, if this is another."""
    if find_spec("click"):
        return
    own = os.path.join(root, ".venv")
    inside = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    python = os.path.join(own, *inside)
    if os.path.realpath(sys.prefix) == os.path.realpath(own) or not os.path.exists(python):
        sys.exit("必要なパッケージがありません。README.md の「始め方」のとおりに用意してください。")
    import subprocess  # only here: the project's own Python does without

    sys.exit(subprocess.call([python, *sys.argv]))
