"""In what the data is written otherwise than the pages, in sentences."""

from collections.abc import Iterable

from planreport.opendata.tables import Resource

_RESPELT = (
    "丸で囲んだ数字、ローマ数字、1文字になった単位や略号などの機種依存文字は、「(1)」「III」「m2」「(株)」のような"
    "普通の文字に置き換えています。サイトのページと印刷用のPDFでは、元の文字のままです。"
)


def notes(tables: Iterable[Resource]) -> tuple[str, ...]:
    return (_RESPELT,) if any(table.is_respelt for table in tables) else ()
