"""What is the same in many cells is told once."""

from planreport.importer.repeated import together
from planreport.place import Place, Problem


def wrong(row: int, sheet: str = "表", message: str = "空です。") -> Problem:
    return Problem(Place("表.xlsx", row, "D", sheet), message, "書いてください。")


def test_a_few_cells_are_told_one_by_one() -> None:
    few = [wrong(2), wrong(3), wrong(4)]
    assert together(few) == few


def test_of_many_the_first_is_told_and_names_others_wherever_they_are() -> None:
    (told,) = together([wrong(4), wrong(3), wrong(2), wrong(7, "裏")])
    assert str(told).splitlines()[0] == (
        "エラー: 表.xlsx シート「表」 D2: 空です。"
        "同じことが、ほかに3か所あります（D3、D4、シート「裏」のD7）。"
    )


def test_what_says_something_else_stays_apart() -> None:
    many = [wrong(row) for row in range(2, 30)]
    other = wrong(9, message="長すぎます。")
    first, second = together([*many, other])
    assert "ほかに27か所あります（D3、D4、D5、D6、D7、D8など）" in first.message
    assert second == other
