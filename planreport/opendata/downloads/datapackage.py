"""The description of the tables after Frictionless' Data Package (version 1)."""

import hashlib
from collections.abc import Mapping
from typing import Any

from planreport import paths
from planreport.csvfile import guarded
from planreport.opendata.notes import notes
from planreport.opendata.tables import Column, Resource
from planreport.report.derive import Report

# What each list of the code table holds, by the list's name.
Words = Mapping[str, tuple[str, ...]]


def datapackage(
    report: Report, tables: tuple[Resource, ...], files: Mapping[str, bytes]
) -> dict[str, Any]:
    plan = report.plan
    words = _words(tables)
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "plan-report",
        "title": f"{plan.title}の{plan.terms.progress}",
        "description": "。".join(
            [f"{plan.municipality}「{plan.title}」（{plan.period}）", *notes(tables)]
        ),
        "created": f"{plan.updated.isoformat()}T00:00:00Z",
        "homepage": plan.base_url or None,
        "sources": [{"title": plan.source}] if plan.source else None,
        "licenses": (
            [{"title": plan.licence.name, "path": plan.licence.url}]
            if plan.licence and plan.licence.url
            else None
        ),
        "resources": [_resource(table, files[table.path], words) for table in tables],
    }
    return {key: value for key, value in package.items() if value is not None}


def _words(tables: tuple[Resource, ...]) -> Words:
    (codes,) = (table for table in tables if table.path == paths.CODES_CSV)
    words: dict[str, tuple[str, ...]] = {}
    for name, label, *_ in codes.rows:
        words[str(name)] = (*words.get(str(name), ()), str(guarded(label)))
    return words


def _resource(table: Resource, content: bytes, words: Words) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(table, words),
    }


def _schema(table: Resource, words: Words) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(field, words) for field in table.fields],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    names = {field.name for field in table.fields}
    keys = [
        {"fields": [id_], "reference": {"resource": resource, "fields": [id_]}}
        for id_, resource in _REFERENCES.items()
        if id_ in names and resource != table.name
    ]
    return {**schema, "foreignKeys": keys} if keys else schema


_REFERENCES = {"measure_id": "measures", "indicator_id": "indicators"}


def _field(field: Column, words: Words) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if field.blank else {"required": True}
    if choices := [word for name in field.lists for word in words.get(name, ())]:
        constraints["enum"] = choices
    if field.least is not None:
        constraints["minimum"] = field.least
    described = {
        "name": field.name,
        "type": field.type,
        "title": field.title,
        "description": field.description,
    }
    return {**described, "constraints": constraints} if constraints else described
