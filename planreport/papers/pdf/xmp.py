"""What the file's metadata (XMP) says besides what WeasyPrint lets it say."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

# PDF/UA is announced in the XMP metadata (14289-1, 5), and since PDF/A knows no such property, the
# property is described there as well (19005-3, 6.6.2.3.3).
_PDF_UA = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
# By what the HTML says in <meta name="dcterms.…">; PDF/A knows these properties (19005-3, 6.6.2.3.1).
_SAID = {
    "identifier": "<dc:identifier>{}</dc:identifier>",
    "rights": '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:rights>',
    "license": "<xmpRights:WebStatement>{}</xmpRights:WebStatement>",
}
_DESCRIPTION = """<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">{}</rdf:Description>"""


def completed(xmp: bytes, said: Mapping[str, str]) -> bytes:
    """The metadata with the announcement of PDF/UA, and with what else the HTML says of itself."""
    values = ((form, said.get(f"dcterms.{name}")) for name, form in _SAID.items())
    properties = "".join(form.format(escape(value)) for form, value in values if value)
    added = _PDF_UA + _DESCRIPTION.format(properties)
    return xmp.replace(b"</rdf:RDF>", f"{added}</rdf:RDF>".encode())
