"""init makes the folder of a new plan: whole, of its own words, and never into one that is used."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from beginning import WHOSE, begun, init, said, with_two_measures, with_words
from conftest import call, parsed, tree
from hypothesis import example, given, strategies as st
from trying import some_examples

from planreport import files
from planreport.check.causes import NOT_BEGUN
from planreport.plan.fields import Schedule
from planreport.scaffold.answers import Answers
from planreport.scaffold.texts import plan_toml

SHAPES = [
    {
        "levels": levels,
        "schedule": schedule,
        "stages": stages,
        "grade": grade,
        **grades,
        "texts": texts,
        "numbers": numbers,
        "indicators": indicators,
    }
    for (schedule, stages), (grade, grades), (levels, texts, numbers, indicators) in product(
        [
            ("段階", "なし"),
            ("段階", "検討、実施、運用"),
            ("文章", "なし"),
            ("なし", "なし"),
            ("なし", "未着手、着手、完了"),
        ],
        [
            ("なし", {}),
            ("評価", {}),
            ("達成度", {"grades": "S、A、B、C", "good": "S、A"}),
            ("評価", {"grades": "◎,○,△"}),
        ],
        [
            ("目標、施策、事業", "実施内容", "なし", "なし"),
            (
                "柱＞重点課題＞課題＞施策＞取組",
                "取組状況、課題、今後の取組、課題の背景",
                "決算額（千円）",
                "あり",
            ),
            ("目標、事業", "なし", "参加者（人）、回数（回）", "なし"),
        ],
    )
]


def shape(answers: Mapping[str, str]) -> str:
    return " ".join(answers.values())


@pytest.mark.whole
@pytest.mark.parametrize("answers", SHAPES, ids=shape)
def test_of_a_plan_of_any_shape_only_the_plan_is_missing(
    answers: Mapping[str, str], tmp_path: Path
) -> None:
    assert said(begun(tmp_path / "計画", **answers)) == [str(NOT_BEGUN)]


@pytest.mark.parametrize(
    "command",
    ["site --no-pdf", "check", "new-year", "forms 票", "collect .", "status", "publish-year 2022"],
)
@pytest.mark.parametrize("schedule", ["段階", "文章", "なし"])
def test_no_command_goes_on_without_a_plan(command: str, schedule: str, tmp_path: Path) -> None:
    folder = begun(tmp_path / "計画", schedule=schedule, grade="評価")
    before = tree(folder)
    done = call(folder, *command.split())
    assert done.returncode == 1
    assert done.stderr.startswith(f"{NOT_BEGUN}\nエラー 1件、注意 0件。")
    assert {path: it for path, it in tree(folder).items() if path != ".cache/build.lock"} == before


def test_once_something_is_typed_the_words_are_missed(tmp_path: Path) -> None:
    folder = with_two_measures(begun(tmp_path / "計画", schedule="段階", grade="評価"))
    told = "\n".join(said(folder))
    assert "data/plan.toml「statuses」: 段階が足りません。" in told
    assert "「grade」に選ぶ言葉がありません。" in told
    assert str(NOT_BEGUN) not in told


@pytest.mark.whole
@pytest.mark.parametrize("answers", SHAPES[::7], ids=shape)
def test_two_measures_later_it_is_a_site(answers: Mapping[str, str], tmp_path: Path) -> None:
    project = with_two_measures(with_words(begun(tmp_path / "計画", **answers)))
    assert said(project) == []
    done = call(project, "--no-pdf")
    assert (done.returncode, done.stderr) == (0, "")


def test_every_answer_stands_in_the_settings(tmp_path: Path) -> None:
    folder = begun(
        tmp_path / "計画",
        first="平成30年度",
        last="R4",
        levels="柱、重点課題、施策、取組",
        schedule="段階",
        stages="検討、実施、運用",
        grade="達成度",
        grades="◎、○、△",
        good="◎",
        texts="取組状況、課題",
        numbers="決算額（千円）、参加者（人）",
    )
    settings = tomllib.loads((folder / "data" / "plan.toml").read_text(encoding="utf-8"))
    updated = settings["plan"].pop("updated")
    assert settings.pop("plan") == {
        "title": "みなも市環境行動計画",
        "municipality": "北海道旭川市",
        "area_code": "012041",
        "first_year": 2018,
        "last_year": 2022,
        "era_2019": "令和元年度",
        "schedule": "stage",
    }
    terms = settings.pop("terms")
    assert (terms["goal"], terms["item"], terms["measure"], terms["actions"]) == (
        "柱",
        ["重点課題", "施策"],
        "取組",
        "取組状況",
    )
    assert terms["unit"] == "取組"  # as people count what has a short name
    assert settings.pop("statuses") == [{"label": word} for word in ("検討", "実施", "運用")]
    choices = [{"label": "◎", "good": True}, {"label": "○"}, {"label": "△"}]
    assert settings.pop("fields") == [
        {"name": "progress"},
        {
            "name": "grade",
            "label": "達成度",
            "kind": "choice",
            "required": True,
            "choices": choices,
        },
        {"name": "actions"},
        {"name": "issues", "label": "課題", "kind": "text"},
        {"name": "settlement", "label": "決算額", "kind": "number", "unit": "千円"},
        {"name": "number_3", "label": "参加者", "kind": "number", "unit": "人"},
        {"name": "remarks"},
    ]
    assert settings == {}
    assert updated.isoformat() in (folder / "data" / "plan.toml").read_text(encoding="utf-8")


@pytest.mark.whole
@pytest.mark.parametrize(
    "title",
    [
        '第2次 "みなも" 計画',
        "C:\\new\\table 計画",
        "'''計画'''",
        "*緑* の_計画_ `案` [1]{#x}",
        "A&B 1<2 計画 # 1",
        "  2つの行の\n計画  ",
    ],
)
def test_what_is_typed_is_said_as_it_is(title: str, tmp_path: Path) -> None:
    project = with_two_measures(with_words(begun(tmp_path / "計画", title=title)))
    name = " ".join(title.split())
    settings = tomllib.loads((project / "data" / "plan.toml").read_text(encoding="utf-8"))
    assert settings["plan"]["title"] == name
    done = call(project, "--no-pdf")
    assert (done.returncode, done.stderr) == (0, "")
    for page in ("index.html", "about.html"):
        prose = parsed(project / "output" / page).xpath("string(//main)")
        assert name in " ".join(prose.split())


def test_the_pages_are_of_this_plan_and_lead_to_its_own(tmp_path: Path) -> None:
    folder = begun(tmp_path / "計画", levels="柱、分野、公約", texts="取組の内容")
    pages = {path.name: path.read_text(encoding="utf-8") for path in (folder / "content").iterdir()}
    assert pages.keys() == {
        "index.md",
        "how-to-read.md",
        "about.md",
        "glossary.md",
        "accessibility.md",
    }
    text = "".join(pages.values())
    assert re.findall("「([^」]*)」の順に細かく", pages["how-to-read.md"]) == ["公約"]
    assert "令和4年度（2022年度）から令和6年度（2024年度）までの3年間" in pages["index.md"]
    for word in ("旭川", "計画内容", "計画どおり", "年次計画", "段階", "準拠"):
        assert word not in text


@pytest.mark.whole
@some_examples(50)
@example(title="\r", word="\x1f", year=1926)
@example(title="千円", word="課題", year=1926)
@given(title=st.text(min_size=1), word=st.text(min_size=1), year=st.integers(1926, 2081))
def test_whatever_is_typed_the_settings_say_it_back(title: str, word: str, year: int) -> None:
    """What no plan may hold is refused afterwards, by the rules for every plan.toml."""
    levels = (word, f"{word}2", f"{word}3")
    answers = Answers(
        title=title,
        municipality=(word, ""),
        first=year,
        last=year + 19,
        levels=levels,
        schedule=Schedule.STAGE,
        stages=levels,
        grade=word,
        grades=levels,
        good=(),
        texts=levels,
        numbers=((word, title),),
        indicators=True,
    )
    settings = tomllib.loads(plan_toml(answers, date(2026, 4, 1)).decode())
    assert (settings["plan"]["title"], settings["terms"]["measure"]) == (title, levels[-1])
    assert [stage["label"] for stage in settings["statuses"]] == list(levels)
    fields = {field["name"]: field for field in settings["fields"]}
    assert [choice["label"] for choice in fields["grade"]["choices"]] == list(levels)
    assert [field["unit"] for field in settings["fields"] if "unit" in field] == [title]


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    assert begun(tmp_path / "計画" / "環境" / "第2次").is_dir()


def test_an_empty_folder_will_do_whatever_a_system_has_left_in_it(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").touch()
    (tmp_path / "空").mkdir()
    assert (begun(tmp_path) / "data" / "plan.toml").exists()


@pytest.mark.parametrize("used", ["総括表.xlsx", "data/plan.toml", ".git/config"])
def test_a_folder_that_holds_something_is_left_alone(used: str, tmp_path: Path) -> None:
    (tmp_path / used).parent.mkdir(exist_ok=True)
    (tmp_path / used).write_text("大事なもの", encoding="utf-8")
    before = tree(tmp_path)
    done = init(tmp_path, **WHOSE)
    assert (done.returncode, tree(tmp_path)) == (1, before)
    assert "空のフォルダではありません。" in done.stderr


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "計画").touch()
    assert "同じ名前のファイルがあります。" in init(tmp_path / "計画", **WHOSE).stderr


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return begun(tmp_path_factory.mktemp("whole") / "計画")


@pytest.mark.whole
@pytest.mark.parametrize("written", range(10))
def test_one_that_is_killed_leaves_nothing_that_the_next_does_not_take_away(
    written: int, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, puts = files._put, 0

    def killed_after(path: Path, content: bytes) -> None:
        nonlocal puts
        if puts > written:
            raise KeyboardInterrupt
        puts += 1
        put(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(files, "_put", killed_after)
        patch.setattr(files, "undo", lambda _: [])  # which a power cut leaves no time for
        init(tmp_path / "計画", **WHOSE, schedule="段階")
    assert tree(tmp_path / "計画")
    assert tree(begun(tmp_path / "計画")).keys() == tree(whole).keys()


def test_a_plan_of_indicators_alone_speaks_of_no_measures(tmp_path: Path) -> None:
    shape = {"levels": "目標、施策、取組", "grade": "なし", "texts": "なし", "indicators": "あり"}
    plan = begun(tmp_path / "plan", **shape)
    texts = {page.stem: page.read_text("utf-8") for page in (plan / "content").glob("*.md")}
    assert "計画に定めた指標ごとに" in texts["index"]
    assert "「目標」「施策」「指標」の順に細かくなります。" in texts["how-to-read"]
    assert not [name for name, text in texts.items() if "取組" in text]
