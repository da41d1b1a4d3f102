"""Measures stand in the groups that they name, however their rows lie."""

from planreport.plan.arrange import Filed, arrange
from planreport.plan.measures import Goal, Measure


def goal(*paths: tuple[str, ...]) -> Goal:
    """A goal whose measures, called a, b, c …, are in these groups."""
    filed = (
        Filed("g", path, Measure("abcdef"[n], "題", (), (), (), position=n))
        for n, path in enumerate(paths)
    )
    (only,) = arrange({"g": "目標"}, filed, {})
    return only


def ids(measures: tuple[Measure, ...]) -> str:
    return "".join(measure.id for measure in measures)


def test_rows_of_one_group_stand_together_in_the_order_of_their_first() -> None:
    made = goal(("甲", "一"), ("乙", "一"), ("甲", "二"), ("甲", "一"))
    assert [(group.path, ids(group.measures)) for group in made.unfolded] == [
        (("甲",), "adc"),
        (("甲", "一"), "ad"),
        (("甲", "二"), "c"),
        (("乙",), "b"),
        (("乙", "一"), "b"),
    ]
    assert ids(made.measures) == "adcb"


def test_a_name_under_two_wider_groups_is_two_groups() -> None:
    made = goal(("甲", "一"), ("乙", "一"))
    assert [item.path for item in made.items] == [("甲", "一"), ("乙", "一")]


def test_an_item_opens_the_wider_groups_that_begin_with_it() -> None:
    made = goal(("甲", "一", "ア"), ("甲", "一", "イ"), ("甲", "二", "ア"), ("乙", "一", "ア"))
    assert [[group.title for group in begun] for begun, _ in made.openings] == [
        ["甲", "一", "ア"],
        ["イ"],
        ["二", "ア"],
        ["乙", "一", "ア"],
    ]


def test_with_one_level_every_group_is_an_item() -> None:
    made = goal(("甲",), ("乙",), ("甲",))
    assert made.items == made.groups
    assert list(made.openings) == [((group,), group) for group in made.groups]


def test_without_a_level_measures_stand_right_below_their_goal() -> None:
    made = goal((), ())
    assert (ids(made.own), made.groups) == ("ab", ())
    assert list(made.openings) == [((), made.top)]


def test_a_measure_may_stand_beside_the_groups_of_the_next_level() -> None:
    made = goal(("甲", "一"), ("甲",), ())
    assert [(item.path, ids(item.own), len(begun)) for begun, item in made.openings] == [
        ((), "c", 0),
        (("甲",), "b", 1),
        (("甲", "一"), "a", 1),
    ]
    assert ids(made.measures) == "cba"
