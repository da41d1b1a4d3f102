"""Rules for where a site lies, where its links lead, and how to reach whom to ask."""

import re
from collections.abc import Iterator

from planreport.load import TomlFile
from planreport.place import Problem

_URL = re.compile(r"https?://[^\s/]+(/\S*)?")
# What may stand around the address of a folder.
_USER = re.compile(r"(?<=//)[^/?#]*@")
_QUERY = re.compile(r"[?#].*")
_PAGE = re.compile(r"(?<=[^/]/)[^/]+\.(html?|php|aspx?|jsp|cgi)/?$", re.IGNORECASE)
_PHONE = re.compile(r"[0-9-]+")


def problems(settings: TomlFile, table: str) -> Iterator[Problem]:
    """Addresses begin as they must, that of the site, in `table`, is a folder's, and a telephone
    number can be dialled as it is."""
    urls: dict[tuple[str | int, ...], str] = {
        path: settings.values.get(path[0], {}).get(path[1], "")
        for path in ((table, "base_url"), ("contact", "url"), ("licence", "url"))
    }
    for n, link in enumerate(settings.values.get("footer_links", [])):
        urls["footer_links", n, "url"] = link["url"]
    for path, url in urls.items():
        if url and not (_URL.fullmatch(url) and url.isprintable()):
            advice = "https:// から、空白を入れずに書いてください。"
            yield Problem(settings.at(*path), f"「{url}」はURLではありません。", advice)
    base_url = urls[table, "base_url"]
    folder = _PAGE.sub("", _QUERY.sub("", _USER.sub("", base_url)))
    if folder != base_url:
        message = f"「{base_url}」は、サイトを置くフォルダのアドレスではありません。"
        yield Problem(settings.at(table, "base_url"), message, f"「{folder}」と書いてください。")
    phone = settings.values.get("contact", {}).get("phone", "")
    if phone and not _PHONE.fullmatch(phone):
        message = f"電話番号「{phone}」には、数字と「-」のほかの文字があります。"
        advice = "「0166-00-0000」のように半角で書いてください。内線は contact の name に書けます。"
        yield Problem(settings.at("contact", "phone"), message, advice)
