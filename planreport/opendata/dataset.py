"""The open data as search engines list it: schema.org's Dataset, for JSON-LD on the data's page."""

from collections.abc import Mapping
from typing import Any

from planreport import paths
from planreport.opendata.tables import Resource
from planreport.plan.settings import Contact, Licence
from planreport.report.derive import Report

_FORMATS = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def dataset(
    report: Report, tables: tuple[Resource, ...], sizes: Mapping[str, int]
) -> dict[str, Any]:
    """The description; `sizes` are the files' in bytes, said in whole kilobytes as links say them.

    Without a base URL the files' addresses are relative, which JSON-LD reads as seen from the page,
    and the page's own is left out. Who made the data is said only of a plan that names a contact:
    a site may well show the plan of a city that it does not belong to.
    """
    plan, terms = report.plan, report.plan.terms
    base = f"{plan.base_url}/" if plan.base_url else ""
    titles = {
        paths.WORKBOOK: "全ての表",
        **{table.path: table.title for table in tables},
        paths.JSON: "全ての内容",
    }
    described = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": f"{plan.title}の{terms.progress}",
        "description": (
            f"{plan.municipality}「{plan.title}」（{plan.period}）の{terms.measure}ごとに、"
            f"年度ごとの{report.sentences.fields}をまとめたデータです。"
            f"{f'{terms.indicator}の{plan.aim}と実績値、' if plan.indicators else ''}"
            "集計、計画の変更、正誤、更新履歴、コード表も収めています。"
        ),
        "url": f"{base}{paths.DATA}" if base else None,
        "inLanguage": "ja",
        "license": _licence(plan.licence) if plan.licence else None,
        "creator": _creator(plan.contact) if plan.contact else None,
        "isBasedOn": {"@type": "CreativeWork", "name": plan.source} if plan.source else None,
        "isAccessibleForFree": True,
        # The fiscal years, April to March, as an interval after ISO 8601.
        "temporalCoverage": f"{plan.years[0].year}-04-01/{plan.years[-1].year + 1}-03-31",
        "spatialCoverage": _filled(
            {"@type": "AdministrativeArea", "name": plan.municipality, "identifier": plan.area_code}
        ),
        "dateModified": plan.updated.isoformat(),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": title,
                "encodingFormat": _FORMATS[path.rpartition(".")[2]],
                "contentSize": f"{-(-sizes[path] // 1000)} kB",
                "contentUrl": f"{base}{path}",
            }
            for path, title in titles.items()
        ],
    }
    return _filled(described)


def _licence(licence: Licence) -> dict[str, str]:
    return _filled({"@type": "CreativeWork", "name": licence.name, "url": licence.url})


def _creator(contact: Contact) -> dict[str, str]:
    return _filled(
        {
            "@type": "Organization",
            "name": contact.name,
            "url": contact.url,
            "telephone": contact.phone,
            "email": contact.email,
        }
    )


def _filled(described: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in described.items() if value}
