"""The first page of a portal, and what search engines and feed readers are told of all its plans."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from planreport import paths
from planreport.pages import render
from planreport.pages.edition import File
from planreport.pages.feed import News
from planreport.pages.frame import Link
from planreport.portal.entry import Entry
from planreport.portal.settings import Group, Portal
from planreport.templating import Templates, fill


@dataclass(frozen=True)
class _Frame:
    """What stands around a page, as `pages.frame.Frame` tells it of a plan's."""

    title: str
    root: str
    canonical: str
    menu: tuple[Link, ...]
    is_home: bool
    home: str = "計画の一覧"
    picture: None = None
    portal: str = ""
    every_year: tuple[Link, ...] = ()

    @property
    def top(self) -> str:
        return self.root


@dataclass(frozen=True)
class _Edition:
    """`files` are what the page can link to."""

    files: Mapping[str, File]
    is_current: bool = True


@dataclass(frozen=True)
class Shown:
    """A group of plans (by name) under its heading, in the order in which they are shown."""

    id: str
    name: str
    plans: Mapping[str, Entry]


def files(
    env: Templates, templates: Path, portal: Portal, plans: Mapping[str, Entry]
) -> dict[str, bytes]:
    """The files at the top of the portal's site, by path; `plans` by the names of their folders."""
    places = dict.fromkeys(entry.municipality for entry in plans.values())
    settings = replace(
        portal.settings,
        municipality=portal.settings.municipality or "、".join(places),
        updated=max(entry.updated for entry in plans.values()),
    )
    groups = tuple(shown(portal.groups, plans))
    base = settings.base_url
    top = f"{base}/" if base else ""

    static = render.static(env, templates, settings.theme)
    style = render.within_page(static[paths.STYLESHEET].decode())

    def filled(
        template: str, title: str = "", root: str = "", canonical: str = "", style: str = ""
    ) -> str:
        """A page; one with a title of its own is not the first."""
        home = f"{root}{paths.HOME}" if title else ""
        menu = tuple(Link(f"{home}#{it.id}", it.name) for it in groups if len(groups) > 1)
        return fill(
            env,
            template,
            plan=settings,
            frame=_Frame(title or settings.title, root, canonical, menu, is_home=not title),
            edition=_Edition(
                {f"{name}/{it.path}": it.file for name, one in plans.items() for it in one.links}
            ),
            text=portal.text,
            style=style,
            groups=groups,
            elsewhere={n for n, one in plans.items() if one.municipality != settings.municipality},
        )

    texts = {
        paths.HOME: filled("portal.html", canonical=top),
        paths.NOT_FOUND: filled("portal-404.html", "ページが見つかりません", root=top, style=style),
        paths.ROBOTS: fill(env, "robots.txt", plan=settings),
    }
    if base:
        listed = [("", settings.updated)]
        listed += [
            (f"{name}/{page}", it.updated) for name, it in plans.items() for page in it.pages
        ]
        texts[paths.SITEMAP] = fill(env, "sitemap.xml", plan=settings, pages=listed)
        texts[paths.FEED] = fill(env, "feed.xml", plan=settings, entries=news(plans))
    return static | {path: text.encode() for path, text in texts.items()}


def news(plans: Mapping[str, Entry]) -> list[News]:
    """That of all plans, the newest first, with the name of each plan before its own."""
    every = [
        replace(
            one,
            id=f"{name}/{one.id}",
            page=f"{name}/{one.page}",
            title=f"{entry.title}：{one.title}",
        )
        for name, entry in plans.items()
        for one in entry.news
    ]
    return sorted(every, key=lambda one: one.date, reverse=True)


def shown(groups: tuple[Group, ...], plans: Mapping[str, Entry]) -> Iterator[Shown]:
    """The groups that have any plan, and one of those that are in none. In each the plans that began
    last come first."""
    named = {name for group in groups for name in group.plans}
    rest = Group("その他" if groups else "計画の一覧", tuple(n for n in plans if n not in named))
    for n, group in enumerate((*groups, rest), 1):
        theirs = {name: plans[name] for name in group.plans if name in plans}
        order = sorted(theirs, key=lambda name: -theirs[name].first_year)
        if order:
            yield Shown(f"group-{n}", group.name, {name: theirs[name] for name in order})
