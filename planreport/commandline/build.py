"""Makes the site: the order of the steps, from the files that are read to those that are written."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from planreport import paths, program
from planreport.commandline.read import read
from planreport.commandline.say import as_called
from planreport.commandline.steps import step
from planreport.pages import render
from planreport.site import closing, compose, earlier, unchanged, write, zipped
from planreport.site.alone import alone
from planreport.site.shelf import shelf


@dataclass(frozen=True)
class Wanted:
    """What a build is asked for. Without a `year` that is the latest, and all before it."""

    output: Path
    year: int | None
    no_pdf: bool
    fragments: bool
    zipped: bool
    strict: bool


def build(root: Path, wanted: Wanted) -> str:
    """Makes the site of the project in `root`, and returns what is to be said of it."""
    templates, cache = Path(program.templates(root)), root / unchanged.CACHE
    with alone(root), shelf(cache) as files:
        began = time.perf_counter()
        inputs = unchanged.stamp_inputs(str(root))
        output = write.place(wanted.output)
        archive = zipped.beside(output) if wanted.zipped else None
        write.refuse_inputs(output, root)
        write.prepare(output)
        if archive:
            zipped.refuse_foreign(archive)
        if not wanted.no_pdf:
            from planreport.papers import pdf  # only here, as in compose.papers

            pdf.prepare(templates)
        checked = read(root, wanted.strict)
        reports = compose.reports(checked.plan, wanted.year)
        env = render.environment(templates, cache / "jinja")
        all_editions = compose.editions(reports, checked, {}, {})
        keys = earlier.keys(all_editions, checked, templates, wanted.no_pdf)
        kept = earlier.find(cache / "editions", keys)
        anew = {folder: report for folder, report in reports.items() if folder not in kept}
        with step("データ"):
            files.update(compose.data(anew))
        with step("PDF") as now:
            unset = {} if wanted.no_pdf else compose.papers(env, anew, files)
            made = pdf.make(unset, templates, cache / "papers") if unset else ()
            papers = dict(now.watch(unset, made))
            files.update((path, papers[path].content) for path in unset)
        with step("ページ") as now:
            counts = {path: paper.pages for path, paper in papers.items()}
            static = render.static(env, templates, checked.plan.theme)
            files.update(compose.pictures(env, static, anew, cache / "pictures"))
            editions = compose.editions(reports, checked, files, counts, kept=kept)
            names = [one.folder + page.path for one in editions for page in render.in_order(one)]
            files.update(now.watch(names, compose.pages(env, static, editions)))
            for theirs in kept.values():
                files.update(earlier.files(theirs))
            earlier.keep(cache / "editions", keys, files)
            if wanted.fragments:
                files.update(compose.fragments(files, editions[0]))
        with step("書込み"):
            count = write.write(files, output, archive)
        places = {"開くには": wanted.output / paths.HOME}
        if wanted.fragments:
            places["貼り付けるためのHTML"] = wanted.output / paths.FRAGMENTS
        if archive:
            places["まとめたファイル"] = archive
        seconds = time.perf_counter() - began
        outdated = compose.outdated(editions[0], files)
        said = closing.closing(editions, checked, count, seconds, places, outdated)
        unchanged.remember(str(root), sys.argv[1:], inputs, str(output), as_called(said))
    return said
