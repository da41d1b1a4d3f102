"""Characters that are variants of others, so that a search for the one finds the other."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import chain
from unicodedata import category, normalize

# Each a variant and its standard form. A table of others' (ja-cvu-normalizer) has what JIS X 0208
# lacks, and little of what it has in both forms:
# the older forms that 常用漢字表 (Cabinet Notice 2 of 2010) has in brackets,
_OLDER = (
    "亞亜惡悪壓圧圍囲醫医爲為壹壱隱隠榮栄營営衞衛驛駅圓円鹽塩緣縁艷艶應応歐欧毆殴櫻桜奧奥穩穏"
    "假仮價価畫画會会繪絵壞壊懷懐槪概擴拡殼殻覺覚學学嶽岳樂楽罐缶卷巻陷陥勸勧寬寛關関歡歓觀観"
    "氣気歸帰龜亀僞偽戲戯犧犠舊旧據拠擧挙峽峡挾挟狹狭曉暁區区驅駆勳勲徑径莖茎惠恵揭掲溪渓經経"
    "螢蛍輕軽繼継鷄鶏藝芸缺欠縣県儉倹劍剣險険圈圏檢検獻献權権顯顕驗験嚴厳廣広效効恆恒黃黄鑛鉱"
    "號号國国黑黒碎砕濟済齋斎劑剤雜雑參参棧桟蠶蚕慘惨贊賛殘残絲糸齒歯兒児辭辞濕湿實実寫写釋釈"
    "壽寿收収從従澁渋獸獣縱縦肅粛處処敍叙將将稱称涉渉燒焼證証奬奨條条乘乗淨浄剩剰疊畳繩縄壤壌"
    "孃嬢讓譲釀醸觸触囑嘱眞真寢寝愼慎盡尽圖図粹粋醉酔穗穂隨随髓髄樞枢數数瀨瀬聲声齊斉靜静竊窃"
    "攝摂專専淺浅戰戦踐践錢銭潛潜纖繊禪禅雙双壯壮爭争莊荘搜捜插挿巢巣曾曽裝装總総騷騒藏蔵臟臓"
    "屬属續続墮堕對対體体帶帯滯滞臺台瀧滝擇択澤沢擔担單単膽胆團団斷断彈弾遲遅癡痴蟲虫晝昼鑄鋳"
    "廳庁聽聴敕勅鎭鎮遞逓鐵鉄點点轉転傳伝燈灯當当黨党盜盗稻稲鬭闘德徳獨独讀読屆届貳弐惱悩腦脳"
    "霸覇拜拝廢廃賣売麥麦發発髮髪拔抜晚晩蠻蛮祕秘濱浜拂払佛仏竝並餠餅邊辺變変辨弁瓣弁辯弁步歩"
    "寶宝豐豊襃褒飜翻萬万滿満麵麺默黙彌弥譯訳藥薬與与豫予餘余譽誉搖揺樣様謠謡來来亂乱覽覧龍竜"
    "兩両獵猟綠緑淚涙壘塁禮礼勵励靈霊齡齢曆暦歷歴戀恋爐炉勞労樓楼錄録灣湾"
)
# those usual in names of people and places (of 人名用漢字 and of family registers),
_IN_NAMES = (
    "﨑崎嵜崎濵浜邉辺嶋島嶌島冨富𠮷吉栁柳曻昇槗橋桒桑舘館渕淵渊淵邨村圀国靏鶴靍鶴凉涼峯峰埜野"
    "薗園盃杯槇槙凛凜禰祢祿禄堯尭巖巌亙亘晄晃檜桧穰穣遙遥萠萌禱祷釼剣劔剣劒剣穐秋冲沖舩船壷壺"
    "礒磯寳宝躰体駈駆雞鶏藪薮籠篭淸清吕呂"
    "ヶケヵカ"
)
# and what is printed one way and typed another: 補塡 and 補填.
_AS_TYPED = "塡填剝剥頰頬𠮟叱鷗鴎麴麹鹼鹸嚙噛繡繍搔掻蠟蝋彎弯穎頴桝枡蘆芦攪撹啞唖"
# What that table takes for another since it looks so, as 吕 for 同.
_UNLIKE = "仜仠仼匀吕呁壿婏攺柦柭汘汛洺狅狚玊祜胈腁茍袓毌甩甴电宧孒孓"


def occurring(texts: Iterable[str]) -> str:
    """The pairs of a variant and its standard form that matter for a search of the texts: those of
    which they have one. One pair after the other, each of two characters."""
    known = _standards()
    present = set(normalize("NFKC", "".join(set(chain.from_iterable(texts)))))
    standards = {known.get(character, character) for character in present}
    return "".join(f"{it}{standard}" for it, standard in known.items() if standard in standards)


@cache
def _standards() -> dict[str, str]:
    """Each variant's standard form."""
    from ja_cvu_normalizer.reader import cvuj_reader  # only pages need it

    table = files("ja_cvu_normalizer") / "resource" / "ISO-2022-JP.txt"
    found = {
        it: standard
        for it, standard in cvuj_reader(str(table)).items()
        # Not what Unicode itself takes for alike, nor half a character, which the table has by mistake.
        if normalize("NFKC", it) == it and category(it) == "Lo" and it not in _UNLIKE
    }
    ours = _OLDER + _IN_NAMES + _AS_TYPED
    found |= dict(zip(ours[::2], ours[1::2], strict=True))
    return {it: found.get(standard, standard) for it, standard in sorted(found.items())}
