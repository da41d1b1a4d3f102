"""What the form tells those who fill it in, in the plan's own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from planreport.plan import Plan
from planreport.plan.collection import Collection
from planreport.plan.fields import Field, Kind
from planreport.plan.indicators import GRADE, MAX_NOTE, MAX_STATE, NOTE, STATE, VALUE
from planreport.workbook.indicators import GAPS, MARKS
from planreport.workbook.layout import INPUT_SHEET, indicator_layout, indicator_sheet, layout

_PARAGRAPHS = "改行（Alt+Enter）すると段落が分かれ、行の頭に「・」を付けると箇条書きになります。"

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Section:
    """A heading and rows of two texts; `words_of` is the input that takes the first ones for words."""

    title: str
    rows: Rows
    is_numbered: bool = False
    words_of: str = ""


def sections(
    plan: Plan, collection: Collection, sheets: Sequence[str], asks_again: bool = False
) -> list[Section]:
    """What there is to say of the sheets that a form has besides this one; `asks_again`: one of them
    asks for values of earlier years."""
    form = layout(plan)
    asked = form.inputs if INPUT_SHEET in sheets else ()
    reads = indicator_sheet(plan) in sheets
    lists = [
        Section(_list_title(field), _meanings(field), words_of=form.headings[field.name])
        for field in asked
        if field.choices
    ]
    steps = [
        *(_steps(plan, collection) if asked else ()),
        *(_indicator_steps(plan, collection, asks_again) if reads else ()),
        _last_step(plan),
    ]
    example = tuple((form.headings[field.name], _example(field)) for field in asked)
    return [
        Section("手順", tuple(steps), is_numbered=True),
        *([Section("記入の例", example)] if example else ()),
        *lists,
        *(_indicator_lists(plan) if reads else ()),
        Section("書かないもの", _unwanted(asked)),
        Section("表の扱い", _handling(plan, asked)),
    ]


def _list_title(field: Field) -> str:
    is_ordered = field.kind is Kind.STAGE
    return f"{field.noun}（下に行くほど、進んだ{field.noun}です）" if is_ordered else field.noun


def _steps(plan: Plan, collection: Collection) -> Rows:
    form, measure = layout(plan), plan.terms.measure
    asked = {"year": collection.fiscal_year, "measure": measure, "whom": _whom(plan)}
    return (
        (
            f"「{INPUT_SHEET}」のシート",
            f"1行が1つの{measure}です。太い枠の欄だけに記入します。"
            "灰色の欄は参考で、書き換えられません。既に記入のある欄は、直すところだけを直します。",
        ),
        *(
            (form.headings[field.name], _how_to_answer(field, field.question.format(**asked)))
            for field in form.inputs
        ),
    )


def _whom(plan: Plan) -> str:
    return f"「{plan.contact.name}」" if plan.contact else "計画の担当"


def _last_step(plan: Plan) -> tuple[str, str]:
    return (
        "保存",
        f"Excelブック（.xlsx）のまま上書き保存して、{_whom(plan)}に返します。"
        "ファイルの名前は変えても構いません。",
    )


def _indicator_steps(plan: Plan, collection: Collection, asks_again: bool) -> Rows:
    form, year = indicator_layout(plan), collection.fiscal_year
    how = {
        VALUE: "その行の年度の値を、右の欄の単位での数で書きます。単位は書きません。"
        "値がなければ空のままにして、「状態」にわけを書きます。0は、値が0のときだけ書きます。",
        STATE: "値がないわけか、値がまだ決まったものでないことを、▼の一覧から選ぶか、"
        f"{MAX_STATE}文字までの言葉で書きます。決まった値なら、空のままにします。",
        GRADE: f"その行の年度の{plan.terms.indicator}の評価を、▼を押して一覧から選びます。"
        "決まっていなければ、空のままにします。",
        NOTE: f"値についての説明（増減のわけなど）があれば、{MAX_NOTE}文字までで書きます。"
        "そのまま公表します。",
    }
    again = (
        (
            f"{year}より前の年度の行",
            "値がまだなかったか、決まったものでなかった年度です。「これまでの値」に、前に報告したことが"
            "あります。値が決まるか改まるかしたら、値を書きます。決まった値が前と同じときも、"
            "同じ値を書きます。まだなら、空のままにします。",
        ),
    )
    return (
        (
            f"「{indicator_sheet(plan)}」のシート",
            f"1行が、1つの{plan.terms.indicator}の1つの年度です。太い枠の欄だけに記入します。",
        ),
        *((form.headings[field.name], how[field.name]) for field in form.inputs),
        *(again if asks_again else ()),
    )


def _indicator_lists(plan: Plan) -> list[Section]:
    form, word = indicator_layout(plan), plan.terms.indicator
    state = Section(f"{word}の状態", (*MARKS.items(), *GAPS.items()), words_of=form.headings[STATE])
    grades = [
        Section(f"{word}の{field.label}", _meanings(field), words_of=form.headings[field.name])
        for field in form.inputs
        if field.choices
    ]
    return [state, *grades]


def _how_to_answer(field: Field, question: str) -> str:
    match field.kind:
        case Kind.STAGE:
            how = "を、欄の右に出る▼を押して一覧から選びます。"
            return f"{question}{how}{field.noun}の意味は、下の「{field.noun}」にあります。"
        case Kind.CHOICE:
            undecided = "" if field.is_required else "決まっていなければ、空のままにします。"
            return f"{question}を、▼を押して一覧から選びます。{undecided}"
        case Kind.NUMBER:
            how = f"を、{field.unit}を単位とする数で書きます。単位は書きません。"
            return f"{question}{how}分からなければ、空のままにします。"
        case Kind.TEXT if field.is_published:
            how = f"を、文章で書きます。そのまま公表します。{field.limit}文字までです。"
            return f"{question}{how}右の「文字数」に、今の文字数が出ます。{_PARAGRAPHS}"
        case Kind.TEXT:
            return f"{question}があれば書きます。公表しません。"


def _example(field: Field) -> str:
    """The middle one of stages, the first one of other words, any number."""
    labels = list(field.choices or ())
    middle = len(labels) // 2 if field.kind is Kind.STAGE else 0
    if field.kind is Kind.NUMBER:
        return field.example or "1234"
    return labels[middle] if labels else field.example


def _meanings(field: Field) -> Rows:
    return tuple((one.label, one.explained) for one in (field.choices or {}).values())


def _unwanted(asked: Sequence[Field]) -> Rows:
    """What no text may have, of those that are published."""
    texts = [field for field in asked if field.kind is Kind.TEXT and field.is_published]
    if not texts:
        return (("数式や日付", "計算した結果を、数として書きます。"),)
    return (
        (
            f"{max(field.limit for field in texts)}文字を超える文章",
            "「文字数」を見ながら短くします。",
        ),
        ("数式、日付だけの欄", "計算した結果や「4月1日」のような言葉を、文章として書きます。"),
        (
            "公表できないこと",
            f"{'、'.join(field.label for field in texts)}はそのまま公表するので、個人の名前などは書きません。",
        ),
    )


def _handling(plan: Plan, asked: Sequence[Field]) -> Rows:
    texts = [field for field in asked if field.kind is Kind.TEXT]
    aside = [field.label for field in texts if not field.is_published]
    return (
        (
            "してよいこと",
            "行の高さと列の幅を変えること、見出しの▼で絞り込むこと。並べ替えもできますが、"
            "先にシートの保護を解除し（パスワードはありません）、"
            "表の全部の列を選んで並べ替えてください。",
        ),
        (
            "しないこと",
            f"行や列を消すこと、番号や{plan.terms.measure}など灰色の欄を書き換えること、"
            "セルを結合すること、シートを写して増やすこと。コメントや図形に書いたことは、取り込めません。",
        ),
        ("まだ書けない行", "空のままで構いません。後で書き足して、もう一度返すこともできます。"),
        (
            "前の記入を取り消すとき",
            "欄を空にしても、前に返した記入は消えません。"
            f"正しく書き直すか、{aside[0] if aside else '返すときのメール'}に書いてください。",
        ),
    )
