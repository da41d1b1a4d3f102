"""Makes the fonts that draw what BIZ UDPGothic lacks: 𠮷, the lowered numbers of CO₂, rare signs.

npm pack @expo-google-fonts/noto-sans-jp@0.4.3 @expo-google-fonts/noto-sans@0.4.2
tar -xzf … (each into a folder of its own)
python setup/second_font.py NOTO-SANS-JP/package NOTO-SANS/package

Writes templates/fonts/Noto*-Supplement.ttf, those glyphs of two fonts (SIL Open Font License 1.1) that
no other font of the folder has, and their licence. Needed only where the main font has changed.
"""

import sys
import unicodedata
from pathlib import Path

import uharfbuzz

FONTS = Path(__file__).resolve().parent.parent / "templates" / "fonts"
SUPPLEMENT = "-Supplement.ttf"
WEIGHTS = ("400Regular", "700Bold")
# Kanji and signs, letters with accents; other scripts, radicals and what is combined are left out.
WANTED = {
    "NotoSansJP": (
        *((0x2100, 0x27BF), (0x3000, 0x30FF), (0x31F0, 0x9FFF)),
        *((0xF900, 0xFAFF), (0x20000, 0x3FFFF)),
    ),
    "NotoSans": ((0xA0, 0x24F), (0x1E00, 0x1EFF), (0x2010, 0x20BF)),
}
SPACES = {0x20, 0x3000}  # which are drawn in the font of the letter before them
LEFT_OUT = (b"GSUB", b"GPOS", b"GDEF", b"vhea", b"vmtx", b"VORG", b"DSIG")


def main(folders: list[Path]) -> None:
    mains = [_face(path) for path in FONTS.glob("*.ttf") if not path.name.endswith(SUPPLEMENT)]
    drawn = frozenset.intersection(*(frozenset(face.unicodes) for face in mains))
    for (name, ranges), folder in zip(WANTED.items(), folders, strict=True):
        faces = {w: _face(folder / w / f"{name}_{w}.ttf") for w in WEIGHTS}
        had = frozenset.intersection(*(frozenset(face.unicodes) for face in faces.values()))
        codes = {code for low, high in ranges for code in range(low, high + 1)}
        missing = {code for code in codes & had - drawn if _is_shown(chr(code))}
        for weight, face in faces.items():
            (FONTS / f"{name}-{weight[3:]}{SUPPLEMENT}").write_bytes(_cut(face, missing | SPACES))
        drawn |= missing
    licences = [(folder / "LICENSE_FONT").read_text(encoding="utf-8") for folder in folders]
    copyrights = [licence.splitlines()[0] for licence in licences]
    rest = licences[0].split("\n", 1)[1]
    (FONTS / "OFL-Noto.txt").write_text("\n".join([*copyrights, rest]), encoding="utf-8")


def _face(path: Path) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))


def _cut(face: uharfbuzz.Face, codes: set[int]) -> bytes:
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update(codes)
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
    wanted.drop_table_tag_set.update(int.from_bytes(tag) for tag in LEFT_OUT)
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


def _is_shown(char: str) -> bool:
    return unicodedata.category(char)[0] in "LNPS"


if __name__ == "__main__":
    main([Path(folder) for folder in sys.argv[1:]])
