"""init is told of a plan by options, and asks on a terminal for the rest; what cannot be meant it says."""

import io
import sys
import tomllib
from pathlib import Path

import pytest
from beginning import WHOSE, begun, init, said
from conftest import tree


def test_all_that_a_script_forgot_is_named_at_once(tmp_path: Path) -> None:
    done = init(tmp_path / "計画", municipality="旭川市", first="R4")
    assert (done.returncode, (tmp_path / "計画").exists()) == (1, False)
    assert done.stderr.startswith("エラー: init: 指定が足りません: --title、--last\n")


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (
            {"municipality": "府中市"},
            "--municipality: 「府中市」は2つあります。東京都府中市、広島県府中市のどれかを書いてください。",
        ),
        (
            {"municipality": "旭河市"},
            "--municipality: 「旭河市」は、全国の市区町村と都道府県の中にありません。",
        ),
        (
            {"first": "4年度"},
            "--first: 「4年度」は年度として読めません。令和4年度、R4、2022 のように",
        ),
        ({"last": "R3"}, "--last: 最初の年度（2022年度）から20年度以内で書いてください。"),
        ({"last": "R24"}, "--last: 最初の年度（2022年度）から20年度以内で書いてください。"),
        ({"levels": "事業"}, "--levels: 大きい方から順に、2つから5つまで書いてください"),
        ({"levels": "目標、施策、目標"}, "--levels: 違う言葉を、「、」で区切って書いてください。"),
        ({"municipality": "旭河市"}, "「北海道旭川市」"),
        (
            {"municipality": "空想広域連合"},
            "表にない団体（一部事務組合、広域連合など）なら、「--unlisted」を",
        ),
        ({"schedule": "文書"}, "--schedule: 「段階」か「文章」か「なし」と書いてください。"),
        ({"schedule": "段階", "stages": "完了"}, "--stages: 2つ以上の言葉を"),
        ({"grades": "A、B", "good": "B"}, "--good: 評価の言葉（A、B）を、良い方から続けて"),
        ({"grades": "A、B", "good": "A、B"}, "--good: 評価の言葉（A、B）を、良い方から続けて"),
        ({"good": "A"}, "--good: 評価の言葉（）を、良い方から続けて"),
        (
            {"texts": "とても長くて表の欄に収まらない見出し"},
            "--texts: 「とても長くて表の欄に収まらない見出し」は長すぎます。",
        ),
        ({"numbers": "決算額"}, "--numbers: 「決算額（千円）」のように、単位を括弧に入れて"),
        ({"indicators": "はい"}, "--indicators: 「あり」か「なし」と書いてください。"),
        ({"title": "計画<br>"}, "「title」: HTMLの断片「<br>」が残っています。"),
    ],
    ids=lambda case: " ".join(case.values()) if isinstance(case, dict) else "",
)
def test_what_cannot_be_meant_is_told_and_nothing_is_made(
    answers: dict[str, str], message: str, tmp_path: Path
) -> None:
    done = init(tmp_path / "計画", **WHOSE | answers)
    assert (done.returncode, (tmp_path / "計画").exists()) == (1, False)
    assert message in done.stderr


def test_what_a_rule_only_warns_of_is_for_check_to_tell(tmp_path: Path) -> None:
    told = said(begun(tmp_path / "計画", title="ｺﾐｭﾆﾃｨ計画"))
    assert [line.partition(":")[0] for line in told] == ["エラー", "注意"]


def test_a_body_that_is_no_municipality_has_no_area_code(tmp_path: Path) -> None:
    place = "みなも地区広域連合"
    done = init(tmp_path, "--unlisted", **WHOSE | {"municipality": place})
    assert (done.returncode, done.stderr) == (0, "")
    settings = tomllib.loads((tmp_path / "data" / "plan.toml").read_text(encoding="utf-8"))
    assert settings["plan"]["municipality"] == place
    assert "area_code" not in settings["plan"]


class Terminal(io.StringIO):
    """What somebody types."""

    def isatty(self) -> bool:
        return True


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))


def test_on_a_terminal_it_asks_for_what_no_option_says_and_enter_is_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = tree(begun(tmp_path / "計画"))
    for n, known in enumerate([{}, {"title": WHOSE["title"]}, WHOSE]):
        typed(monkeypatch, *list(WHOSE.values())[len(known) :], *[""] * 7)
        done = init(tmp_path / str(n), **known)
        assert (done.returncode, sys.stdin.read()) == (0, ""), done.stderr
        assert tree(tmp_path / str(n)) == expected


def test_an_answer_that_cannot_be_read_is_asked_for_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "計画", "広島県府中市", "来年", "R4", "R3", "R6", *[""] * 7)
    done = init(tmp_path / "計画", municipality="府中市")
    assert done.returncode == 0, done.stderr
    for told in ("「府中市」は2つあります。", "「来年」は年度として", "20年度以内で"):
        assert told in done.stdout
    assert 'area_code = "342084"' in (tmp_path / "計画/data/plan.toml").read_text(encoding="utf-8")


def test_a_body_that_no_table_has_is_taken_when_it_is_typed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, "計画", *["みなも地区広域連合"] * 2, "R4", "R6", *[""] * 7)
    done = init(tmp_path / "計画")
    assert (done.returncode, "もう一度同じ名前を" in done.stdout) == (0, True)
    assert "\n# area_code" in (tmp_path / "計画/data/plan.toml").read_text(encoding="utf-8")


def test_only_what_the_shape_needs_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shapes = {
        "段階": ["検討、実施", "", "", ""],
        "文章": ["達成度", "A、B", "A", "", "", ""],
        "なし": ["なし", "", "", ""],
    }
    for schedule, rest in shapes.items():
        typed(monkeypatch, *WHOSE.values(), "", schedule, *rest)
        done = init(tmp_path / schedule)
        assert (done.returncode, sys.stdin.read()) == (0, ""), done.stderr


def test_who_gives_up_has_made_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "計画")
    done = init(tmp_path / "計画")
    assert (done.returncode, (tmp_path / "計画").exists()) == (1, False)
    assert done.stderr.endswith("中止しました。前に作ったものは、そのまま残っています。\n")
