"""What a city copies to publish its site by itself: a workflow, and a server's settings."""

import re
from pathlib import PurePath

import pytest
import syntax
import typed
from conftest import ROOT, Site, tree

from planreport.serve.answer import TYPES

FOLDER = ROOT / "docs" / "hosting"
WORKFLOW = (FOLDER / "github-workflow.yml").read_text(encoding="utf-8")
NGINX = (FOLDER / "nginx.conf").read_text(encoding="utf-8")

# --- The workflow ---


@pytest.mark.whole
def test_the_workflow_has_no_fault_and_one_that_has_is_told() -> None:
    faults = {
        ("needs: build", "needs: biuld"): 'job "publish" needs job "biuld" which does not exist',
        ("matrix.folder", "matrix.foldr"): 'property "foldr" is not defined',
        ("contents: read", "content: read"): 'unknown permission scope "content"',
    }
    faulty = [WORKFLOW.replace(right, wrong) for right, wrong in faults]
    own, *others = syntax.workflow_complaints([WORKFLOW, *faulty])
    assert own == []
    for said, complaint in zip(others, faults.values(), strict=True):
        assert complaint in "".join(said)


def test_the_workflow_runs_what_exists() -> None:
    assert re.search(r"build\.py --plan", WORKFLOW)
    assert typed.unknown(WORKFLOW) == []
    installed = (ROOT / "setup" / "system-packages.sh").read_text(encoding="utf-8")
    (package,) = re.findall(r"--no-install-recommends (\S+)$", WORKFLOW, re.M)
    assert re.search(rf"need 'Pango' +{re.escape(package)} ", installed)
    for file in re.findall(r"-r (\S+)", WORKFLOW):
        assert (ROOT / file).is_file()


def test_the_workflow_may_write_nothing_but_the_pages_and_pins_every_action() -> None:
    assert sorted(re.findall(r"^ +(\S+): write$", WORKFLOW, re.M)) == ["id-token", "pages"]
    assert WORKFLOW.index("contents: read") < WORKFLOW.index("jobs:")
    actions = re.findall(r"uses: (\S+)", WORKFLOW)
    assert actions
    assert all(re.fullmatch(r"actions/[a-z-]+@v[0-9]+", action) for action in actions)


# --- The server ---


def settings(text: str) -> list[tuple[str, ...]]:
    """The settings of a file of nginx, each in words; the name of a block is one with a brace."""
    bare = re.sub(r"(^|\s)#.*", "", text)
    assert bare.count("{") == bare.count("}")
    found = [one.strip() for one in re.findall(r"[^;{}]*[;{}]", bare)]
    return [tuple(re.findall(r'"[^"]*"|[^\s;]+', one)) for one in found if one != "}"]


def listed(name: str) -> set[str]:
    return {word for words in settings(NGINX) if words[0] == name for word in words[1:]}


def test_the_server_calls_every_file_what_the_preview_calls_it() -> None:
    types = {
        f".{ending}": words[0]
        for words in settings(NGINX)
        if "/" in words[0]
        for ending in words[1:]
    }
    assert types == {ending: kind.partition(";")[0] for ending, kind in TYPES.items()}
    texts = {kind.partition(";")[0] for kind in TYPES.values() if "charset=utf-8" in kind}
    assert listed("charset") == {"utf-8"}
    assert listed("charset_types") | {"text/html"} == texts  # which nginx has by itself
    assert listed("gzip_types") == listed("charset_types")


def test_every_file_of_a_site_has_a_type(site: Site) -> None:
    endings = {PurePath(name).suffix for name in tree(site.output)} - {""}
    assert endings <= set(TYPES)


def test_the_server_says_what_only_a_header_can_and_promises_nothing_for_others() -> None:
    headers = {words[1]: words[2:] for words in settings(NGINX) if words[0] == "add_header"}
    assert all(words[-1] == "always" for words in headers.values())  # with 404.html as well
    assert headers["X-Content-Type-Options"][0] == "nosniff"
    assert headers["Content-Security-Policy"][0] == "\"frame-ancestors 'self'\""
    assert "Strict-Transport-Security" not in headers
    assert ("error_page", "403", "404", "=404", "/plan/404.html") in settings(NGINX)
