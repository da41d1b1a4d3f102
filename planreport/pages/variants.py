"""Characters that are variants of others, so that a search for the one finds the other."""

from collections.abc import Iterable
from itertools import chain
from unicodedata import normalize

# Each a variant and its standard form: the older forms that 常用漢字表 (Cabinet Notice 2 of 2010)
# has in brackets,
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
# those, and other forms, that JIS X 0208 lacks,
_BEYOND_JIS = (
    "佔占倂併值値兑兌剎刹卽即叜叟唘啓啟啓喻喩噓嘘囬回增増壶壺夀寿姬姫姸妍娱娯屛屏巔巓幷并弒弑"
    "强強彚彙彞彝徵徴惪悳戱戯戾戻拋抛揷挿擊撃旣既昻昂柗松柺枴栅柵榆楡橫横殁歿毁毀每毎污汚渴渇"
    "溫温滛淫潑溌狀状甁瓶瘦痩硏研秃禿筓笄簞箪籭篩粵粤糓穀緖緒縧絛繫繋羗羌荔茘蔣蒋薰薫藼萱虛虚"
    "覍弁賴頼躳躬逈迥逬迸郞郎鄉郷鄕郷醬醤鍊錬頥頤駞駝騈駢髙高麫麪麽麼"
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
_PAIRS = _OLDER + _BEYOND_JIS + _IN_NAMES + _AS_TYPED
_STANDARDS = dict(sorted(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))


def occurring(texts: Iterable[str]) -> str:
    """The pairs of a variant and its standard form that matter for a search of the texts: those of
    which they have one. One pair after the other, each of two characters."""
    present = set(normalize("NFKC", "".join(set(chain.from_iterable(texts)))))
    standards = {_STANDARDS.get(character, character) for character in present}
    return "".join(
        f"{it}{standard}" for it, standard in _STANDARDS.items() if standard in standards
    )
