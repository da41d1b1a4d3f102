"""In what the data is written otherwise than the pages, in sentences."""

from collections.abc import Sequence
from itertools import chain

from planreport.csvfile import is_guarded
from planreport.opendata.tables import Resource

_RESPELT = (
    "丸で囲んだ数字、ローマ数字、1文字になった単位や略号などの機種依存文字は、「(1)」「III」「m2」「(株)」のような"
    "普通の文字に置き換え、漢字の字形を選ぶ文字（異体字セレクター）は除いています。サイトのページと印刷用のPDFでは、元の文字のままです。"
)
_GUARDED = (
    "「=」「+」「-」「@」とその全角の記号で始まる文章には、表計算ソフトが数式として動かさないように、CSVでは先頭に"
    "「'」を1つ付けています。ExcelのファイルとJSONでは、元の文章のままです。"
)


def notes(tables: Sequence[Resource]) -> tuple[str, ...]:
    cells = chain.from_iterable(row for table in tables for row in table.rows)
    return (
        *([_RESPELT] if any(table.is_respelt for table in tables) else []),
        *([_GUARDED] if any(map(is_guarded, cells)) else []),
    )
