"""Makes the office's manual as a page and as a paper from docs/manual.ja.md and its pictures.

python docs/manual.py    (or: make manual)

What it makes, docs/manual/manual.html and manual.pdf, is not kept in git.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from planreport.pages.manual import manual  # noqa: E402
from planreport.papers import pdf  # noqa: E402
from planreport.place import PlanError  # noqa: E402
from planreport.templating import environment  # noqa: E402

TEXT = ROOT / "docs" / "manual.ja.md"
FOLDER = ROOT / "docs" / "manual"
TEMPLATES = ROOT / "templates"


def make(folder: Path) -> tuple[Path, Path]:
    """Writes the page and the paper. The page refers to the pictures beside it. May raise PlanError."""
    text = TEXT.read_text(encoding="utf-8")
    env = environment(TEMPLATES, ROOT / ".cache" / "jinja")
    page, paper = folder / "manual.html", folder / "manual.pdf"
    html = manual(env, text, "..").replace('src="../manual/', 'src="')
    page.write_text(html, encoding="utf-8", newline="\n")
    html = manual(env, text, "../docs", is_paper=True)
    paper.write_bytes(pdf.typeset(html, TEMPLATES).content)
    return page, paper


def main() -> None:
    try:
        made = make(FOLDER)
    except PlanError as error:
        sys.exit("\n".join(map(str, error.problems)))
    for file in made:
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
