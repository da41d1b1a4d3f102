"""What an image is, told by its content, and whether a picture in SVG is nothing but a picture.

What is not known to be harmless is refused: what else browsers run or load in an SVG grows with them.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xml.dom.minidom import Document

MAX_BYTES = 200_000

_BEGINNINGS = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "webp": re.compile(rb"RIFF....WEBP", re.S),
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
# What drawing programs keep for themselves and libraries for their records; no browser looks at it.
_UNSEEN = {
    "http://www.w3.org/2000/xmlns/",  # the declarations of namespaces
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.bohemiancoding.com/sketch/ns",
    "http://www.serif.com/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://purl.org/dc/elements/1.1/",
}

# https://www.w3.org/TR/SVG2/eltindex.html without what moves, links, runs or shows other documents
_ELEMENTS = _words(
    """
    circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite
    feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood
    feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset
    fePointLight feSpecularLighting feSpotLight feTile feTurbulence filter g image line
    linearGradient marker mask metadata path pattern polygon polyline radialGradient rect stop
    style svg switch symbol text textPath title tspan use
    """
)
# https://www.w3.org/TR/SVG2/attindex.html and propidx.html, for those elements
_ATTRIBUTES = _words(
    """
    alignment-baseline amplitude azimuth baseFrequency baseProfile baseline-shift bias class
    clip clip-path clip-rule clipPathUnits color color-interpolation color-interpolation-filters
    color-rendering cx cy d diffuseConstant direction display divisor dominant-baseline dx dy
    edgeMode elevation enable-background exponent fill fill-opacity fill-rule filter filterRes
    filterUnits flood-color flood-opacity focusable font font-family font-feature-settings
    font-kerning font-size font-size-adjust font-stretch font-style font-variant font-weight fr
    fx fy glyph-orientation-horizontal glyph-orientation-vertical gradientTransform
    gradientUnits height href id image-rendering in in2 intercept isolation k1 k2 k3 k4
    kernelMatrix kernelUnitLength kerning lang lengthAdjust letter-spacing lighting-color
    limitingConeAngle marker marker-end marker-mid marker-start markerHeight markerUnits
    markerWidth mask mask-type maskContentUnits maskUnits media method mix-blend-mode mode
    numOctaves offset opacity operator order orient overflow paint-order path pathLength
    patternContentUnits patternTransform patternUnits pointer-events points pointsAtX pointsAtY
    pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY
    requiredExtensions requiredFeatures result role rotate rx ry scale seed shape-rendering side
    slope spacing specularConstant specularExponent spreadMethod startOffset stdDeviation
    stitchTiles stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
    stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style surfaceScale
    systemLanguage tableValues targetX targetY text-anchor text-decoration text-orientation
    text-rendering textLength transform transform-box transform-origin type unicode-bidi values
    vector-effect version viewBox visibility white-space width word-spacing writing-mode x x1 x2
    xChannelSelector y y1 y2 yChannelSelector z zoomAndPan
    """
)
_WORDS = re.compile(r"id|class|(aria|data)-[\w.-]+")  # attributes that hold no CSS
_LINKS = {"href", "type", "show", "actuate", "title", "role", "arcrole"}  # of XLink

_WITHIN = re.compile(r"#|data:image/(png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
# What CSS could load by: its functions and rules, each up to what it names, and escapes in any word.
_CSS = re.compile(r"\\.?|@[\w-]*|url\([^)]*\)?|[\w-]*\(", re.IGNORECASE | re.DOTALL)
_CSS_WITHIN = re.compile(
    r"url\(\s*['\"]?(#|data:(image/(png|jpe?g|gif|webp)|font/|application/(x-)?font))",
    re.IGNORECASE,
)
_CSS_HARMLESS = _words(
    """
    @font-face @media @supports ( blur( brightness( calc( circle( color( contrast( cubic-bezier(
    drop-shadow( ellipse( format( grayscale( hsl( hsla( hue-rotate( hwb( inset( invert( is( lab(
    lch( local( matrix( matrix3d( max( min( not( nth-child( nth-of-type( oklab( oklch( opacity(
    path( perspective( polygon( rect( rgb( rgba( rotate( rotatex( rotatey( rotatez( saturate(
    scale( scalex( scaley( sepia( skew( skewx( skewy( translate( translate3d( translatex(
    translatey( var( where(
    """
)


def image_format(content: bytes) -> str | None:
    """The ending that a file of this content should have; None for anything but an image."""
    for ending, beginning in _BEGINNINGS.items():
        if beginning.match(content):
            return ending
    return "svg" if _svg(content) is not None else None


def unsafe(content: bytes) -> str:
    """The first thing in an SVG that may run or load something, as its author would look for it."""
    svg = _svg(content)
    return next(_unsafe(svg), "") if svg is not None else ""


def _svg(content: bytes) -> "Document | None":
    from xml.dom.minidom import parseString  # only a plan with a logo needs it
    from xml.parsers.expat import ExpatError

    try:
        document = parseString(content)
    except (ExpatError, ValueError, LookupError):  # the others are for unknown encodings
        return None
    root = document.documentElement
    is_svg = root is not None and (root.namespaceURI, root.localName) == (_SVG, "svg")
    return document if is_svg else None


def _unsafe(svg: "Document") -> Iterator[str]:
    left: list[Any] = [svg]
    while left:
        node = left.pop()
        left += reversed(node.childNodes)
        if node.nodeType == node.DOCUMENT_TYPE_NODE:
            yield "<!DOCTYPE"
        elif node.nodeType == node.PROCESSING_INSTRUCTION_NODE:
            yield f"<?{node.target}"
        elif node.nodeType == node.ELEMENT_NODE and node.namespaceURI not in _UNSEEN:
            yield from _unsafe_element(node)


def _unsafe_element(element: Any) -> Iterator[str]:
    if element.namespaceURI != _SVG or element.localName not in _ELEMENTS:
        yield f"<{element.localName}>"
    if element.localName == "style":
        said = (element.TEXT_NODE, element.CDATA_SECTION_NODE)  # a comment may cut a word in two
        texts = (child.data for child in element.childNodes if child.nodeType in said)
        yield from _unsafe_css("".join(texts))
    for attribute in element.attributes.values():
        if not _is_harmless(element.localName, attribute):
            yield f'{attribute.localName}="{attribute.value}"'


def _is_harmless(element: str, attribute: Any) -> bool:
    space, name, value = attribute.namespaceURI, attribute.localName, attribute.value
    if space in _UNSEEN:
        return True
    if space == _XML:
        return name in ("space", "lang")
    if name == "href" and space in (None, _XLINK):
        found = _WITHIN.match(value)
        return found is not None and (found[0] == "#" or element == "image")
    if space == _XLINK:
        return name in _LINKS
    if space is not None:
        return False
    if _WORDS.fullmatch(name):
        return True
    return name in _ATTRIBUTES and not any(_unsafe_css(value))


def _unsafe_css(text: str) -> Iterator[str]:
    for found in _CSS.finditer(text):
        if found[0].lower() not in _CSS_HARMLESS and not _CSS_WITHIN.match(found[0]):
            yield found[0]
