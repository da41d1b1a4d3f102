"""The papers of both plans, read back with tools that had no part in making them."""

import gc
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import kept
import page
import pikepdf
import pytest
from conftest import ROOT, Site
from crossing import crossings
from made import LETTERS, Word, run, squeezed, text_of, texts_of, words_of
from PIL import Image

from planreport.papers.layout import lay_out
from planreport.papers.pdf import typeset
from planreport.papers.sheet import sheet

SIZES = {"A3": (841.89, 1190.55), "A4": (595.28, 841.89)}  # points, upright
SMALLEST_TEXT = 8  # points
PAGE_BREAK = 250  # characters: the most that a page's foot and the next one's head put in between


def test_the_file_is_sound(paper: Path) -> None:
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", paper)


@pytest.mark.parametrize("standard", ["ua1", "3a"])
def test_it_conforms_to_the_standard(paper: Path, standard: str) -> None:
    result = page.validate_pdf(str(paper), profile=standard)
    assert result.is_compliant, str(result)


def test_it_announces_both_standards_in_one_description(paper: Path) -> None:
    with pikepdf.open(paper) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        xmp = pdf.Root.Metadata.read_bytes()
        assert xmp.count(b"<rdf:RDF") == xmp.count(b"</rdf:RDF>") == 1
        assert "/Filter" not in pdf.Root.Metadata


def test_it_says_its_title_its_language_and_that_it_is_tagged(paper: Path, site: Site) -> None:
    with pikepdf.open(paper) as pdf:
        assert site.report.plan.title in str(pdf.docinfo["/Title"])
        assert str(pdf.Root.Lang) == "ja"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_the_data_travels_inside(paper: Path, site: Site) -> None:
    with pikepdf.open(paper) as pdf:
        attached = pdf.attachments["progress.csv"]
        data = attached.get_file()
        assert data.read_bytes() == (site.output / "data" / "progress.csv").read_bytes()
        assert data.mime_type == "text/csv"
        assert attached.obj.AFRelationship == "/Data"
        assert [entry.objgen for entry in pdf.Root.AF] == [attached.obj.objgen]


def test_every_font_is_embedded_and_ours(paper: Path) -> None:
    _, _, *fonts = run("pdffonts", paper).splitlines()
    assert fonts
    for line in fonts:
        name, *_, embedded, subset, unicode_map, _number, _generation = line.split()
        assert "BIZ-UDPGothic" in name
        assert (embedded, subset, unicode_map) == ("yes", "yes", "yes")


def sentences(words: str) -> list[str]:
    """In which a text is cut where its sheet is full."""
    return re.findall("[^。]*。?", squeezed(words))[:-1]


def test_everything_the_plan_says_stands_on_paper(table: Path, site: Site) -> None:
    text = text_of(table)
    years = site.report.plan.reported[-3:]
    missing = [
        words
        for measure in site.report.plan.measures
        for words in [
            measure.title,
            *measure.summary,
            *(record.actions for record in measure.years if record.fiscal_year in years),
        ]
        if any(sentence not in text for sentence in sentences(words))
    ]
    assert missing == []


def test_the_statuses_stand_on_paper_row_by_row(table: Path, site: Site) -> None:
    """Each measure's texts, or as much of them as its sheet had room for, are followed, in reading
    order, by all that was planned and reached."""
    text = text_of(table)
    plan = site.report.plan
    years = plan.reported[-3:]
    position = text.index(squeezed(site.report.goals[0].heading + plan.terms.grouping))
    for measure in plan.measures:
        told = [r.actions for r in measure.years if r.actions and r.fiscal_year in years]
        first, *others = sentences([*measure.summary, *told][-1])
        position = text.index(squeezed(measure.title), position)
        position = text.index(first, position) + len(first)
        may_lie_between = PAGE_BREAK + sum(map(len, others))
        for record in measure.years:
            reached = record.progress.label if record.progress else "報告前"
            said = f"{record.standing.symbol}{record.standing.label}" if record.standing else ""
            spelt_out = f"計画{record.cell('planned')}{plan.terms.progress}{reached}{said}"
            compact = f"{record.cell('planned')}{said[:1]}{reached}"
            expected = spelt_out if spelt_out in text else compact
            found = text.find(expected, position)
            assert 0 <= found - position <= may_lie_between, (measure.title, record.fiscal_year)
            may_lie_between = len("―") * len(plan.years)
            position = found + len(expected)


def test_each_page_has_its_size_its_number_its_date_and_the_table_head(
    paper: Path, site: Site
) -> None:
    form = next(p for p in site.report.plan.papers if p.file == paper.name)
    short, long = SIZES[form.size]
    size = (long, short) if form.orientation == "landscape" else (short, long)
    with pikepdf.open(paper) as pdf:
        count = len(pdf.pages)
        for sheet in pdf.pages:
            assert tuple(float(side) for side in sheet.mediabox[2:]) == pytest.approx(size, abs=1)
    assert form.content == "table" or count <= 2
    for number, text in enumerate(texts_of(paper), 1):
        assert f"{number}/{count}" in text
        assert "データの更新日：令和" in text
        if "計画" + site.report.plan.statuses[0].label in text and form.content == "table":
            terms = site.report.plan.terms
            assert f"{terms.grouping}{terms.measure}{terms.summary}" in text


def test_what_is_behind_is_named_on_the_first_sheet_with_its_page(table: Path, site: Site) -> None:
    text = text_of(table)
    opening = text[
        : text.index(squeezed(f"{site.report.goals[0].heading}{site.report.plan.terms.grouping}"))
    ]
    behind = re.compile("年度変更の内容理由.*|訂正した欄誤正理由.*")  # the table, with their heads
    texts = {n: behind.sub("", said) for n, said in enumerate(texts_of(table), 1)}
    assert site.report.lagging
    for entry in site.report.lagging:
        title = squeezed(entry.measure.title)
        row = opening[opening.rindex(title) :]
        assert entry.record.progress
        owner = "、".join(entry.measure.departments)
        place = f"{entry.goal.name}-{[*entry.goal.goal.measures].index(entry.measure) + 1}"
        words = f"{title}{place}{owner}{entry.record.cell('planned')}"
        assert row.startswith(f"{words}{entry.record.progress.label}")
        number = row.removeprefix(f"{words}{entry.record.progress.label}")
        digits = number[: len(number) - len(number.lstrip("0123456789"))]
        shown = [
            n for n, said in texts.items() if re.search(f"{re.escape(title)}(?!（続き）)", said)
        ]
        assert digits.startswith(str(shown[-1])), (title, digits, shown)


def test_no_text_is_smaller_than_eight_points(paper: Path, tmp_path: Path) -> None:
    run("pdftohtml", "-xml", "-i", "-zoom", "3", paper, tmp_path / "sizes")
    fonts = ET.parse(tmp_path / "sizes.xml").iter("fontspec")
    sizes = [int(font.attrib["size"]) / 3 for font in fonts]
    assert sizes
    assert min(sizes) >= SMALLEST_TEXT


def test_no_line_breaks_the_rules_of_japanese_setting(paper: Path, tmp_path: Path) -> None:
    for word in words_of(paper, tmp_path):
        assert word.text[0] not in "、。」）ー", word
        assert word.text[-1] not in "「（", word


def test_no_word_runs_out_of_the_table(table: Path, site: Site, tmp_path: Path) -> None:
    form = next(form for form in site.report.plan.papers if form.file == table.name)
    right = (sheet(form)[0] - lay_out(site.report, form, LETTERS).margin) * 72 / 25.4
    assert [word for word in words_of(table, tmp_path) if word.right > right + 0.1] == []


def test_no_character_crosses_a_rule_or_the_edge_of_the_sheet(paper: Path, tmp_path: Path) -> None:
    assert crossings(paper, tmp_path) == []


def test_no_character_stands_alone_on_a_line(table: Path, site: Site, tmp_path: Path) -> None:
    """But for what is one character long: a status, a dash, a page's number."""
    single = {status.label for status in site.report.plan.statuses} | {*"図―／/＜↑＝↓"}
    words = words_of(table, tmp_path)
    alone = [
        word
        for word in words
        if len(word.text) == 1
        and word.text not in single
        and not word.text.isdigit()
        and not any(beside(word, other) for other in words)
    ]
    assert alone == []


def beside(word: Word, other: Word) -> bool:
    """Whether the two are words of one line, with a space between them."""
    on_one_line = word.page == other.page and abs(word.bottom - other.bottom) < 1
    return on_one_line and (0 < other.left - word.right < 6 or 0 < word.left - other.right < 6)


def test_it_is_made_of_greys_that_text_stands_out_from(paper: Path, tmp_path: Path) -> None:
    """What a black-and-white printer cannot tell apart was never there."""
    run("pdftoppm", "-r", "50", paper, tmp_path / "sheet")
    sheets = [*tmp_path.glob("sheet-*")]
    assert sheets
    text = 0x33
    for image in sheets:
        with Image.open(image) as sheet:
            colours = sheet.convert("RGB").getcolors(256) or []  # none if there are more
        greys = {
            colour[0]: count
            for count, colour in colours
            if isinstance(colour, tuple) and len(set(colour)) == 1
        }
        assert len(greys) == len(colours) > 0
        area = sum(greys.values())
        backgrounds = [grey for grey, count in greys.items() if count / area > 0.02]
        for background in backgrounds:
            assert background <= text or contrast(background, text) >= 4.5


def contrast(one: int, other: int) -> float:
    """Of two greys (WCAG 2.2, relative luminance)."""

    def luminance(grey: int) -> float:
        share = grey / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_systems_harfbuzz_does_not_cut_the_fonts_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its versions write different bytes; a missing one stands for them all."""
    monkeypatch.setattr("weasyprint.pdf.fonts.harfbuzz_subset", None)
    text = "<html lang=ja><title>t</title><p style='font-family: BIZ UDPGothic'>旭川市</p>"
    paper = typeset(text, ROOT / "templates").content
    assert len(paper) < 30_000  # a whole font has millions


def test_of_a_paper_that_is_made_nothing_stays_when_the_next_one_is() -> None:
    """A process sets many of them, and their boxes refer to each other."""
    from weasyprint.formatting_structure.boxes import TextBox

    for text in ("一", "二"):
        typeset(f"<html lang=ja><title>t</title><p>{text}</p>", ROOT / "templates")
        frozen = gc.get_freeze_count()
    typeset("<html lang=ja><title>t</title><p>三</p>", ROOT / "templates")
    assert gc.get_freeze_count() <= frozen
    said = {box.text for box in gc.get_objects() if isinstance(box, TextBox)}
    assert not said & {"一", "二"}


def test_without_pango_the_error_says_what_to_install(tmp_path: Path) -> None:
    """cffi asks the system for Pango by name: a finder that knows none stands for its absence."""
    (tmp_path / "sitecustomize.py").write_text(
        "import cffi\n"
        "def dlopen(self, name, flags=0):\n"
        "    raise OSError(f'cannot load library {name!r}')\n"
        "cffi.FFI.dlopen = dlopen\n"
    )
    script = (
        "import sys; from pathlib import Path; from planreport.papers.pdf import typeset\n"
        "from planreport.place import PlanError\n"
        "try: typeset('<html lang=ja><title>t</title>', Path('templates'))\n"
        "except PlanError as error: sys.exit(str(error))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={"PYTHONPATH": f"{tmp_path}:{ROOT}", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Pangoが見つかりません" in done.stderr
    assert "install" in done.stderr
    assert "--no-pdf" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_kanji_is_drawn_in_the_form_chosen_and_read_back_as_it_was_written(
    tmp_path: Path,
) -> None:
    chosen, usual, lacking = "葛\U000e0100飾", "辻\U000e0101", "辻\U000e0110"
    html = (
        "<!doctype html><html lang=ja><title>t</title><style>body{font-family:'BIZ UDPGothic'}</style>"
        f"<p>葛{chosen}{usual}辻{lacking}</p>"
    )
    path = tmp_path / "forms.pdf"
    path.write_bytes(kept.typeset(html).content)
    said = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout
    assert said.decode().strip() == f"葛{chosen}辻辻辻"
