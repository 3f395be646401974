"""One number in the many ways a report writes it."""

from __future__ import annotations

import pytest

from extractor.api import find_numbers
from schemas import Bound

EXACT, ABOUT, RANGE = Bound.EXACT, Bound.ABOUT, Bound.RANGE
AT_LEAST, OVER, AT_MOST, NEARLY = Bound.AT_LEAST, Bound.OVER, Bound.AT_MOST, Bound.NEARLY

ONE_QUANTITY = [
    # text, value, upper, unit, bound, raw
    # full width
    ("比上年增长１１．９％，", 11.9, None, "%", EXACT, "１１．９％"),
    ("城镇居民人均可支配收入１００７０元", 10070, None, "元", EXACT, "１００７０元"),
    ("新增就业２．７万余人", 2.7, None, "万人", OVER, "２．７万余人"),
    ("增长６％－７％", 6, 7, "%", RANGE, "６％－７％"),
    # thousands
    ("收入达到21,989元", 21989, None, "元", EXACT, "21,989元"),
    ("救助低保家庭１，２３４户", 1234, None, "户", EXACT, "１，２３４户"),
    # Chinese numerals
    ("引进企业两家", 2, None, "家", EXACT, "两家"),
    ("建成一百二十个站点", 120, None, "个", EXACT, "一百二十个"),
    ("招录一千零五十名教师", 1050, None, "名", EXACT, "一千零五十名"),
    ("流转土地三千二百亩", 3200, None, "亩", EXACT, "三千二百亩"),
    ("十余项改革", 10, None, "项", OVER, "十余项"),
    ("百余项目标任务", 100, None, "项", OVER, "百余项"),
    ("二十多家企业", 20, None, "家", OVER, "二十多家"),
    ("走访三到五家企业", 3, 5, "家", RANGE, "三到五家"),
    ("覆盖三四个乡镇", 3, 4, "个", RANGE, "三四个"),
    ("产值超过全国七成", 7, None, "成", OVER, "七成"),
    ("移民两万余人", 2, None, "万人", OVER, "两万余人"),
    ("落户企业一家", 1, None, "家", EXACT, "一家"),
    ("建成三十家就业基地", 30, None, "家", EXACT, "三十家"),
    ("出台5项《条例》配套制度", 5, None, "项", EXACT, "5项"),
    ("按照《办法》下达5项", 5, None, "项", EXACT, "5项"),
    ("经营主体达二〇家", 20, None, "家", EXACT, "二〇家"),
    ("产值增长一倍", 1, None, "倍", EXACT, "一倍"),
    ("新增绿地二亩", 2, None, "亩", EXACT, "二亩"),
    ("每县建成至少一个", 1, None, "个", AT_LEAST, "至少一个"),
    ("建成一至三个", 1, 3, "个", RANGE, "一至三个"),
    ("建成二三十家", 20, 30, "家", RANGE, "二三十家"),
    ("建成三、四个卫星新城", 3, 4, "个", RANGE, "三、四个"),
    ("建成三、四十个站点", 30, 40, "个", RANGE, "三、四十个"),
    ("培育十七八家企业", 17, 18, "家", RANGE, "十七八家"),
    ("增长一点五倍", 1.5, None, "倍", EXACT, "一点五倍"),
    ("占比三点二成", 3.2, None, "成", EXACT, "三点二成"),
    ("实施三轮全员核酸检测", 3, None, "轮", EXACT, "三轮"),
    # words for percent and for doubling
    ("增长百分之八", 8, None, "%", EXACT, "百分之八"),
    ("增长百分之三十五", 35, None, "%", EXACT, "百分之三十五"),
    ("增长百分之12.5", 12.5, None, "%", EXACT, "百分之12.5"),
    ("自然增长率为千分之七", 7, None, "‰", EXACT, "千分之七"),
    ("增长百分之三十点五", 30.5, None, "%", EXACT, "百分之三十点五"),
    ("增长百分之五至六", 5, 6, "%", RANGE, "百分之五至六"),
    ("增长百分之五到百分之六", 5, 6, "%", RANGE, "百分之五到百分之六"),
    ("增长百分之5.5—6.5", 5.5, 6.5, "%", RANGE, "百分之5.5—6.5"),
    ("经济总量翻一番", 1, None, "番", EXACT, "翻一番"),
    ("产值翻了两番", 2, None, "番", EXACT, "翻了两番"),
    # magnitudes, alone and mixed
    ("总投资3亿5000万元", 3.5, None, "亿元", EXACT, "3亿5000万元"),
    ("参保人数1万2000人", 1.2, None, "万人", EXACT, "1万2000人"),
    ("总投资3亿5000多万元", 3.5, None, "亿元", OVER, "3亿5000多万元"),
    ("投资一亿两千万元", 1.2, None, "亿元", EXACT, "一亿两千万元"),
    ("投资三亿五千万元", 3.5, None, "亿元", EXACT, "三亿五千万元"),
    ("投资三亿五千余万元", 3.5, None, "亿元", OVER, "三亿五千余万元"),
    ("投资两亿三千四百五十六万元", 2.3456, None, "亿元", EXACT, "两亿三千四百五十六万元"),
    ("投资一亿零五百万元", 1.05, None, "亿元", EXACT, "一亿零五百万元"),
    ("总量达2万多亿元", 2, None, "万亿元", OVER, "2万多亿元"),
    ("总量达3.5万余亿元", 3.5, None, "万亿元", OVER, "3.5万余亿元"),
    ("总量达两万多亿元", 2, None, "万亿元", OVER, "两万多亿元"),
    ("总量达5千多亿元", 5, None, "千亿元", OVER, "5千多亿元"),
    ("惠及2万多户", 2, None, "万户", OVER, "2万多户"),
    ("总量达1.2万亿元", 1.2, None, "万亿元", EXACT, "1.2万亿元"),
    ("贷款余额5.8万亿，", 5.8, None, "万亿", EXACT, "5.8万亿"),
    ("安置5000多万人", 5000, None, "万人", OVER, "5000多万人"),
    ("突破千亿元大关", 1000, None, "亿元", OVER, "突破千亿元"),
    # ranges
    ("创建试点项目1-2个", 1, 2, "个", RANGE, "1-2个"),
    ("增长4.5%—5%", 4.5, 5, "%", RANGE, "4.5%—5%"),
    ("增长6.5-7%", 6.5, 7, "%", RANGE, "6.5-7%"),
    ("增长5%-6%", 5, 6, "%", RANGE, "5%-6%"),
    ("增长5至6%", 5, 6, "%", RANGE, "5至6%"),
    ("建成10～15家", 10, 15, "家", RANGE, "10～15家"),
    ("提高3至5个百分点", 3, 5, "个百分点", RANGE, "3至5个百分点"),
    ("投资5000万-1亿元", 0.5, 1, "亿元", RANGE, "5000万-1亿元"),
    ("投资1亿-2亿元", 1, 2, "亿元", RANGE, "1亿-2亿元"),
    ("每户补助5千-8000元", 5000, 8000, "元", RANGE, "5千-8000元"),
    # points are never per cent
    ("提高3.9个百分点", 3.9, None, "个百分点", EXACT, "3.9个百分点"),
    ("回落0.5百分点", 0.5, None, "百分点", EXACT, "0.5百分点"),
    # a limit inside the unit
    ("提高2个多百分点", 2, None, "个百分点", OVER, "2个多百分点"),
    ("提高两个多百分点", 2, None, "个百分点", OVER, "两个多百分点"),
    ("建成2个多功能厅", 2, None, "个", EXACT, "2个"),  # 多 belongs to 多功能
    ("缩短1个多小时", 1, None, "个小时", OVER, "1个多小时"),
    ("已经过去3个多月", 3, None, "个月", OVER, "3个多月"),
    # units in Latin letters end where the letters end
    ("浓度27μg/m³", 27, None, "μg/m³", EXACT, "27μg/m³"),
    ("步道300m长", 300, None, "m", EXACT, "300m"),
    ("吞吐量5000万TEU", 5000, None, "万TEU", EXACT, "5000万TEU"),
    # rates over something
    ("浓度下降到27微克/立方米", 27, None, "微克/立方米", EXACT, "27微克/立方米"),
    ("拥有量达4.61件/万人", 4.61, None, "件/万人", EXACT, "4.61件/万人"),
    ("日处理600吨/日的工厂", 600, None, "吨/日", EXACT, "600吨/日"),
]

QUALIFIED = [
    # text, bound, raw
    ("总投资约436亿元", ABOUT, "约436亿元"),
    ("增长7%左右", ABOUT, "7%左右"),
    ("大约300家", ABOUT, "大约300家"),
    ("活动近400场", NEARLY, "近400场"),
    ("接近10%", NEARLY, "接近10%"),
    ("服务群众超200万人次", OVER, "超200万人次"),
    ("超过30家", OVER, "超过30家"),
    ("突破60亿元", OVER, "突破60亿元"),
    ("治理1200余座", OVER, "1200余座"),
    ("200多家", OVER, "200多家"),
    ("不低于226天", AT_LEAST, "不低于226天"),
    ("不少于6场", AT_LEAST, "不少于6场"),
    ("至少50个", AT_LEAST, "至少50个"),
    ("增长8%以上", AT_LEAST, "8%以上"),
    ("500套及以上", AT_LEAST, "500套及以上"),
    ("控制在5.5%以内", AT_MOST, "5.5%以内"),
    ("不超过4%", AT_MOST, "不超过4%"),
    ("30微克/立方米以下", AT_MOST, "30微克/立方米以下"),
    ("上百家企业", OVER, "上百家"),
    ("上千万元", OVER, "上千万元"),
    ("上十万人", OVER, "上十万人"),
    ("上万人", OVER, "上万人"),
    ("产值上亿元企业", OVER, "上亿元"),
    ("连续3年破万亿元", OVER, "破万亿元"),
    ("经济总量过万亿元", OVER, "过万亿元"),
    ("跨过万亿元台阶", EXACT, "万亿元"),
    ("迈上千亿元台阶", EXACT, "千亿元"),  # 上 belongs to 迈上
    ("走过5家企业", EXACT, "5家"),  # only what has no number of its own is passed like 万亿元
    ("近2个百分点", NEARLY, "近2个百分点"),
    ("2个百分点以上", AT_LEAST, "2个百分点以上"),
    ("30%多", OVER, "30%多"),
    ("20多%", OVER, "20多%"),
    ("30%多元化经营", EXACT, "30%"),
    ("签约66亿元", EXACT, "66亿元"),  # 约 belongs to 签约
    ("附近3公里", EXACT, "3公里"),  # 近 belongs to 附近
    ("5家企业实现突破", EXACT, "5家"),  # what the text ends with is not in front of its beginning
]

NO_QUANTITY = [
    "2024年2月27日",
    "2021—2025年",
    "2024年1~11月份",
    "二〇二四年",
    "在中原区第十七届人民代表大会第四次会议上",
    "第5名",
    "第三批",
    "（十二）加强队伍建设",
    "3、改善民生",
    "3A级景区",
    "5G网络",
    "信用评级AA+",
    "水质达到Ⅳ类",
    "PM2.5和PM10",
    "“三个一批”活动",
    "“一网通办、一次办成”改革",
    "“四上”单位",
    "“1+6+6+N”发展思路",
    "《稳经济促增长高质量发展十九条措施》",
    "服务热线12345",
    "数千户家庭",
    "一批重大项目",
    "万吨级码头",
    "打通最后一公里",
    "建设15分钟便民生活圈",
    # as indefinite as 数千
    "数十家企业",
    "几十家企业",
    "数十万人",
    "数十亿元",
    "数百余家企业",
    "数几个",
    "十几家企业",
    "十几二十家企业",
    "几百万元",
    # fractions
    "占三分之一",
    "三分之二以上的村",
    "四分之三人口",
    "三分之二户",
    "占全国的1/3家",
    # a period, a rank
    "前10个月",
    "前三个月",
    "头两个月",
    "进入前10名",
    "位居全省前十位",
    "全省前三",
    "居前10强",
    # times of day, model numbers, spoken amounts without a unit
    "八点三十分",
    "时长5min",
    "装机5MWp",
    "A-3级",
    "1个半小时",
    "投资2个亿",
    # numbered items
    "\n三、千方百计推进",
    # slogans and names
    "两个文明建设",
    "两手抓",
    "四方责任",
    "三方",
    "四个自信",
    "增强“四个意识”和4个自信",
    "两个维护",
    "三大攻坚战",
    "三条控制线",
    "两不愁三保障",
    "五位一体",
    "三位一体",
    "四个全面",
    "三农",
    "双一流",
    "严格落实中央八项规定精神",
    "和平共处五项原则",
    "收支两条线管理",
    "城乡二元结构",
    "利用国际国内两个市场、两种资源",
    "实现两位数增长",
    # both ends are one
    "三三个乡镇",
    "增长百分之五到百分之五",
    "抓好六方面工作",
    "两轮车",
]


COUNTED_NEAR_A_SLOGAN = [
    # what looks like an excluded name and is a count
    ("建成两个文明村", ["两个"]),
    ("建成地铁两条线，总长20公里", ["两条", "20公里"]),
    ("增长百分之五，至十万人", ["百分之五", "十万人"]),
    ("增长百分之五至十万人", ["百分之五", "十万人"]),
    ("提前3个月完成", ["3个月"]),
    ("目前10名学员结业", ["10名"]),
    ("当前10位专家到岗", ["10位"]),
    ("6月底前10名学员结业", ["10名"]),
    ("汛前10处险段完工", ["10处"]),
    ("企业家数三十家", ["三十家"]),
    ("户数十五户", ["十五户"]),
    ("实施十项行动", ["十项"]),
    ("流转土地两方", []),
    ("清淤三十万方", ["三十万方"]),
    ("补助两元", ["两元"]),
    ("发放贷款5笔，成交3单", ["5笔", "3单"]),
    ("推出20首歌曲", ["20首"]),
]


@pytest.mark.parametrize(("text", "raws"), COUNTED_NEAR_A_SLOGAN)
def test_a_count_stays_a_count_beside_what_is_excluded(text: str, raws: list[str]) -> None:
    assert [item.raw for item in find_numbers(text)] == raws


@pytest.mark.parametrize(("text", "value", "upper", "unit", "bound", "raw"), ONE_QUANTITY)
def test_a_quantity_however_written(text: str, value: float, upper: float | None, unit: str, bound: Bound, raw: str) -> None:
    found = find_numbers(text)
    assert [(item.value, item.upper, item.unit, item.bound, item.raw) for item in found] == [(value, upper, unit, bound, raw)]
    assert [(item.start, item.end) for item in found] == [(text.index(raw), text.index(raw) + len(raw))]


@pytest.mark.parametrize(("text", "bound", "raw"), QUALIFIED)
def test_words_around_a_number_limit_it(text: str, bound: Bound, raw: str) -> None:
    assert [(item.bound, item.raw) for item in find_numbers(text)] == [(bound, raw)]


@pytest.mark.parametrize("text", NO_QUANTITY)
def test_what_has_digits_but_measures_nothing(text: str) -> None:
    assert [item.raw for item in find_numbers(text)] == []


def test_whole_numbers_stay_whole() -> None:
    (quantity,) = find_numbers("安置3805人")
    assert isinstance(quantity.value, int)
    assert '"value":3805,' in quantity.model_dump_json()


@pytest.mark.parametrize(
    "text",
    [
        "增长百分之十百",
        "增长百分之三四",
        "增长百分之" + "1" * 25,
        "共有十百家",
        "共有三二家",
        "共有五至三家",
        "共有五至十百家",
        "共有5-3家",
        "增长5-5%",
        "共有五至五家",
        "投资2亿-5000万元",
        "投资2亿-2亿元",
        "共有" + "1" * 25 + "家",
        "共有1-" + "1" * 25 + "家",
        # the second of two magnitudes must be the smaller
        "共有1万10000人",
        "共有1万20000人",
        "共有3亿50000万元",
        "共有3万5万元",
        "共有3万0.5万元",
        "共有3亿" + "1" * 25 + "元",
        # 一 and 二 count only by themselves where they measure, or where a limit says so
        "建成一个站点",
        "打造一条街",
        "三成员单位",
        "一百一百家",
        "最后一家",
        "最初一家",
        "最先一家",
        "增长百分之六至五",
        "建成三、六个",
        "投资三万五千万元",
    ],
)
def test_what_is_no_well_formed_number_is_left_alone(text: str) -> None:
    assert [item.raw for item in find_numbers(text)] == []
