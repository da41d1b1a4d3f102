"""Keeps the office's manual true: plays what it tells, and puts in what the commands say.

python docs/played.py    (or: make picture)

Plays the first year of one plan of みなも市 and a later round of another in a temporary folder, writes
what each command said into docs/manual.ja.md, and makes the pictures in docs/manual/.
"""

import csv
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import firstyear
import openpyxl
from openpyxl.worksheet.properties import PageSetupProperties
from picture import MOST_BYTES, shrink
from PIL import Image, ImageChops, ImageOps
from playwright.sync_api import Browser, Page

from audit.chromium import OWN_FONTS, open_browser

ROOT = Path(__file__).resolve().parent.parent
TEXT = ROOT / "docs" / "manual.ja.md"
FOLDER = ROOT / "docs" / "manual"
PLAN = ROOT / "tests" / "plans" / "minamo"
TEMPLATES = ROOT / "templates"
_UTF_8 = {**os.environ, "PYTHONIOENCODING": "utf-8"}

_OUTPUT = re.compile(r"(<!-- output: ([\w-]+) -->\n```output\n)(.*?)(```\n)", re.S)
_ROWS = re.compile(r"<!-- rows: (\S+) -->\n((?:\|.*\n)+)")
# What names a row of a table in data/; rows of the others are only ever added.
_KEYS = {"measures.csv": 1, "schedule.csv": 2, "2021.csv": 1}

Command = Callable[..., subprocess.CompletedProcess[str]]

# The answers, by measure: status, what was done, assessment, remarks.
Answers = Mapping[str, tuple[str, str, str, str]]
ANSWERS: dict[str, Answers] = {
    "環境政策課": {
        "w1": (
            "◎",
            "市内5か所で水質を12回測り、結果を広報紙で知らせた。",
            "Ａ 順調",
            "回数は3月末の数です。",
        ),
        "w3": ("X", "ため池34か所で調査をし、\n11か所で外来種を捕獲した。", "Ｂ やや遅れ", ""),
        "l1": ("○", "講座を41回開いた。", "Ａ 順調", ""),
    },
    "下水道課": {"w2": ("◎", "46軒を訪問し、20軒が接続した。", "Ａ 順調", "")},
    "施設課": {"e1": ("◎", "全ての学校の照明の取替えを終えた。", "Ａ 順調", "")},
    "担当課未設定": {"e3": ("○", "43世帯を診断し、結果を送った。", "Ｂ やや遅れ", "")},
}
MISTAKES: Answers = {
    "w1": ("完了", "市内5か所で水質を12回測り、結果を広報紙で知らせた。", "Ａ 順調", ""),
    "l1": ("○", "<p>①学校と②町内会で、講座を41回開いた。</p>", "Ａ 順調", ""),
}


@dataclass(frozen=True)
class Played:
    """A folder in which the round was played, and what the commands said, by the names of blocks."""

    folder: Path
    said: Mapping[str, str]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        text = TEXT.read_text(encoding="utf-8")
        played = play(Path(name) / "みなも市", text, for_pictures=True)
        text = with_outputs(text, played.said)
        TEXT.write_text(text, encoding="utf-8")
        FOLDER.mkdir(exist_ok=True)
        for file, png in pictures(played.folder).items():
            save(FOLDER / file, shrink(png))


def save(file: Path, png: bytes) -> None:
    if len(png) > MOST_BYTES:
        sys.exit(f"{file.name} has {len(png)} bytes, more than {MOST_BYTES}: make it smaller.")
    file.write_bytes(png)
    print(f"{file.relative_to(ROOT)}: {len(png)} bytes")


# --- The round ---


def started(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs a command as the office does."""
    return subprocess.run(
        [sys.executable, "build.py", *words],
        cwd=folder,
        env=_UTF_8,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def play(folder: Path, text: str, for_pictures: bool = False, call: Command = started) -> Played:
    """Does what the manual tells, in a new folder. `text` is the manual: its rows go into data/.

    `for_pictures` keeps the site as it was before it was published, and makes the corrected one.
    `call` runs a command in the folder.
    """
    make_project(folder)
    said: dict[str, str] = {}

    def run(block: str, *words: str, fails: bool = False) -> None:
        """Keeps what a command said under the block's name."""
        done = call(folder, *words)
        if (done.returncode != 0) != fails:
            raise RuntimeError(f"build.py {' '.join(words)}: {done.stdout}{done.stderr}")
        said[block] = steady(done.stdout + done.stderr)

    said["init"] = firstyear.converse(folder, ("init", firstyear.FOLDER), firstyear.ANSWERS, _UTF_8)
    plan = ("--plan", firstyear.FOLDER)
    run("check-empty", "check", *plan, fails=True)
    firstyear.fill(folder / firstyear.SHEET)
    run("import", "import", firstyear.SHEET, *plan)
    run("check-imported", "check", *plan)
    run("site-first", *plan, "--no-pdf")

    run("", "publish-year", "2020", "--date", "2021-06-30")
    _play_changes(folder, text, run)

    run("check", "check")
    run("new-year", "new-year")
    run("forms", "forms", "票")
    back = folder / "返送"
    back.mkdir()
    for department in ("環境政策課", "下水道課"):
        fill(form(folder, department), back, ANSWERS[department])
    fill(form(folder, "環境政策課"), back, {**ANSWERS["環境政策課"], **MISTAKES})
    run("collect-refused", "collect", "返送", "--dry-run", fails=True)
    fill(form(folder, "環境政策課"), back, ANSWERS["環境政策課"])
    run("collect", "collect", "返送")
    run("status", "status")
    for department in ("施設課", "担当課未設定"):
        fill(form(folder, department), back, ANSWERS[department])
    run("collect-done", "collect", "返送")
    run("site")
    if for_pictures:
        shutil.copytree(folder / "output", folder / "before-publishing")
    run("publish-year", "publish-year", "2021", "--date", "2022-06-30")

    put_rows(folder, text, "data/progress/2021.csv")
    run("check-uncorrected", "check", fails=True)
    put_rows(folder, text, "data/corrections.csv")
    run("check-corrected", "check")
    if for_pictures:
        run("", "site", "--no-pdf")
    run("new-year-beyond", "new-year", fails=True)
    run("new-year-extend", "new-year", "--extend")
    return Played(folder, {name: words for name, words in said.items() if name})


def _play_changes(folder: Path, text: str, run: Callable[..., None]) -> None:
    """The changes of the plan that the manual tells of hold together; then they are undone."""
    data, before = folder / "data", folder / "before"
    shutil.copytree(data, before)
    for file in ("data/measures.csv", "data/schedule.csv", "data/revisions.csv"):
        put_rows(folder, text, file)
    run("", "check")
    run("", "new-year")
    shutil.rmtree(data)
    before.rename(data)


def make_project(folder: Path) -> None:
    """The plan, and this program around it."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("data", "content"):
        shutil.copytree(PLAN / part, folder / part)
    for part in ("build.py", "requirements.lock"):
        shutil.copy(ROOT / part, folder / part)
    for part in ("planreport", "templates"):
        (folder / part).symlink_to(ROOT / part)


def form(folder: Path, department: str) -> Path:
    return next((folder / "票").glob(f"*_{department}.xlsx"))


def fill(blank: Path, into: Path, answers: Answers) -> Path:
    """A form as a department returns it."""
    book = openpyxl.load_workbook(blank)
    sheet = book["入力"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "番号")
    inputs = [cell.column for cell in header if str(cell.value).startswith("【入力")]
    for row in sheet.iter_rows(min_row=header[0].row + 1):
        for column, answer in zip(inputs, answers.get(str(row[0].value), ()), strict=False):
            row[column - 1].value = answer
    filled = into / blank.name
    book.save(filled)
    return filled


def steady(said: str) -> str:
    """What a command said, without what differs from one day or computer to another."""
    return re.sub(r"（[0-9.]+秒）", "（5.0秒）", said)


def put_rows(folder: Path, text: str, file: str) -> None:
    """Puts the manual's example rows into a table of data/, as the office does in Excel."""
    path = folder / file
    columns, rows = [], []
    if path.exists():
        columns, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    for names, cells in example_rows(text, file):
        columns = columns or names
        new = dict(zip(names, cells, strict=True))
        key = columns[: _KEYS.get(path.name, 0)]
        same = [row for row in rows if key and all(row[columns.index(k)] == new[k] for k in key)]
        row = same[0] if same else [""] * len(columns)
        row[:] = [new.get(column, old) for column, old in zip(columns, row, strict=True)]
        rows += [] if same else [row]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream).writerows([columns, *rows])


def table_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def example_rows(text: str, file: str) -> Iterator[tuple[list[str], list[str]]]:
    """The rows that the manual gives for a file, each with the names of its columns."""
    for where, table in _ROWS.findall(text):
        if where == file:
            names, _, *rows = (
                [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()
            )
            yield from ((names, cells) for cells in rows)


# --- The text ---


def blocks(text: str) -> dict[str, str]:
    """What the manual says that the commands say."""
    return {name: said for _, name, said, _ in _OUTPUT.findall(text)}


def with_outputs(text: str, said: Mapping[str, str]) -> str:
    return _OUTPUT.sub(lambda found: f"{found[1]}{said[found[2]]}{found[4]}", text)


# --- The pictures ---


def pictures(folder: Path) -> dict[str, bytes]:
    """The form and the site as the round has left them, as PNGs by name."""
    made = {
        "first-table.png": sheet(folder, folder / firstyear.SHEET, hidden="CEF", area="A1:H7"),
        "form.png": sheet(folder, form(folder, "環境政策課"), hidden="CDJKLM"),
        "form-filled.png": sheet(folder, filled(folder), hidden="CDEFGH"),
        "form-guide.png": sheet(folder, form(folder, "環境政策課"), number=2),
    }
    with open_browser() as chromium:
        home = folder / firstyear.FOLDER / "output" / "index.html"
        made["first-site.png"] = photograph(chromium, home, lambda page: page.screenshot())
        home = folder / "before-publishing" / "index.html"
        made["site.png"] = photograph(chromium, home, lambda page: page.screenshot())
        made["site-correction.png"] = photograph(
            chromium, folder / "output" / "changes.html", correction
        )
    return made


def filled(folder: Path) -> Path:
    """A filled form with one more word chosen from the list, and none typed."""
    answers = dict(ANSWERS["環境政策課"])
    answers["w3"] = ("×", *answers["w3"][1:])
    (folder / "記入の例").mkdir()
    return fill(form(folder, "環境政策課"), folder / "記入の例", answers)


def sheet(folder: Path, workbook: Path, number: int = 1, hidden: str = "", area: str = "") -> bytes:
    """A sheet of a workbook as LibreOffice prints it in the papers' font, without the margins.

    It may be an `area` of the first alone. Some columns are hidden, as they are on a screen that is
    scrolled: all of them together would be too small to read.
    """
    work = folder / "print"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    book = openpyxl.load_workbook(workbook)
    for letter in hidden:
        book.worksheets[0].column_dimensions[letter].hidden = True
    if area:
        book.worksheets[0].print_area = area
        book.worksheets[0].sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for one in book.worksheets:
        for part in (one.oddFooter.left, one.oddFooter.center, one.oddFooter.right):
            part.text = ""
    book.save(work / "sheet.xlsx")
    office = [f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless"]
    subprocess.run(
        [_office(), *office, "--convert-to", "pdf", "--outdir", work, work / "sheet.xlsx"],
        check=True,
        capture_output=True,
        env={**os.environ, **OWN_FONTS},
    )
    page = ["-f", str(number), "-l", str(number)]
    subprocess.run(
        ["pdftoppm", "-r", "110", "-png", "-singlefile", *page, "sheet.pdf", "sheet"],
        check=True,
        cwd=work,
    )
    return cropped(Image.open(work / "sheet.png"))


def _office() -> str:
    mac = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
    found = shutil.which("soffice") or shutil.which("libreoffice") or shutil.which(mac)
    return found or sys.exit("No LibreOffice found: `make picture` installs one.")


def cropped(picture: Image.Image) -> bytes:
    """The picture without the white around it, but for a narrow margin."""
    picture = picture.convert("RGB")
    white = Image.new("RGB", picture.size, "white")
    box = ImageChops.difference(picture, white).getbbox()
    assert box  # a sheet is not empty
    packed = io.BytesIO()
    ImageOps.expand(picture.crop(box), 12, "white").save(packed, "PNG")
    return packed.getvalue()


def photograph(chromium: Browser, file: Path, shot: Callable[[Page], bytes]) -> bytes:
    page = chromium.new_page(viewport={"width": 1000, "height": 600}, color_scheme="light")
    page.goto(file.as_uri())
    png = shot(page)
    page.close()
    return png


def correction(page: Page) -> bytes:
    png = page.locator("section:has-text('回数の書き誤りでした。')").last.screenshot()
    return cropped(Image.open(io.BytesIO(png)))


if __name__ == "__main__":
    main()
