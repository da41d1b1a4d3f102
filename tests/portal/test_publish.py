"""Several plans become one site, and an error in one does not take away what is published."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from city import BASE, NAMES, break_plan, made_once, make_city, of, published
from conftest import call, parsed, tree

from planreport.accessibility.audited import look
from planreport.place import PlanError
from planreport.portal.publish import Published, publish
from planreport.site import write

pytestmark = pytest.mark.whole


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory)


@pytest.fixture
def own(city: Path, tmp_path: Path) -> Path:
    """The same for one test alone."""
    shutil.copytree(city, tmp_path / "city", symlinks=True)
    return tmp_path / "city"


def told(done: Published) -> str:
    return "\n".join(map(str, done.problems))


def heading(page: Path) -> str:
    (found,) = parsed(page).xpath("//h2[@id='report-answer']")
    return "".join(found.text_content().split())


def test_each_plan_has_its_whole_site_in_a_folder_of_its_name(
    city: Path, built_once: Callable[[str], Path]
) -> None:
    alone = {path for path in tree(built_once("minamo") / "output") if not path.endswith(".pdf")}
    expected = alone - {".gitignore", "manifest.json"} | {"portal.json"}
    assert of(tree(city / "output"), "kankyo") == expected


def test_the_first_page_has_each_plan_with_the_answer_of_its_own_overview(city: Path) -> None:
    listed = parsed(city / "output" / "index.html").xpath("//ul[@class='plans']/li")
    assert len(listed) == len(NAMES)
    for entry in listed:
        (address,) = entry.xpath("h3/a/@href")
        (answer,) = entry.xpath("p[@class='sentence']")
        assert "".join(answer.text_content().split()) == heading(city / "output" / address) + "。"


def test_every_link_of_the_first_page_leads_to_a_file(city: Path) -> None:
    links = parsed(city / "output" / "index.html").xpath("//a/@href[not(starts-with(., '#'))]")
    assert {link for link in links if not (city / "output" / link).is_file()} == set()


def test_every_page_of_a_plan_leads_back_to_the_list(city: Path) -> None:
    top = city / "output"
    pages = [*top.glob("*/*.html"), *top.glob("*/editions/*/*.html")]
    assert len(pages) > 20
    for page in pages:
        (back,) = parsed(page).xpath("//p[@class='portal']/a/@href")
        if page.name == "404.html":  # which is shown at any address
            assert back == f"{BASE}/{page.parent.name}/../index.html"
        else:
            assert (page.parent / back).resolve() == (top / "index.html").resolve()


def test_that_a_plan_is_one_of_several_is_no_change_since_its_audit(
    city: Path, built_once: Callable[[str], Path]
) -> None:
    alone = (built_once("minamo") / "output" / "words.html").read_text(encoding="utf-8")
    listed = (city / "output" / "kankyo" / "words.html").read_text(encoding="utf-8")
    assert 'class="portal"' in listed
    assert look(listed, "", "") == look(alone, "", "")


def test_a_plan_that_is_built_alone_leads_to_no_list(built_once: Callable[[str], Path]) -> None:
    for page in (built_once("minamo") / "output").glob("*.html"):
        assert parsed(page).xpath("//p[@class='portal']") == []


def test_the_plans_lie_below_the_address_of_the_portal(city: Path) -> None:
    """Whatever address a plan has where it stands alone."""
    (canonical,) = parsed(city / "output/kankyo/data.html").xpath("//link[@rel='canonical']/@href")
    assert canonical == f"{BASE}/kankyo/data.html"


def test_one_sitemap_has_the_pages_of_all_plans(city: Path) -> None:
    locations = parsed(city / "output" / "sitemap.xml").xpath("//loc/text()")
    assert len(locations) == len(set(locations))
    assert {f"{BASE}/", f"{BASE}/kankyo/", f"{BASE}/koyaku/data.html"} <= set(locations)
    files = [location.removeprefix(f"{BASE}/") for location in locations]
    for file in files:
        assert (city / "output" / file / ("index.html" if file.endswith("/") else "")).exists()
    assert f"Sitemap: {BASE}/sitemap.xml" in (city / "output" / "robots.txt").read_text()


def test_one_feed_has_the_news_of_all_plans_the_newest_first(city: Path) -> None:
    def entries(file: str) -> list[tuple[str, str, str]]:
        found = parsed(city / "output" / file).xpath("//entry")
        return [(e.findtext("id"), e.findtext("updated"), e.findtext("title")) for e in found]

    every = entries("feed.xml")
    each = [*entries("kankyo/feed.xml"), *entries("koyaku/feed.xml")]
    assert {id_ for id_, _, _ in every} == {id_ for id_, _, _ in each}
    days = [day for _, day, _ in every]
    assert days == sorted(days, reverse=True)
    assert all(re.match("みなも市環境行動計画：|海風市長マニフェスト2019：", e[2]) for e in every)


def test_the_same_plans_give_the_same_bytes(city: Path, tmp_path: Path) -> None:
    """Wherever they and their site lie, and however they are named to the command."""
    again = make_city(tmp_path / "again", NAMES)
    publish([again / "koyaku", again / "kankyo", again], tmp_path / "here", has_papers=False)
    before, after = tree(city / "output"), tree(tmp_path / "here")
    assert {path for path in before | after if before.get(path) != after.get(path)} == set()


def test_a_plan_with_an_error_stays_as_it_was_and_the_others_are_new(own: Path) -> None:
    before = tree(own / "output")
    break_plan(own / "kankyo")
    title = own / "koyaku" / "data" / "plan.toml"
    changed = title.read_text(encoding="utf-8").replace("マニフェスト2019", "公約")
    title.write_text(changed, encoding="utf-8")
    done = published(own)
    after = tree(own / "output")
    assert not done.is_whole
    assert "エラー: kankyo: data/plan.toml 4行目「first_year」" in told(done)
    assert (
        "kankyo: 誤りがあるので、前に作ったもの（令和3年（2021年）6月30日更新）のままです"
        in done.said
    )
    kept = {path for path in before if path.startswith("kankyo/")}
    assert {path: before[path] for path in kept} == {
        path: content for path, content in after.items() if path.startswith("kankyo/")
    }
    first = after["index.html"].decode()
    assert "みなも市環境行動計画" in first
    assert "海風市長公約" in first
    assert "海風市長公約" in after["koyaku/index.html"].decode()


def test_a_plan_stays_as_it_was_until_it_is_put_right(own: Path) -> None:
    before = tree(own / "output")
    plan = (own / "kankyo/data/plan.toml").read_bytes()
    break_plan(own / "kankyo")
    for _ in range(2):
        assert not published(own).is_whole
        assert tree(own / "output") == before
    (own / "kankyo/data/plan.toml").write_bytes(plan)
    assert published(own).is_whole
    assert tree(own / "output") == before


@pytest.mark.parametrize("lost", ["kankyo/index.html", "kankyo/portal.json"])
def test_what_is_not_whole_any_more_is_not_taken_for_the_last_version(own: Path, lost: str) -> None:
    (own / "output" / lost).unlink()
    break_plan(own / "kankyo")
    done = published(own)
    assert "kankyo: 誤りがあるので、載せていません" in done.said
    assert of(tree(own / "output"), "kankyo") == set()


def test_a_plan_that_was_never_built_is_left_out_while_it_has_an_error(tmp_path: Path) -> None:
    city = make_city(tmp_path, NAMES)
    break_plan(city / "kankyo")
    done = published(city)
    assert not done.is_whole
    assert "kankyo: 誤りがあるので、載せていません" in done.said
    assert {path.name for path in (city / "output").glob("*/")} == {"koyaku"}
    assert "みなも市環境行動計画" not in (city / "output/index.html").read_text(encoding="utf-8")


def test_a_plan_whose_files_cannot_be_written_leaves_the_others(own: Path) -> None:
    shutil.rmtree(own / "kankyo" / ".cache")
    (own / "kankyo" / ".cache").write_text("in the way")
    done = published(own)
    assert "エラー: kankyo: " in told(done)
    assert "のままです" in done.said


def test_what_is_wrong_with_several_plans_alike_is_told_once(tmp_path: Path) -> None:
    city = make_city(tmp_path, {**NAMES, "right": "minamo"})
    for name in NAMES:
        (city / name / "content" / "index.md").unlink()
    problems = {str(problem.place) for problem in published(city).problems}
    assert "kankyo、koyaku: content/index.md" in problems


def test_where_every_plan_has_an_error_nothing_is_written(tmp_path: Path) -> None:
    city = make_city(tmp_path, NAMES)
    for name in NAMES:
        break_plan(city / name)
    with pytest.raises(PlanError) as found:
        published(city)
    files = {problem.place.file for problem in found.value.problems}
    assert files >= {"kankyo: data/plan.toml", "koyaku: data/plan.toml"}
    assert not (city / "output").exists()


def test_a_plan_that_is_not_asked_for_any_more_goes_and_that_is_said(own: Path) -> None:
    (own / "portal.toml").unlink()
    done = published(own / "koyaku")
    assert "kankyo: 指定のフォルダにないので、除きました" in done.said
    assert of(tree(own / "output"), "kankyo") == set()


def test_a_folder_that_this_program_did_not_make_is_left_alone(tmp_path: Path) -> None:
    city = make_city(tmp_path / "city", NAMES)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").touch()
    with pytest.raises(PlanError, match="このプログラムが作ったものではない"):
        publish([city], tmp_path / "photos", has_papers=False)
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["a.jpg"]


def test_the_site_of_one_plan_is_not_replaced_by_that_of_all(own: Path) -> None:
    write.write({"index.html": b""}, own / "kankyo" / "output")
    with pytest.raises(PlanError, match=r"計画のフォルダ（.*kankyo）の中には作れません"):
        publish([own], own / "kankyo" / "output", has_papers=False)


def test_the_manifest_has_every_file(city: Path) -> None:
    files = set(tree(city / "output")) - {".gitignore", "manifest.json"}
    assert set(json.loads((city / "output/manifest.json").read_text())["files"]) == files


def test_without_a_file_of_its_own_a_portal_has_all_it_needs(tmp_path: Path) -> None:
    """But for the address, without which there is no sitemap and no feed."""
    city = make_city(tmp_path, {"kankyo": "minamo"}, portal="")
    published(city)
    page = parsed(city / "output" / "index.html")
    assert page.xpath("string(//h1)") == "計画の進捗"
    assert page.xpath("string(//*[@class='municipality'])") == "架空県みなも市"
    assert not (city / "output" / "sitemap.xml").exists()
    (own,) = parsed(city / "output/kankyo/data.html").xpath("//link[@rel='canonical']/@href")
    assert own == "https://www.city.minamo.example/kankyo/data.html"


def test_the_command_says_what_it_made_and_tells_by_its_status(
    own: Path, project: Callable[[str], Path]
) -> None:
    there = project("minamo")
    done = call(there, "portal", str(own), "--no-pdf")
    assert (done.returncode, done.stderr) == (0, "")
    lines = re.sub(r"[0-9.]+秒", "1秒", done.stdout).splitlines()
    pages = len([*(own / "output").rglob("*.html")])
    assert lines[:3] == [
        "できました（1秒）。",
        f"  計画 2、ページ {pages}、ファイル {len(tree(own / 'output'))}",
        f"  開くには: {own / 'output' / 'index.html'}",
    ]
    break_plan(own / "kankyo")
    done = call(there, "portal", str(own), "--no-pdf")
    assert done.returncode == 1
    assert "エラー: kankyo: data/plan.toml" in done.stderr
    assert "のままです" in done.stdout


@pytest.mark.pdf
def test_papers_come_from_each_plans_own_cache(
    tmp_path: Path, built_once: Callable[[str], Path]
) -> None:
    city = make_city(tmp_path, {"kankyo": "minamo"}, portal="")
    papers = built_once("minamo") / ".cache" / "papers"
    shutil.copytree(papers, city / "kankyo" / ".cache" / "papers")
    publish([city], None, has_papers=True)
    assert tree(city / "kankyo/.cache/papers") == tree(papers)
    (entry,) = parsed(city / "output/index.html").xpath("//ul[@class='files']")
    for spoken in entry.xpath(".//*[@class='spoken']"):  # whose they are
        spoken.drop_tree()
    alone = parsed(built_once("minamo") / "output/index.html").xpath(
        "//section[@aria-labelledby='report-files']//a"
    )
    said = {a.text_content() for a in alone if a.get("href").endswith(".pdf")}
    assert said
    assert said <= {a.text_content() for a in entry.xpath(".//a")}
