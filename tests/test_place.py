"""A problem says where it is, what is wrong and what to do, and all of them come in order."""

from itertools import pairwise

from planreport.place import Place, PlanError, Problem, did_you_mean


def test_a_place_reads_as_file_line_and_column() -> None:
    assert str(Place("data/goals.csv", 3, "title")) == "data/goals.csv 3行目「title」"


def test_a_place_without_a_line_is_the_whole_file() -> None:
    assert str(Place("data/goals.csv")) == "data/goals.csv"


def test_places_come_in_the_order_of_files_then_lines_then_columns() -> None:
    places = [
        Place("content/index.md", 90),
        Place("data/goals.csv"),
        Place("data/goals.csv", 2, "title"),
        Place("data/goals.csv", 10, "goal_id"),
        Place("data/goals.csv", 10, "title"),
        Place("data/measures.csv", 1),
    ]
    assert all(before < after for before, after in pairwise(places))


def test_a_problem_is_one_line_and_its_advice_a_second_one() -> None:
    problem = Problem(Place("data/goals.csv", 3), "空になっています。", "文章を書いてください。")
    assert str(problem) == (
        "エラー: data/goals.csv 3行目: 空になっています。\n    → 文章を書いてください。"
    )


def test_a_warning_calls_itself_one_and_needs_no_advice() -> None:
    problem = Problem(Place("data/goals.csv", 3), "空白があります。", is_warning=True)
    assert str(problem) == "注意: data/goals.csv 3行目: 空白があります。"


def test_an_error_tells_every_problem_once_in_the_order_of_places() -> None:
    first, second = Problem(Place("a.csv", 2), "い"), Problem(Place("a.csv", 10), "あ")
    error = PlanError([second, first, second])
    assert error.problems == (first, second)
    assert str(error) == f"{first}\n{second}"


def test_the_nearest_word_is_suggested_before_the_list_of_all() -> None:
    known = ["検討", "一部実施", "実施"]
    assert did_you_mean("一部 実施", known, "ほか") == "「一部実施」ではありませんか。ほか"


def test_a_word_that_is_near_to_none_gets_the_list_alone() -> None:
    assert did_you_mean("完了", ["検討", "一部実施"], "使える語: 検討") == "使える語: 検討"
    assert did_you_mean("完了", []) == ""
