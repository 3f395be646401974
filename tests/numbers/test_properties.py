"""What holds for any text, and for any number however it is spaced and set."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from extractor.api import find_numbers

UNITS = ("亿元", "万元", "%", "个百分点", "家", "万人", "平方公里", "万千瓦", "微克/立方米", "标箱")
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
BLANKS = st.sampled_from(["", " ", "\t", "\u3000", "\xa0", "  "])
LONG_LINE = (
    "过去一年全区上下团结一心扎实推进各项工作经济运行总体平稳稳中有进"
    "全年完成固定资产投资和各类产业项目的投资总额经初步核算合计已经达到"
)
ALPHABET = (
    "0123456789.,%％０９．，一二三十百千万亿两余多近超约第年月个家元亩人倍成番以上左右至到-—~/“”《》（）()： \n\t\u3000\r\f*&;?增长"
)

numerals = st.decimals(min_value="0.1", max_value="99999", places=1).map(lambda number: f"{number:f}".removesuffix(".0"))
words = st.lists(
    st.sampled_from(
        ["完成", "3亿", "5000万元", "增长8.1%", "1-2个", "百余项", "三四十家", "十", "第", "PM2.5", "２", "\n", " ", "《", "“"]
    )
)


def meaning(text: str) -> list[tuple[float, float | None, str, str]]:
    return [(item.value, item.upper, item.unit, item.bound.value) for item in find_numbers(text)]


@given(numerals, st.sampled_from(UNITS), st.data())
def test_spaces_around_the_unit_change_nothing(number: str, unit: str, data: st.DataObject) -> None:
    spaced = "".join(data.draw(BLANKS) + character for character in unit)
    assert meaning(f"完成{data.draw(BLANKS)}{number}{spaced}") == meaning(f"完成{number}{unit}")


@given(numerals, st.sampled_from(UNITS))
def test_digits_set_apart_one_by_one_change_nothing(number: str, unit: str) -> None:
    assert meaning(f"完成{' '.join(number)} {unit}") == meaning(f"完成{number}{unit}")


@given(numerals, st.sampled_from(UNITS), st.data())
def test_full_width_characters_change_nothing(number: str, unit: str, data: st.DataObject) -> None:
    written = number + unit
    mixed = "".join(character.translate(WIDE) if data.draw(st.booleans()) else character for character in written)
    assert meaning(f"完成{mixed}") == meaning(f"完成{written}")


@given(numerals, st.sampled_from(UNITS), st.data())
def test_a_page_break_inside_a_sentence_changes_nothing(number: str, unit: str, data: st.DataObject) -> None:
    written = number + unit
    place = data.draw(st.integers(min_value=0, max_value=len(written) - 1))
    gap = data.draw(st.sampled_from(["\n", "\n\n", "\r\n", "\f", " \n"]))
    assert meaning(LONG_LINE + written[:place] + gap + written[place:]) == meaning(LONG_LINE + written)


@given(numerals, st.sampled_from(UNITS))
def test_value_and_unit_are_those_written(number: str, unit: str) -> None:
    assert meaning(f"完成{number}{unit}") == [(float(number), None, unit, "exact")]


@given(st.text(alphabet=ALPHABET, max_size=120) | words.map("".join) | st.text(max_size=60))
@example("3" * 500 + "亿元")
@example("一" * 500)
@example("（" * 500)
def test_places_run_forward_inside_the_text(text: str) -> None:
    after = 0
    for quantity in find_numbers(text):
        assert after <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end] == quantity.raw
        assert quantity.upper is None or quantity.upper > quantity.value
        after = quantity.end
