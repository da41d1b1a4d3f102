"""A logo in SVG is a picture: what could run, move, link or load in it is found, nothing else."""

import pytest

from planreport.check.image import image_format, unsafe

XHTML = "http://www.w3.org/1999/xhtml"
PNG = "data:image/png;base64,iVBORw0KGgo="
WITHIN_A_PICTURE = f"""<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- drawn by hand -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
  xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
  xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:serif="http://www.serif.com/"
  version="1.1" id="_レイヤー_1" viewBox="0 0 90 30" width="90" height="30" xml:space="preserve"
  style="enable-background:new 0 0 90 30;" role="img" aria-label="みなも市(ロゴ)"
  data-name="レイヤー(1)" inkscape:version="1.3" sodipodi:docname="logo.svg" serif:id="a">
<title>みなも市</title>
<sodipodi:namedview pagecolor="#ffffff" inkscape:zoom="1"/>
<metadata><rdf:RDF><cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format></cc:Work></rdf:RDF>
</metadata>
<defs>
<style type="text/css"><![CDATA[
.st0{{fill:url(#g1);filter:drop-shadow(1px 1px rgba(0, 0, 0, .5))}}
@media (prefers-color-scheme: dark) {{ .st1:not(.st0) {{ fill: #fff }} }}
@font-face {{ font-family: "a"; src: url("data:font/woff2;base64,d09GMg==") format("woff2") }}
]]></style>
<linearGradient id="g1" gradientUnits="userSpaceOnUse" gradientTransform="matrix(1 0 0 -1 0 30)">
<stop offset="0" style="stop-color:#00665A"/></linearGradient>
<clipPath id="c"><use xlink:href="#p" style="overflow:visible"/></clipPath>
<filter id="f"><feGaussianBlur in="SourceAlpha" stdDeviation="2"/></filter>
</defs>
<g inkscape:label="図" clip-path="url(#c)" filter="url('#f')" transform="translate(1, 2) rotate(3)">
<path id="p" class="st0" d="M0 0h90v30z" fill="url(#g1)"/>
<use href="#p"/>
<image width="9" height="9" xlink:href="{PNG}" xlink:type="simple" xlink:show="embed"/>
<text x="1" y="2" font-family="'BIZ UDPGothic', sans-serif"><tspan>みなも市</tspan></text>
</g>
</svg>
"""


def test_a_picture_as_drawing_programs_write_it_is_accepted() -> None:
    content = WITHIN_A_PICTURE.encode()
    assert (image_format(content), unsafe(content)) == ("svg", "")


BEFORE = [
    ('<?xml-stylesheet href="https://a.example/a.css"?>', "<?xml-stylesheet"),
    ('<?xml-stylesheet type="text/xsl" href="#s"?>', "<?xml-stylesheet"),
    ("<!DOCTYPE svg>", "<!DOCTYPE"),
    ('<!DOCTYPE svg [<!ENTITY a "<script/>">]>', "<!DOCTYPE"),
    ('<!DOCTYPE svg SYSTEM "https://a.example/a.dtd">', "<!DOCTYPE"),
]
INSIDE = [
    ("<script>alert(1)</script>", "<script>"),
    ("<g><?php a ?></g>", "<?php"),
    ('<use href="#a"><set attributeName="href" to="data:x"/></use>', "<set>"),
    ('<image><animate attributeName="href" values="https://a.example/"/></image>', "<animate>"),
    ('<animateTransform attributeName="transform"/>', "<animateTransform>"),
    ('<a href="#a"><path/></a>', "<a>"),
    ("<foreignObject/>", "<foreignObject>"),
    (f'<script xmlns="{XHTML}" src="a.js"/>', "<script>"),
    (f'<link xmlns="{XHTML}" rel="stylesheet" href="a.css"/>', "<link>"),
    (f'<h:img xmlns:h="{XHTML}" src="a.png" onerror="alert(1)"/>', "<img>"),
    (f'<metadata><title xmlns="{XHTML}"/></metadata>', "<title>"),
    ('<x xmlns="http://a.example/"/>', "<x>"),
    ('<filter><feImage href="https://a.example/a.png"/></filter>', "<feImage>"),
    ('<handler type="application/ecmascript"/>', "<handler>"),
    ('<discard begin="1s"/>', "<discard>"),
    ('<font-face-uri href="#a"/>', "<font-face-uri>"),
    ('<g onclick="alert(1)"/>', 'onclick="alert(1)"'),
    ('<g ONLOAD="alert(1)"/>', 'ONLOAD="alert(1)"'),
    ('<image href="https://a.example/a.png"/>', 'href="https://a.example/a.png"'),
    ('<image href="a.png"/>', 'href="a.png"'),
    ('<image src="a.png"/>', 'src="a.png"'),
    ('<image href=" https://a.example/"/>', 'href=" https://a.example/"'),
    ('<image href="data:image/svg+xml,a"/>', 'href="data:image/svg+xml,a"'),
    ('<image href="data:text/html,a"/>', 'href="data:text/html,a"'),
    (f'<use href="{PNG}"/>', f'href="{PNG}"'),
    ('<use href="a.svg#b"/>', 'href="a.svg#b"'),
    ('<g xml:base="https://a.example/"><use href="#a"/></g>', 'base="https://a.example/"'),
    ('<g y:href="#a" xmlns:y="http://a.example/"/>', 'href="#a"'),
    ('<path fill="url(https://a.example/a.svg#b)"/>', 'fill="url(https://a.example/a.svg#b)"'),
    ("<path fill='url( \"a.svg#b\")'/>", 'fill="url( "a.svg#b")"'),
    ('<path fill="URL(a.svg#b)"/>', 'fill="URL(a.svg#b)"'),
    ('<path style="fill:u\\72l(a.svg)"/>', 'style="fill:u\\72l(a.svg)"'),
    ("<path mask=\"image-set('a.png' 1x)\"/>", "mask=\"image-set('a.png' 1x)\""),
    ("<style>@import 'a.css';</style>", "@import"),
    ("<style>@IM<!-- -->PORT 'a.css';</style>", "@IMPORT"),
    ("<style>@\\69mport 'a.css';</style>", "@"),
    ("<style>a{}<![CDATA[@import 'a.css']]></style>", "@import"),
    ("<style>@im<g/>port 'a.css';</style>", "@import"),
    ("<style>g{fill:url(\n//a.example/a.svg#b)}</style>", "url(\n//a.example/a.svg#b)"),
    ("<style>g{mask:-webkit-image-set('a.png' 1x)}</style>", "-webkit-image-set("),
    ("<style>g{cursor:cross-fade(url(#a), 'a.png')}</style>", "cross-fade("),
    ("<style>g{mask:url(data:image/svg+xml,a)}</style>", "url(data:image/svg+xml,a)"),
    ("<style>g{fill:\\75 rl(a.svg)}</style>", "\\7"),
    ("<style>g{fill:src('a.svg')}</style>", "src("),
    ("<style>g{mask:element(#a)}</style>", "element("),
]


@pytest.mark.parametrize(("part", "found"), BEFORE)
def test_what_stands_before_a_picture_and_could_load_is_found(part: str, found: str) -> None:
    content = f'{part}<svg xmlns="http://www.w3.org/2000/svg"/>'.encode()
    assert (image_format(content), unsafe(content)) == ("svg", found)


@pytest.mark.parametrize(("part", "found"), INSIDE)
def test_what_could_run_move_link_or_load_in_a_picture_is_found(part: str, found: str) -> None:
    content = f'<svg xmlns="http://www.w3.org/2000/svg">{part}</svg>'.encode()
    assert (image_format(content), unsafe(content)) == ("svg", found)
    assert unsafe(content.decode().encode("utf-16")) == found


def test_a_picture_that_is_nested_without_end_is_judged_all_the_same() -> None:
    deep = "<g>" * 9_000 + "<script/>" + "</g>" * 9_000
    assert unsafe(f'<svg xmlns="http://www.w3.org/2000/svg">{deep}</svg>'.encode()) == "<script>"
