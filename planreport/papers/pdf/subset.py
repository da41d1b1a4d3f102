"""Cuts a font down to the glyphs that a paper uses, to the same bytes on every machine.

WeasyPrint would have the system's HarfBuzz do this, whose versions write different bytes: here it
is the one that requirements.lock names.
"""

from collections.abc import Iterable
from typing import Any


def subset(font: Any, glyphs: Iterable[int], _hinting: bool) -> None:
    """Takes the place of `subset` in WeasyPrint's class Font.

    A glyph that a kanji has with a selector and without is told as the kanji alone: what is copied
    or searched would else be what the first text says in which the glyph stands.
    """
    import uharfbuzz  # only here: no paper that comes from the cache needs it

    wanted = uharfbuzz.SubsetInput()
    wanted.glyph_set.update(glyphs)
    # The pages name glyphs by their numbers. Which to take, and where, is settled in them as well.
    wanted.flags = uharfbuzz.SubsetFlags.RETAIN_GIDS | uharfbuzz.SubsetFlags.NO_HINTING
    wanted.drop_table_tag_set.update(int.from_bytes(tag) for tag in (b"GSUB", b"GPOS"))
    whole = uharfbuzz.Face(font.file_content, font.index)
    alone = uharfbuzz.Font(whole)
    for glyph, text in font.to_unicode.items():
        if len(text) == 2 and alone.get_nominal_glyph(ord(text[0])) == glyph:
            font.to_unicode[glyph] = text[0]
    font.file_content = uharfbuzz.subset(whole, wanted).blob.data
