"""Reads data/ and content/ into rows that keep their place. Judges the form, not the values.

Every loader returns (value, problems); the value is None where the file cannot be used at all.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path, PurePath
from types import MappingProxyType

from planreport import garbage, program
from planreport.files import LEFT_BY_SYSTEMS
from planreport.load.characters import notices as notices, put_right as put_right
from planreport.load.prose import CONTENT_FOLDER as CONTENT_FOLDER, Prose as Prose, load_prose
from planreport.load.table import Row as Row, Table as Table, joined as joined, load_table
from planreport.load.text import Edits as Edits
from planreport.load.toml import TomlFile as TomlFile, load_toml as load_toml
from planreport.place import Place, Problem, did_you_mean

PLAN_FILE = "data/plan.toml"
GOALS_FILE = "data/goals.csv"
MEASURES_FILE = "data/measures.csv"
SCHEDULE_FILE = "data/schedule.csv"
PROGRESS_FOLDER = "data/progress"
INDICATORS_FILE = "data/indicators.csv"
TARGETS_FILE = "data/targets.csv"
VALUES_FOLDER = "data/values"
# Plans have no need of these before something is published, corrected or revised.
PUBLISHED_FILE = "data/published.csv"
CORRECTIONS_FILE = "data/corrections.csv"
REVISIONS_FILE = "data/revisions.csv"
AUDIT_FILE = "data/accessibility-audit.toml"  # which `make audit` writes
CONFIRMED_FILE = "data/accessibility-confirmed.csv"  # what people have checked
FONTS_FOLDER = "templates/fonts"  # as people call it, whose templates they be
# The tables that an import makes and that are one file each, by their names in `Sources`.
IMPORTED = {
    "goals": GOALS_FILE,
    "measures": MEASURES_FILE,
    "schedule": SCHEDULE_FILE,
    "indicators": INDICATORS_FILE,
    "targets": TARGETS_FILE,
}
_KEPT_FILES = (PUBLISHED_FILE, CORRECTIONS_FILE, REVISIONS_FILE, AUDIT_FILE, CONFIRMED_FILE)
_DATA_FILES = (PLAN_FILE, *IMPORTED.values(), *_KEPT_FILES)
_YEAR = re.compile("[0-9]{4}")
_YEARLY = (PROGRESS_FOLDER, VALUES_FOLDER)
_FOLDERS = (
    f"年度ごとの進捗は「{PROGRESS_FOLDER}」、指標の値は「{VALUES_FOLDER}」という名前のフォルダに入れます。"
    "要らないものなら、ほかのフォルダへ移してください。"
)
_TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".toml", ".xlsx", ".xlsm", ".xls", ".ods")
IMAGE_ENDINGS = (".svg", ".png", ".jpg", ".jpeg", ".webp")


@dataclass(frozen=True)
class Sources:
    """All that was read; what could not be read is None, and its problem is in `problems`.

    `schedule`, `indicators`, `targets`, `published`, `corrections`, `revisions`, `audit` and
    `confirmed` are None where there is no such file, too. `progress` and `values` are by file name
    without .csv, which should be a year.
    """

    settings: TomlFile | None
    goals: Table | None
    measures: Table | None
    schedule: Table | None
    progress: Mapping[str, Table | None]
    indicators: Table | None
    targets: Table | None
    values: Mapping[str, Table | None]
    published: Table | None
    corrections: Table | None
    revisions: Table | None
    audit: TomlFile | None
    confirmed: Table | None
    prose: tuple[Prose, ...]
    images: Mapping[str, bytes]  # of content/, by path
    glyphs: frozenset[str]  # the characters, and forms of kanji, that the embedded fonts can draw
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()  # the files of which nobody knows what they say

    @property
    def has_indicators_alone(self) -> bool:
        """Whether the plan sets aims, and no measures that are to lead there."""
        without_measures = self.measures is not None and not self.measures.rows
        return without_measures and bool(self.indicators and self.indicators.rows)


@garbage.put_off()
def load(root: Path, edits: Edits = MappingProxyType({})) -> Sources:
    """Reads the project's folder. Never raises for bad input: the problems come with the values.

    `edits` are what files of data/ are about to hold, by path; they are read instead of those.
    """
    problems: list[Problem] = []
    unread: set[str] = set()

    def table(file: str) -> Table | None:
        value, found = load_table(root, file, edits)
        problems.extend(found)
        unread.update([file] if value is None else [])
        return value

    def table_if_any(file: str) -> Table | None:
        return table(file) if file in edits or (root / file).exists() else None

    def yearly(folder: str) -> dict[str, Table | None]:
        there = {path.relative_to(root).as_posix() for path in _visible(root / folder, "*.csv")}
        files = sorted(there | {file for file in edits if file.startswith(f"{folder}/")})
        return {PurePath(file).stem: table(file) for file in files}

    settings, found = load_toml(root, PLAN_FILE, edits)
    problems.extend(found)
    audit, found = load_toml(root, AUDIT_FILE) if (root / AUDIT_FILE).exists() else (None, [])
    problems.extend(found)
    content = list(_visible(root / CONTENT_FOLDER, "**/*"))
    problems.extend(_passed_over(root, content))
    prose = []
    for path in (path for path in content if path.suffix == ".md"):
        page, found = load_prose(root, path.relative_to(root).as_posix())
        problems.extend(found)
        prose.extend([page] if page else [])
    return Sources(
        settings=settings,
        goals=table(GOALS_FILE),
        measures=table(MEASURES_FILE),
        schedule=table_if_any(SCHEDULE_FILE),
        progress=yearly(PROGRESS_FOLDER),
        indicators=table_if_any(INDICATORS_FILE),
        targets=table_if_any(TARGETS_FILE),
        values=yearly(VALUES_FOLDER),
        published=table_if_any(PUBLISHED_FILE),
        corrections=table_if_any(CORRECTIONS_FILE),
        revisions=table_if_any(REVISIONS_FILE),
        audit=audit,
        confirmed=table_if_any(CONFIRMED_FILE),
        prose=tuple(prose),
        images={
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in content
            if path.suffix in IMAGE_ENDINGS and path.is_file()
        },
        glyphs=load_glyphs(Path(program.templates(root), "fonts")),
        problems=tuple(problems),
        unread=frozenset(unread),
    )


def load_glyphs(folder: Path) -> frozenset[str]:
    """What can be drawn, read from the fonts' own tables: the characters, and kanji with the selector
    of a form, that every font in `folder` has, regular and bold, and the characters of the
    supplements, which draw what these lack."""
    fonts = sorted(folder.resolve().glob("*.ttf"))
    return _drawn(tuple((font, font.stat().st_mtime_ns) for font in fonts))


@cache  # which takes half of the time of a check, and the preview checks at each change
def _drawn(fonts: tuple[tuple[Path, int], ...]) -> frozenset[str]:
    import uharfbuzz  # only here: nothing else in this room needs it

    covered: dict[bool, list[frozenset[str]]] = {False: [], True: []}
    for font, _ in fonts:
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font)))
        forms = (
            chr(kanji) + chr(selector)
            for selector in face.variation_selectors
            for kanji in face.variation_unicodes(selector)
        )
        drawn = frozenset([*map(chr, face.unicodes), *forms])
        covered[font.stem.endswith("-Supplement")].append(drawn)
    main = frozenset.intersection(*covered[False]) if covered[False] else frozenset()
    return main.union(*covered[True])


def _passed_over(root: Path, content: list[Path]) -> Iterator[Problem]:
    """What is not read and might be missed: 2021.xlsx, revision.csv, Progress/, on Linux a.CSV."""
    for path in _visible(root / "data", "*"):
        file = path.relative_to(root).as_posix()
        if path.is_file() and path.suffix.lower() in _TABLE_ENDINGS and file not in _DATA_FILES:
            move = "要るものなら名前を直し、要らなければほかのフォルダへ移してください。"
            near = did_you_mean(file, _DATA_FILES, move)
            yield _unread(file, _FOLDERS if _YEAR.fullmatch(path.stem) else near)
        elif file in _YEARLY and not path.is_dir():
            yield Problem(Place(file), "フォルダではありません。", _FOLDERS, is_warning=True)
        elif file not in _YEARLY and _has_years_of_its_own(root, path):
            yield Problem(Place(file), "このフォルダは読みません。", _FOLDERS, is_warning=True)
    for path in chain.from_iterable(_visible(root / folder, "*") for folder in _YEARLY):
        if path.suffix != ".csv" and path.suffix.lower() in _TABLE_ENDINGS:
            move = "名前の終わりが「.csv」のファイルにするか、ほかのフォルダへ移してください。"
            yield _unread(path.relative_to(root).as_posix(), move)
    for path in content:
        is_known = path.suffix in (".md", *IMAGE_ENDINGS) or path.name in LEFT_BY_SYSTEMS
        if path.is_file() and not is_known:
            move = (
                "ページなら名前の終わりを「.md」にし、ほかのものはほかのフォルダへ移してください。"
            )
            yield _unread(path.relative_to(root).as_posix(), move)


def _has_years_of_its_own(root: Path, folder: Path) -> bool:
    """Whether years stand in a folder, such as Progress/, and not where they are read."""
    years = {path.name for path in folder.glob("*.csv") if _YEAR.fullmatch(path.stem)}
    return any(not any((root / it / name).exists() for it in _YEARLY) for name in years)


def _unread(file: str, advice: str) -> Problem:
    return Problem(Place(file), "このファイルは読みません。", advice, is_warning=True)


def _visible(folder: Path, pattern: str) -> Iterator[Path]:
    """Files in a stable order, without those that editors and spreadsheets leave beside them."""
    return (path for path in sorted(folder.glob(pattern)) if path.name[0] not in ".~")
