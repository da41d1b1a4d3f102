"""A municipality's code is found by its name, in a table of all of them."""

from collections import Counter

import pytest

from planreport.check.settings import is_area_code
from planreport.scaffold.area import areas, named, near


def codes(name: str) -> list[str]:
    return [area.code for area in named(name)]


def test_the_table_holds_every_municipality_and_prefecture_and_no_ward_of_a_designated_city() -> (
    None
):
    kinds = Counter(area.city[-1:] for area in areas())
    assert kinds == {"": 47, "市": 792, "町": 743, "村": 183, "区": 23}
    assert {area.prefecture for area in areas() if area.city.endswith("区")} == {"東京都"}


def test_every_code_has_its_check_digit_and_is_there_once() -> None:
    assert all(is_area_code(area.code) for area in areas())
    assert len({area.code for area in areas()}) == len({area.name for area in areas()}) == 1788


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("旭川市", "012041"),
        ("北海道旭川市", "012041"),
        ("札幌市", "011002"),
        ("浜松市", "221309"),  # whose wards were drawn anew
        ("大阪市", "271004"),
        ("堺市", "271403"),
        ("千代田区", "131016"),
        ("倶知安町", "014001"),
        ("北海道虻田郡倶知安町", "014001"),
        ("大島郡大和村", "465232"),
        ("粟島浦村", "155861"),
        ("三宅村", "133817"),
        ("郡上市", "212199"),
        ("蒲郡市", "232149"),
        ("大和郡山市", "292036"),
        ("京都郡みやこ町", "406252"),
        ("北海道", "010006"),
        ("京都府", "260002"),
        ("長野県池田町", "204811"),
        ("北海道中川郡池田町", "016446"),
    ],
)
def test_a_name_has_its_code(name: str, code: str) -> None:
    assert codes(name) == [code]


@pytest.mark.parametrize(
    ("name", "prefectures"),
    [
        ("府中市", ["東京都", "広島県"]),
        ("伊達市", ["北海道", "福島県"]),
        ("森町", ["北海道", "静岡県"]),
    ],
)
def test_a_name_that_several_have_means_all_of_them(name: str, prefectures: list[str]) -> None:
    assert [area.prefecture for area in named(name)] == prefectures


@pytest.mark.parametrize("name", ["", "みなも市", "札幌市中央区", "広島県旭川市", "市", "郡"])
def test_what_is_no_municipality_has_no_code(name: str) -> None:
    assert named(name) == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("札幌市中央区", "北海道札幌市"),
        ("旭川", "北海道旭川市"),
        ("塩釜市", "宮城県塩竈市"),
        ("須恵町", "福岡県須惠町"),
        ("北海道旭河市", "北海道旭川市"),
    ],
)
def test_a_name_that_is_nearly_one_leads_to_it(name: str, meant: str) -> None:
    assert meant in near(name)


def test_a_name_that_is_far_from_all_leads_nowhere() -> None:
    assert near("空想広域連合") == []
