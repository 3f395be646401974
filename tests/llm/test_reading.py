"""From words to JSON: what is taken, what is refused, and that a torn answer is never read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from extractor.llm.reading import UnfitAnswer, find_json, read, without_thoughts
from tests.llm.conftest import GDP, Item, Reading

FOUND: list[tuple[str, Any]] = [
    ('{"a": 1}', {"a": 1}),
    ('  \n{"a": 1}\n', {"a": 1}),
    ('[{"a": 1}]', [{"a": 1}]),
    ("null", None),
    ('```json\n{"a": 1}\n```', {"a": 1}),
    ('```\n{"a": 1}\n```', {"a": 1}),
    ('```json {"a": 1}```', {"a": 1}),
    ('```json\n{"a": 1}', {"a": 1}),
    ('见下：\n```text\n说明\n```\n```json\n{"a": 1}\n```\n完', {"a": 1}),
    ('形如 {"a": 0}：\n```json\n{"a": 1}\n```', {"a": 1}),
    ('形如 {"a": …\n```json\n{"a": 1}\n```', {"a": 1}),
    ('结果是 {"a": 1}，见 [1] 和 {附注}。', {"a": 1}),
    ('先有 [] 再有 {"a": 1}', {"a": 1}),
    ('{"a": 1}\n{"a": 1}', {"a": 1}),
    ('<think>{"a": 0}</think>{"a": 1}', {"a": 1}),
    ('先想 {"a": 0}，不对</think>{"a": 1}', {"a": 1}),
    ('<thinking>想</thinking>\n```json\n{"a": 1}\n```', {"a": 1}),
    ('{"a": "<think>原样</think>"}', {"a": "<think>原样</think>"}),
    ('\n {"a": "<think>原样</think>"}', {"a": "<think>原样</think>"}),
    ('[{"a": "<think>原样</think>"}]', [{"a": "<think>原样</think>"}]),
    ('{"a": "两\n行"}', {"a": "两\n行"}),
    ('{"a": "带 } 和 ] 的字"}', {"a": "带 } 和 ] 的字"}),
]


@pytest.mark.parametrize(("text", "value"), FOUND)
def test_json_is_found(text: str, value: Any) -> None:
    assert find_json(text) == value


UNFIT: list[tuple[str, str]] = [
    ("", "空"),
    ("  \n", "空"),
    ("没有找到任何指标。", "没有 JSON"),
    ("<think>想了很久", "空"),
    ('<think>{"a": 1}', "空"),
    ('{"a": 1', "不完整"),
    ('{"items": [{"a": 1}, {"a"', "不完整"),
    ('{"a": 1} 然后 {"b": ', "不完整"),
    ("{'a': 1}", "没有 JSON"),
    ('{"a": NaN}', "NaN"),
    ('{"a": 1}\n{"a": 2}', "2 个"),
    ('```json\n{"a": 1}\n```\n```json\n{"b": 2}\n```', "2 个"),
    ('{"a": ' + "9" * 5000 + "}", "不完整"),
    ('{"a":' * 100_000, "不完整"),
]


@pytest.mark.parametrize(("text", "problem"), UNFIT, ids=range(len(UNFIT)))
def test_what_is_not_one_whole_json_value_is_refused(text: str, problem: str) -> None:
    with pytest.raises(UnfitAnswer) as caught:
        find_json(text)
    assert problem in caught.value.problems[0]


VALUES: list[tuple[str, str]] = [
    ('{"items": [{"name": "地区生产总值", "value": 830.6}]}', "an object"),
    ('[{"name": "地区生产总值", "value": 830.6}]', "the list alone"),
    ('{"items": [{"name": "地区生产总值", "value": "830.6"}]}', "a number in quotes"),
]


@pytest.mark.parametrize(("text", "form"), VALUES)
def test_values_are_read(text: str, form: str) -> None:
    plain, value = read(text, Reading)
    assert value == Reading(items=(GDP,)), form
    assert Reading.model_validate_json(plain) == value


class TwoLists(BaseModel):
    indicators: list[Item]
    projects: list[Item]


@pytest.mark.parametrize("text", ["{}", "[]", "null", '{"indicators": [], "projects": []}'])
def test_nothing_found_empties_every_list_also_required_ones(text: str) -> None:
    assert read(text, TwoLists)[1] == TwoLists(indicators=[], projects=[])


@pytest.mark.parametrize("text", ['{"indicators": []}', '[{"name": "甲"}]'])
def test_a_list_left_out_is_not_made_up(text: str) -> None:
    with pytest.raises(UnfitAnswer):
        read(text, TwoLists)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"items": [{"name": "地区生产总值", "value": "很多"}]}', "items.0.value"),
        ('{"unexpected": 1}', "unexpected"),
        ('{"items": [{"name": "\\ud800"}]}', "不能用"),
        ('{"items": [{"name": "大", "value": 1e999}]}', "不能用"),
        ('"一句话"', "没有 JSON"),
        ("[1, 2]", "没有 JSON"),
    ],
)
def test_values_that_do_not_fit_name_the_place(text: str, problem: str) -> None:
    with pytest.raises(UnfitAnswer) as caught:
        read(text, Reading)
    assert problem in caught.value.problems[0]


class Report(BaseModel):
    title: str = ""
    items: list[Item] = []


@pytest.mark.parametrize("text", ["null", "[]", '[{"name": "甲"}]'])
def test_the_outer_object_is_made_up_only_where_nothing_else_is_in_it(text: str) -> None:
    with pytest.raises(UnfitAnswer) as caught:
        read(text, Report)
    assert caught.value.problems[0].startswith("整个对象：")
    assert str(caught.value) == caught.value.problems[0]


class Empty(BaseModel):
    pass


def test_a_type_without_fields_is_an_empty_object() -> None:
    assert read("{}", Empty)[0] == "{}"
    with pytest.raises(UnfitAnswer):
        read('[{"a": 1}]', Empty)


def test_the_place_of_a_mistake_in_the_json_is_told_in_characters() -> None:
    with pytest.raises(UnfitAnswer, match="第 10 个字符"):
        find_json('{"a": "甲" "b": 1}')


def test_twenty_problems_are_enough_for_one_answer() -> None:
    for many, told in ((20, 20), (21, 20)):
        with pytest.raises(UnfitAnswer) as caught:
            read(json.dumps({"items": [{"name": ""}] * many}), Reading)
        assert len(caught.value.problems) == told
        assert caught.value.problems[-1].startswith("items.19.name：")


json_objects = st.dictionaries(
    st.text(min_size=1, max_size=5),
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


@given(json_objects, st.sampled_from(["{}", "好的：{}", "<think>想 {{</think>{}", "{}\n以上 [1]。"]))
def test_any_object_comes_back_from_any_dress(value: dict[str, Any], dress: str) -> None:
    assert find_json(dress.format(json.dumps(value, ensure_ascii=False))) == value


@given(json_objects, st.data())
def test_no_beginning_of_an_object_is_taken_for_an_answer(value: dict[str, Any], data: st.DataObject) -> None:
    whole = json.dumps(value, ensure_ascii=False)
    torn = whole[: data.draw(st.integers(0, len(whole) - 1))]
    with pytest.raises(UnfitAnswer):
        find_json(torn)


def test_thoughts_are_taken_off_once_the_model_speaks() -> None:
    assert without_thoughts("甲</think>乙<think>丙").strip() == "乙"
