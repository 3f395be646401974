"""Names of places to GB/T 2260 codes; a name that several places bear stays without one."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from schemas import Level, Region
from schemas.regions import find_region, level_of, most_named_region, region_name, region_words, short

KNOWN = [
    # name, words around it, code, level
    ("河南省", "", "410000", Level.PROVINCE),
    ("北京市", "", "110000", Level.PROVINCE),
    ("广西壮族自治区", "", "450000", Level.PROVINCE),
    ("内蒙古自治区", "", "150000", Level.PROVINCE),
    ("香港特别行政区", "", "810000", Level.PROVINCE),
    ("郑州市", "", "410100", Level.CITY),
    ("郑州", "", "410100", Level.CITY),
    ("河南省郑州市", "", "410100", Level.CITY),
    ("吉林省", "", "220000", Level.PROVINCE),
    ("吉林市", "", "220200", Level.CITY),
    ("海南省", "", "460000", Level.PROVINCE),
    ("海南藏族自治州", "", "632500", Level.CITY),
    ("郑州市中原区", "", "410102", Level.COUNTY),
    ("中原区", "", "410102", Level.COUNTY),
    ("郑州市管城回族区", "", "410104", Level.COUNTY),
    ("惠济区", "", "410108", Level.COUNTY),
    ("易县", "", "130633", Level.COUNTY),
    ("唐县", "", "130627", Level.COUNTY),
    ("高唐县", "", "371526", Level.COUNTY),
    ("保定市清苑区", "", "130608", Level.COUNTY),
    ("安国市", "", "130683", Level.COUNTY),
    ("福田区", "", "440304", Level.COUNTY),
]

SHARED = [
    # name, words around it that decide, code
    ("北京市朝阳区", "", "110105"),
    ("长春市朝阳区", "", "220104"),
    ("朝阳区", "在北京市第十七届人民代表大会上", "110105"),
    ("鼓楼区", "在南京市第十七届人民代表大会上", "320106"),
    ("南山区", "现在，我代表深圳市南山区人民政府", "440305"),
    ("杭州市西湖区", "", "330106"),
    ("南昌市西湖区", "", "360103"),
    ("西安市长安区", "", "610116"),
    ("长安区", "石家庄", "130102"),
]


@pytest.mark.parametrize(("name", "around", "code", "level"), KNOWN)
def test_a_name_that_one_place_bears(name: str, around: str, code: str, level: Level) -> None:
    region = find_region(name, around)
    assert (region.name, region.code, region.level) == (name, code, level)


@pytest.mark.parametrize(("name", "around", "code"), SHARED)
def test_a_shared_name_is_decided_by_its_city_or_province(name: str, around: str, code: str) -> None:
    assert find_region(name, around).code == code


@pytest.mark.parametrize("name", ["朝阳区", "鼓楼区", "西湖区", "市中区", "普陀区"])
def test_a_shared_name_alone_has_a_level_but_no_code(name: str) -> None:
    region = find_region(name)
    assert (region.name, region.code, region.level) == (name, None, Level.COUNTY)


@pytest.mark.parametrize("name", ["坪山新区", "火星市", "市", ""])
def test_an_unknown_name_stays_without_code_and_level(name: str) -> None:
    region = find_region(name)
    assert (region.code, region.level) == (None, None)


def test_a_district_of_another_city_is_not_taken() -> None:
    assert find_region("洛阳市中原区").code != "410102"


@pytest.mark.parametrize(
    ("name", "shortened"), [("郑州市", "郑州"), ("易县", "易县"), ("海南藏族自治州", "海南藏族"), ("中原区", "中原")]
)
def test_short_names_keep_at_least_two_characters(name: str, shortened: str) -> None:
    assert short(name) == shortened


def test_the_most_named_place_needs_to_be_named_often() -> None:
    assert most_named_region("郑州" * 4 + "洛阳" * 2, Level.CITY) is None
    region = most_named_region("郑州" * 5 + "洛阳" * 4, Level.CITY)
    assert region is not None
    assert (region.name, region.code) == ("郑州市", "410100")


def test_the_table_of_regions_is_sound() -> None:
    text = files("schemas").joinpath("regions.csv").read_text(encoding="utf-8")
    codes = [row["code"] for row in csv.DictReader(text.splitlines())]
    assert len(codes) == len(set(codes)) > 3000
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    provinces = {code for code in codes if level_of(code) is Level.PROVINCE}
    assert len(provinces) == 34
    assert {code[:2] + "0000" for code in codes} == provinces


HOMES = [
    # the words, whose report it is, whose figure it is
    (None, "郑州市", "郑州市"),
    ("全市", "郑州市", "郑州市"),
    ("我市", "郑州市", "郑州市"),
    ("全 市", "郑州市", "郑州市"),
    ("本市", "上海市", "上海市"),  # of the level of a province
    ("全市", "巩义市", "巩义市"),  # of the level of a county
    ("全市", "郑州市中原区", "全市"),
    ("全市", "易县", "全市"),
    ("全区", "郑州市中原区", "郑州市中原区"),
    ("中原区", "郑州市中原区", "郑州市中原区"),
    ("郑州", "郑州市", "郑州市"),
    ("市", "郑州市", "市"),
    ("中原区", "郑州市", "中原区"),
    ("全县", "易县", "易县"),
    ("全县", "某县", "某县"),  # a county that nobody knows
    ("全省", "易县", "全省"),
    ("全省", "河南省", "河南省"),
    ("全国", "河南省", "全国"),
    ("辖区", "易县", "易县"),
    ("市区", "桂林市", "桂林市"),
    ("全区", "广西壮族自治区", "广西壮族自治区"),
    ("全区", "桂林市", "全区"),  # the whole of 广西
    ("全区", "南宁市青秀区", "南宁市青秀区"),
    ("全州", "海南藏族自治州", "海南藏族自治州"),
    ("河南省", "郑州市", "河南省"),
]


@pytest.mark.parametrize(("words", "home", "name"), HOMES)
def test_whose_region_the_words_mean(words: str | None, home: str, name: str) -> None:
    assert region_name(words, find_region(home)) == name


def test_words_of_nobodys_report_stay() -> None:
    assert (region_name("全市", None), region_name(None, None)) == ("全市", None)
    assert region_name("全县", Region(name="某地")) == "全县"


def test_every_word_for_a_region_has_a_known_level_and_an_example() -> None:
    text = files("schemas").joinpath("region_words.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == len(region_words())
    assert {row["level"] for row in rows} <= {*Level, "own", "district"}
    assert [row for row in rows if row["word"] not in row["example"]] == []
