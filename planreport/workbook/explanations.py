"""What the form tells those who fill it in, in the plan's own words."""

from dataclasses import dataclass

from planreport.plan import Plan
from planreport.plan.collection import Collection
from planreport.plan.fields import Assessment, Status
from planreport.workbook.layout import INPUT_SHEET, MAX_ACTIONS, headings

Rows = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Section:
    """A heading and rows of two texts; `words_of` is the input that takes the first ones for words."""

    title: str
    rows: Rows
    is_numbered: bool = False
    words_of: str = ""


def sections(plan: Plan, collection: Collection) -> list[Section]:
    all_of_them = [
        Section("手順", _steps(plan, collection), is_numbered=True),
        Section("記入の例", _example(plan)),
        Section(
            "段階（下に行くほど、進んだ段階です）", _meanings(plan.statuses), words_of="progress"
        ),
        Section("区分", _meanings(plan.assessments), words_of="assessment"),
        Section("書かないもの", _unwanted(plan)),
        Section("表の扱い", _handling(plan)),
    ]
    return [section for section in all_of_them if section.rows]


def _steps(plan: Plan, collection: Collection) -> Rows:
    named, year, measure = headings(plan), collection.fiscal_year, plan.terms.measure
    whom = f"「{plan.contact.name}」" if plan.contact else "計画の担当"
    judge = (
        f"{measure}に対する判断を、▼を押して一覧から選びます。"
        "決まっていなければ、空のままにします。"
    )
    return (
        (
            f"「{INPUT_SHEET}」のシート",
            f"1行が1つの{measure}です。太い枠の欄だけに記入します。"
            "灰色の欄は参考で、書き換えられません。既に記入のある欄は、直すところだけを直します。",
        ),
        (
            named["progress"],
            f"{year}の終わりの段階を、欄の右に出る▼を押して一覧から選びます。"
            "段階の意味は、下の「段階」にあります。",
        ),
        (
            named["actions"],
            f"{year}に何をしたかを、文章で書きます。そのまま公表します。"
            f"{MAX_ACTIONS}文字までです。右の「文字数」に、今の文字数が出ます。",
        ),
        *([(named["assessment"], judge)] if plan.assessments else []),
        (named["remarks"], f"{whom}へ伝えたいことがあれば書きます。公表しません。"),
        (
            "保存",
            f"Excelブック（.xlsx）のまま上書き保存して、{whom}に返します。"
            "ファイルの名前は変えても構いません。",
        ),
    )


def _example(plan: Plan) -> Rows:
    named = headings(plan)
    actions = (
        "市民への説明会を3回開き、延べ120人が参加した。出された意見を基に、案内の文章を見直した。"
    )
    return (
        (named["progress"], plan.statuses[len(plan.statuses) // 2].label),
        (named["actions"], actions),
        *([(named["assessment"], plan.assessments[0].label)] if plan.assessments else []),
        (named["remarks"], "参加者の数は、3月末の見込みです。"),
    )


def _meanings(known: tuple[Status, ...] | tuple[Assessment, ...]) -> Rows:
    """Each word with its meaning, which begins with how to read it where it is a mere symbol."""
    return tuple(
        (one.label, f"{one.reading}：{one.meaning}")
        if isinstance(one, Status) and one.reading
        else (one.label, one.meaning)
        for one in known
    )


def _unwanted(plan: Plan) -> Rows:
    return (
        (
            "機種依存文字（①、Ⅲ、㈱、㎡など）",
            "ほかの機械で正しく出ないことがあるので、「(1)」「III」「(株)」「m2」のように書きます。",
        ),
        ("文の途中の改行", "改行は取り込むときに消してつなぐので、続けて書きます。"),
        (f"{MAX_ACTIONS}文字を超える文章", "「文字数」を見ながら短くします。"),
        (
            "「=」「+」「-」「@」で始まる文章",
            "数式として動くおそれがあるので、言葉で始めます（「-5度」は「マイナス5度」）。",
        ),
        ("数式、日付だけの欄", "計算した結果や「4月1日」のような言葉を、文章として書きます。"),
        (
            "公表できないこと",
            f"{plan.terms.actions}はそのまま公表するので、個人の名前などは書きません。",
        ),
    )


def _handling(plan: Plan) -> Rows:
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
        (
            "まだ書けない行",
            "空のままで構いません。後で書き足して、もう一度返すこともできます。",
        ),
        (
            "前の記入を取り消すとき",
            "欄を空にしても、前に返した記入は消えません。正しく書き直すか、備考に書いてください。",
        ),
    )
