"""Characters that are variants of others, so that a search for the one finds the other."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import chain
from unicodedata import category, normalize

# What the table leaves out, since both are in its standard (JIS X 0208) or neither is one character
# of UTF-16, and what it takes for another place's name: the forms that 常用漢字表 (Cabinet Notice 2
# of 2010) has in brackets, and those usual in names of people and places.
_MORE = (
    "﨑崎 嵜崎 ヶケ ヵカ 龍竜 澤沢 濱浜 濵浜 邊辺 邉辺 齋斎 齊斉 嶋島 嶌島 冨富 𠮷吉 廣広 國国 德徳 瀨瀬 "
    "櫻桜 眞真 惠恵 榮栄 應応 學学 會会 縣県 區区 驛駅 圓円 實実 傳伝 灣湾 鐵鉄 濟済 藏蔵 條条 壽寿 萬万 與与"
)


def occurring(texts: Iterable[str]) -> str:
    """The pairs of a variant and its standard form that matter for a search of the texts: those of
    which they have one. One pair after the other, each of two characters."""
    known = _standards()
    present = set(normalize("NFKC", "".join(set(chain.from_iterable(texts)))))
    standards = {known.get(character, character) for character in present}
    return "".join(f"{it}{standard}" for it, standard in known.items() if standard in standards)


@cache
def _standards() -> dict[str, str]:
    """Each variant's standard form."""
    from ja_cvu_normalizer.reader import cvuj_reader  # only pages need it

    table = files("ja_cvu_normalizer") / "resource" / "ISO-2022-JP.txt"
    found = {
        it: standard
        for it, standard in cvuj_reader(str(table)).items()
        # Not what Unicode itself takes for alike, nor half a character, which the table has by mistake.
        if normalize("NFKC", it) == it and category(it) == "Lo"
    }
    found |= {pair[0]: pair[1] for pair in _MORE.split()}
    return {it: found.get(standard, standard) for it, standard in sorted(found.items())}
