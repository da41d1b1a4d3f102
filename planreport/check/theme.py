"""Rules for [theme]: colours that can be told from what they stand on, and a logo that is safe."""

import re
from collections.abc import Iterator, Mapping
from math import floor

from planreport.accessibility.contrast import darkened, ratio
from planreport.check.image import MAX_BYTES, image_format, unsafe
from planreport.check.shape import Key
from planreport.load import CONTENT_FOLDER, IMAGE_ENDINGS, TomlFile
from planreport.place import Problem, did_you_mean

_WORD = Key(str, filled=True)
KEYS = {"colour": _WORD, "link": _WORD, "logo": _WORD, "logo_alt": _WORD}

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

# The darkest thing that text in a colour stands on in templates/static/style.css.
BACKGROUNDS = {"colour": ("白", "#ffffff"), "link": ("灰色（#e6e6e6）", "#e6e6e6")}
LEAST = 4.5  # WCAG 2.2 AA, 1.4.3


def problems(
    settings: TomlFile, images: Mapping[str, bytes], folder: str = f"{CONTENT_FOLDER}/ "
) -> Iterator[Problem]:
    """`images` are those, by path, of which one can be the logo, and `folder` where they lie."""
    theme = settings.values.get("theme", {})
    for key in BACKGROUNDS:
        if key in theme:
            yield from _colour(settings, key, theme[key])
    if "logo" in theme:
        yield from _logo(settings, theme["logo"], images, folder)
    yield from _alternative(settings, theme)


def _colour(settings: TomlFile, key: str, colour: str) -> Iterator[Problem]:
    """A colour is written as #rrggbb, and is dark enough for what it stands on."""
    if not _COLOUR.fullmatch(colour):
        advice = "「#00665a」のように、「#」に続けて0から9とaからfまでの6桁を半角で書いてください。"
        yield Problem(settings.at("theme", key), f"色「{colour}」は使えません。", advice)
        return
    name, background = BACKGROUNDS[key]
    if (found := ratio(colour, background)) < LEAST:
        yield Problem(
            settings.at("theme", key),
            # Rounded down, or 4.49 would be said to be 4.5 and less than that.
            f"色「{colour}」は{name}の背景との明暗の比が{floor(found * 10) / 10}で、{LEAST}に足りません。",
            f"同じ色合いでは「{darkened(colour, background, LEAST)}」なら足ります。",
        )


def _logo(
    settings: TomlFile, file: str, images: Mapping[str, bytes], folder: str
) -> Iterator[Problem]:
    """A logo is an image that is there, loads quickly, runs nothing and asks for nothing."""
    place = settings.at("theme", "logo")
    content = images.get(file)
    if content is None:
        endings = "、".join(IMAGE_ENDINGS)
        otherwise = f"{folder}の中の画像（{endings}）を書いてください。"
        advice = did_you_mean(file, images, otherwise)
        yield Problem(place, f"画像「{file}」がありません。", advice)
        return
    if len(content) > MAX_BYTES:
        message = f"画像「{file}」の大きさが{-(-len(content) // 1000)}キロバイトあります。"
        yield Problem(place, message, f"{MAX_BYTES // 1000}キロバイト以内にしてください。")
    elif image_format(content) is None:
        message = f"「{file}」は、SVG、PNG、JPEG、WebPのどれの画像でもありません。"
        yield Problem(place, message, "画像のソフトで、どれかの形式で保存し直してください。")
    elif found := unsafe(content):
        yield Problem(
            place,
            f"画像「{file}」の中に「{found}」があります。",
            "動くものや、ほかのファイルを読み込むもの、絵でないものを消して、保存し直してください。",
        )


def _alternative(settings: TomlFile, theme: dict[str, str]) -> Iterator[Problem]:
    """A logo comes with the words for those who do not see it."""
    if "logo" in theme and "logo_alt" not in theme:
        message = "ロゴの画像の代わりになる言葉がありません。"
        advice = '「logo_alt = "みなも市"」のように、ロゴに書いてあることを書いてください。'
        yield Problem(settings.at("theme", "logo"), message, advice)
    if "logo_alt" in theme and "logo" not in theme:
        message = "ロゴの画像がないのに、代わりの言葉があります。"
        advice = "logo に画像のファイルを書くか、この行を消してください。"
        yield Problem(settings.at("theme", "logo_alt"), message, advice)
