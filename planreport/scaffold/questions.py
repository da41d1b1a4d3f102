"""Asks what `init` needs to know of a plan; what an option of the command has said is not asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import click

from planreport.place import Place, PlanError, Problem
from planreport.plan.fields import Schedule
from planreport.scaffold import answers
from planreport.scaffold.answers import NONE, Answers, UnreadableError

_Said = Mapping[str, Any]  # by the name of the question

_AGAIN = "表にない団体なら、もう一度同じ名前を書いてください。"
_UNLISTED = "表にない団体（一部事務組合、広域連合など）なら、「--unlisted」を付けてください。"


@dataclass(frozen=True)
class Question:
    """`name` is also that of the option; `usual` is what Enter answers, "" where nothing does. An answer
    is read `beside` those to the questions of these names."""

    name: str
    words: str
    read: Callable[..., Any]
    usual: str = ""
    applies: Callable[[_Said], bool] = lambda said: True  # noqa: ARG005
    beside: tuple[str, ...] = ()

    def meant(self, answer: str, said: _Said) -> Any:
        return self.read(answer, *(said.get(name) for name in self.beside))


QUESTIONS = (
    Question("title", "計画の名前", answers.title),
    Question("municipality", "自治体の名前（市区町村か都道府県）", answers.municipality),
    Question("first", "計画の最初の年度（令和4年度、R4、2022 など）", answers.first),
    Question("last", "計画の最後の年度", answers.last, beside=("first",)),
    Question(
        "levels",
        "計画の組立て。呼び名を、大きい方から「、」で区切って2つから5つ",
        answers.levels,
        "目標、施策、事業",
    ),
    Question(
        "schedule",
        "年度ごとの計画。「段階」（検討、実施などの言葉）、「文章」、「なし」のどれか",
        answers.schedule,
        NONE,
    ),
    Question(
        "stages",
        "段階の言葉を、進む順に「、」で区切って。表から取り込むなら「なし」",
        answers.labels,
        NONE,
        lambda said: said.get("schedule") is Schedule.STAGE,
    ),
    Question(
        "grade",
        "毎年度の評価（A・B・C、◎○△など）の欄の見出し。なければ「なし」",
        answers.grade,
        "評価",
        lambda said: said.get("schedule") in (Schedule.TEXT, Schedule.NONE),
    ),
    Question(
        "grades",
        "評価の言葉を、良いものから「、」で区切って。表から取り込むなら「なし」",
        answers.labels,
        NONE,
        lambda said: bool(said.get("grade")),
    ),
    Question(
        "good",
        "そのうち、うまくいっていると数えるもの。数えないなら「なし」",
        answers.good,
        NONE,
        lambda said: bool(said.get("grades")),
        ("grades",),
    ),
    Question(
        "texts",
        "毎年度、文章で報告する欄の見出しを「、」で区切って（実施内容、課題、今後の取組など）",
        answers.words,
        "実施内容",
    ),
    Question(
        "numbers",
        "毎年度、数で報告する欄の見出しを「、」で区切って（決算額（千円）など）",
        answers.numbers,
        NONE,
    ),
    Question("indicators", "指標（KPI、数値目標）が「あり」か「なし」か", answers.yes, NONE),
)


def answered(
    given: Mapping[str, str | None],
    is_unlisted: bool,
    prompt: Callable[[Question], str] | None,
    say: Callable[[str], None],
) -> Answers:
    """What was `given` as options, and for the rest what `prompt` brings or else what is usual.

    On a terminal an answer that cannot be read is asked for again; who then says the same of a
    municipality that no table has, as of one that `is_unlisted`, is taken at their word. Raises
    PlanError with all that a script forgot, or with all of its options that cannot be read.
    """
    missing = [f"--{it.name}" for it in QUESTIONS if not it.usual and not given.get(it.name)]
    if missing and prompt is None:
        message = f"指定が足りません: {'、'.join(missing)}"
        advice = "書き足してください。キーボードで打てる画面では、1つずつ尋ねます。"
        raise PlanError([Problem(Place("init"), message, advice)])
    said: dict[str, Any] = {}
    wrong = []

    def answer_to(question: Question, option: str | None) -> Any:
        refused = None
        while True:
            if option is None:
                answer = prompt(question) if prompt else question.usual
            else:
                answer, option = option, None
            try:
                return question.meant(answer, said)
            except UnreadableError as error:
                if error.otherwise and (is_unlisted or answer == refused):
                    return error.otherwise
                if prompt is None:
                    raise
                say(f"{error}{_AGAIN if error.otherwise else ''}")
                refused = answer

    for question in QUESTIONS:
        option = given.get(question.name)
        if option is not None or question.applies(said):
            try:
                said[question.name] = answer_to(question, option)
            except UnreadableError as error:
                advice = _UNLISTED if error.otherwise else ""
                wrong.append(Problem(Place(f"--{question.name}"), str(error), advice))
        else:
            said[question.name] = question.meant(NONE, said)
    if wrong:
        raise PlanError(wrong)
    return Answers(**said)


def asked(command: Callable[..., str]) -> Callable[..., str]:
    """Gives a command an option for every question."""
    for question in reversed(QUESTIONS):
        is_always = question.usual and question.applies({})
        usual = f"（指定しなければ {question.usual}）" if is_always else ""
        option = click.option(f"--{question.name}", metavar="答え", help=question.words + usual)
        command = option(command)
    return command
