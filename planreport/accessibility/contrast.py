"""How well two colours can be told apart, as WCAG 2 measures it. A colour is written #rrggbb."""

from colorsys import hls_to_rgb, rgb_to_hls

# How finely `darkened` looks: more than twice as many steps as a channel has.
_STEPS = 512


def ratio(one: str, other: str) -> float:
    """From 1 for the same lightness to 21 for black and white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def darkened(colour: str, background: str, least: float) -> str:
    """The colour, or the lightest of its hue and saturation below it, whose ratio is `least`.

    Black where even that is not enough.
    """
    hue, lightness, saturation = rgb_to_hls(*_channels(colour))
    for step in range(_STEPS, 0, -1):
        darker = _written(hls_to_rgb(hue, lightness * step / _STEPS, saturation))
        if ratio(darker, background) >= least:
            return darker
    return "#000000"


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2): what the three channels add to the lightness that is seen."""
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
