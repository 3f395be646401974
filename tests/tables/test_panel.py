"""The panel: which number stands in which cell, in which unit, and what is left out."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.tables import Headings, Panel, number_table, panel
from extractor.tables.indicators import indicator_ids, only_indicators
from schemas import ChangeBasis, Check, CheckStatus, Evidence, Indicator, ReadBy, Region, Result, Status
from schemas.record import Record
from tests.tables.made import CITY, DISTRICT, commitment, indicator, project, quantity, result

KEYS = ("region", "region_code", "level", "year")


def panel_of(*results: Result) -> Panel:
    return panel(number_table((each, None) for each in results))


def cells(*results: Result) -> dict[tuple[str, int], dict[str, Any]]:
    """What stands in the rows of the panel, by region and year, without the empty cells."""
    rows = panel_of(*results).table.frame.iter_rows(named=True)
    return {
        (row["region"], row["year"]): {name: value for name, value in row.items() if value is not None and name not in KEYS}
        for row in rows
    }


def test_the_target_of_a_year_stands_beside_its_outcome() -> None:
    plan = result(
        indicator(value=quantity(830.6, "亿元"), change=quantity(8.1)),
        commitment(change=quantity(7)),
        region=DISTRICT,
    )
    review = result(
        indicator(value=quantity(872, "亿元"), change=quantity(5), period="2024"),
        commitment(target=quantity(900, "亿元"), period="2025"),
        region=DISTRICT,
        reported_year=2024,
        planned_year=2025,
    )
    assert cells(plan, review) == {
        ("郑州市中原区", 2023): {"gdp_outcome (亿元)": 830.6, "gdp_change (%)": 8.1},
        ("郑州市中原区", 2024): {"gdp_outcome (亿元)": 872.0, "gdp_change (%)": 5.0, "gdp_target_change (%)": 7.0},
        ("郑州市中原区", 2025): {"gdp_target (亿元)": 900.0},
    }


def test_columns_run_by_catalogue_and_role() -> None:
    table = panel_of(
        result(
            indicator("社会消费品零售总额", "retail_sales", change=quantity(9.7)),
            indicator(value=quantity(830.6, "亿元"), change=quantity(8.1)),
            commitment(target=quantity(900, "亿元"), change=quantity(6.5, upper=7)),
        )
    ).table
    english = ["gdp_target (亿元)", "gdp_outcome (亿元)", "gdp_target_change (%)", "gdp_target_change_to (%)", "gdp_change (%)"]
    assert table.frame.columns == [*KEYS, "other_statements", *english, "retail_sales_change (%)"]
    assert table.with_headings(Headings.CHINESE).columns == [
        "地区",
        "地区代码",
        "层级",
        "年份",
        "另有说法",
        "地区生产总值 目标（亿元）",
        "地区生产总值 实绩（亿元）",
        "地区生产总值 目标增长（%）",
        "地区生产总值 目标增长至（%）",
        "地区生产总值 实际增长（%）",
        "社会消费品零售总额 实际增长（%）",
    ]


def test_a_range_takes_two_columns() -> None:
    assert cells(result(commitment(change=quantity(6.5, upper=7)))) == {
        ("郑州市", 2024): {"gdp_target_change (%)": 6.5, "gdp_target_change_to (%)": 7.0}
    }


def test_names_of_one_place_are_one_place_under_the_fullest() -> None:
    short = Region(name="中原区", code="410102", level="county")
    rows = cells(result(indicator(change=quantity(8)), region=short), result(commitment(change=quantity(7)), region=DISTRICT))
    assert set(rows) == {("郑州市中原区", 2023), ("郑州市中原区", 2024)}


def test_rows_run_by_place_and_year() -> None:
    results = [
        result(indicator(change=quantity(8), period=period), region=region)
        for region in (DISTRICT, CITY)
        for period in ("2024", "2022", "2023")
    ]
    frame = panel_of(*results).table.frame
    codes = ["410100"] * 3 + ["410102"] * 3
    assert frame.select("region_code", "year").rows() == list(zip(codes, [2022, 2023, 2024] * 2, strict=True))


JOBS = {"name": "新增城镇就业", "canonical": "urban_new_employment"}
UNITS: list[tuple[str, list[Record], dict[str, float]]] = [
    (
        "into the unit of the catalogue, however rarely it is written",
        [
            indicator(**JOBS, value=quantity(27000, "人"), period="2021"),
            indicator(**JOBS, value=quantity(30000, "人"), period="2022"),
            indicator(**JOBS, value=quantity(1.3, "万人")),
        ],
        {"urban_new_employment_outcome (万人)": 1.3},
    ),
    (
        "converted numbers have no stray digits",
        [indicator(value=quantity(50000, "万元")), commitment(target=quantity(0.69, "亿元"))],
        {"gdp_outcome (亿元)": 5.0},  # 0.69 × 1e8 / 0.69 is not quite 1e8
    ),
    (
        "otherwise into the unit written most often",
        [
            indicator(value=quantity(5000, "万元")),
            indicator(value=quantity(6000, "万元"), period="2022"),
            indicator(value=quantity(7000, "元", base_value=7000.0, base_unit="元"), period="2021"),
        ],
        {"gdp_outcome (万元)": 5000.0},
    ),
    (
        "what cannot be converted has a column of its own",
        [indicator(value=quantity(830.6, "亿元")), indicator(value=quantity(45, "%"))],
        {"gdp_outcome (亿元)": 830.6, "gdp_outcome (%)": 45.0},
    ),
    (
        "classifiers that count the same things are one",
        [
            indicator("市场主体", "market_entities", value=quantity(3.5, "万家", base_value=35000.0, base_unit="家")),
            commitment("市场主体", "market_entities", target=quantity(3.8, "万户", base_unit="户")),
        ],
        {"market_entities_outcome (万户)": 3.5},
    ),
    (
        "neighbourhoods and the households in them do not",
        [
            indicator("老旧小区改造", "old_neighbourhoods", value=quantity(3057, "个")),
            commitment("老旧小区改造", "old_neighbourhoods", target=quantity(20, "万户"), period="2023"),
        ],
        {"old_neighbourhoods_outcome (个)": 3057.0, "old_neighbourhoods_target (万户)": 20.0},
    ),
    (
        "people are people",
        [
            indicator("引进人才", "introduced_talents", value=quantity(500, "名")),
            indicator("引进人才", "introduced_talents", value=quantity(300, "人"), period="2022"),
        ],
        {"introduced_talents_outcome (人)": 500.0},
    ),
    ("a zero alone keeps its unit", [indicator(value=quantity(0, "亿元"))], {"gdp_outcome (亿元)": 0.0}),
    (
        "a zero in another unit is a zero",
        [indicator(value=quantity(0, "万元")), indicator(value=quantity(5, "亿元"), period="2022")],
        {"gdp_outcome (亿元)": 0.0},
    ),
    (
        "the upper end is converted with the lower one",
        [
            indicator(**JOBS, value=quantity(20000, "人", upper=30000)),
            indicator(**JOBS, value=quantity(1.3, "万人"), period="2022"),
        ],
        {"urban_new_employment_outcome (万人)": 2.0, "urban_new_employment_outcome_to (万人)": 3.0},
    ),
]


@pytest.mark.parametrize(("records", "expected"), [case[1:] for case in UNITS], ids=[case[0] for case in UNITS])
def test_one_unit_a_column(records: list[Record], expected: dict[str, float]) -> None:
    assert cells(result(*records))["郑州市", 2023] == expected


LEFT_OUT: list[tuple[str, Record]] = [
    ("part of a year", indicator(change=quantity(8), period="2023-01/2023-11")),
    ("a quarter", indicator(change=quantity(8), period="2023-Q1")),
    ("several years", indicator(value=quantity(8, "亿元"), period="2022/2023")),
    ("a target over several years", commitment(change=quantity(8), period="2024/2026")),
    ("no period", indicator(change=quantity(8), period=None)),
    ("an annual average", indicator(change=quantity(8), change_basis=ChangeBasis.ANNUAL_AVERAGE)),
]


@pytest.mark.parametrize("record", [case[1] for case in LEFT_OUT], ids=[case[0] for case in LEFT_OUT])
def test_what_is_not_about_one_whole_year_is_left_out_and_counted(record: Record) -> None:
    made = panel_of(result(record))
    assert (made.table.frame.height, made.shown, made.offered) == (0, 0, 1)


def test_a_number_of_no_known_place_is_left_out_and_counted() -> None:
    made = panel_of(result(indicator(change=quantity(8)), region=None))
    assert (made.table.frame.height, made.shown, made.offered) == (0, 0, 1)


def test_a_deadline_within_the_year_is_a_target_of_the_year() -> None:
    assert cells(result(commitment(change=quantity(7), period="2024-09")))["郑州市", 2024] == {"gdp_target_change (%)": 7.0}


def test_other_measures_and_names_outside_the_catalogue_are_not_offered() -> None:
    other = {"reference": "全省", "value": quantity(5), "difference": quantity(3, "个百分点")}
    made = panel_of(
        result(
            indicator(change=quantity(8), comparison=other),
            indicator("某指标", None, value=quantity(3, "个")),
            project(count=quantity(22, "条")),
        )
    )
    assert (made.shown, made.offered) == (1, 1)


def _checked(status: CheckStatus) -> Check:
    return Check(status=status, read_by=ReadBy.MODEL)


BETTER = [
    (
        "the report of the year itself",
        result(indicator(change=quantity(1)), reported_year=2024),
        result(indicator(change=quantity(2))),
    ),
    (
        "the report that plans the year",
        result(commitment(change=quantity(1), period="2023")),
        result(commitment(change=quantity(2), period="2023"), planned_year=2023),
    ),
    ("an actual figure", result(indicator(change=quantity(1), status=Status.ESTIMATE)), result(indicator(change=quantity(2)))),
    (
        "a confirmed figure",
        result(indicator(change=quantity(1), check=_checked(CheckStatus.CONFLICT))),
        result(indicator(change=quantity(2))),
    ),
    (
        "a converted figure",
        result(indicator(change=quantity(1), check=_checked(CheckStatus.UNSUPPORTED))),
        result(indicator(change=quantity(2), check=_checked(CheckStatus.CONVERTED))),
    ),
]


@pytest.mark.parametrize(("worse", "better"), [case[1:] for case in BETTER], ids=[case[0] for case in BETTER])
@pytest.mark.parametrize("swapped", [False, True])
def test_of_several_statements_the_best_is_shown_and_the_other_told(worse: Result, better: Result, swapped: bool) -> None:
    results = (better, worse) if swapped else (worse, better)
    ((row),) = cells(*results).values()
    (shown,) = [value for name, value in row.items() if name != "other_statements"]
    assert shown == 2.0
    assert row["other_statements"].endswith("增长（%）：1")
    made = panel_of(*results)
    assert (made.shown, made.offered) == (1, 2)


def test_among_equals_the_first_is_shown() -> None:
    row = cells(result(indicator(change=quantity(3)), indicator(change=quantity(2)), indicator(change=quantity(4.5))))
    assert row["郑州市", 2023] == {"gdp_change (%)": 3.0, "other_statements": "地区生产总值 实际增长（%）：2、4.5"}


def _stated(value: float, start: int, end: int, **fields: Any) -> Indicator:
    evidence = Evidence(quote="字" * (end - start), start=start, end=end)
    return indicator(value=quantity(value, "亿元"), **{"evidence": evidence, **fields})


LEVELS = [
    # the records, the outcome, the other statements
    ("from one to another", [_stated(45, 10, 20), _stated(40, 20, 28)], 40, "45"),
    ("with a comma between them", [_stated(45, 10, 20), _stated(40, 21, 28)], 40, "45"),
    ("by a third", [_stated(45, 10, 20), _stated(42, 20, 24), _stated(40, 24, 28)], 40, "42、45"),
    ("under one quotation", [_stated(45, 10, 28), _stated(40, 10, 28)], 40, "45"),
    ("elsewhere in the report", [_stated(45, 10, 20), _stated(40, 60, 68)], 45, "40"),
    ("elsewhere after a passage", [_stated(45, 10, 20), _stated(40, 20, 28), _stated(41, 60, 68)], 40, "45、41"),
    ("by other names", [_stated(45, 10, 20), _stated(40, 20, 28, name="服务业增加值")], 45, "40"),
    ("not confirmed", [_stated(45, 10, 20), _stated(40, 20, 28, check=_checked(CheckStatus.CONFLICT))], 45, "40"),
]


@pytest.mark.parametrize(("records", "outcome", "others"), [case[1:] for case in LEVELS], ids=[case[0] for case in LEVELS])
def test_of_levels_in_one_sentence_the_one_reached_is_the_outcome(records: list[Record], outcome: float, others: str) -> None:
    for results in ([result(*records)], [result(_stated(50, 18, 19, period="2022")), result(*records)]):
        assert cells(*results)["郑州市", 2023] == {
            "gdp_outcome (亿元)": outcome,
            "other_statements": f"地区生产总值 实绩（亿元）：{others}",
        }


def test_of_levels_in_two_reports_none_is_reached_from_the_other() -> None:
    row = cells(result(_stated(45, 10, 20)), result(_stated(40, 20, 28), source="other.txt"))
    assert row["郑州市", 2023]["gdp_outcome (亿元)"] == 45


def test_changes_lead_nowhere() -> None:
    first, second = (
        indicator(change=quantity(value), evidence=Evidence(quote="字字", start=start, end=start + 2))
        for value, start in ((8, 10), (7, 12))
    )
    assert cells(result(first, second))["郑州市", 2023]["gdp_change (%)"] == 8


def test_a_fall_is_read_and_shown_as_what_it_led_to() -> None:
    from extractor.documents import read_bytes
    from extractor.pipeline import extract_by_rules

    text = "郑州市2024年政府工作报告\n2023年，PM2.5浓度由45微克/立方米下降到40微克/立方米，城镇化率由55%提高到57%。"
    row = cells(extract_by_rules(read_bytes(text.encode(), "report.txt")))["郑州市", 2023]
    assert row["pm25_concentration_outcome (微克/立方米)"] == 40
    assert row["urbanization_rate_outcome (%)"] == 57


def test_the_same_number_said_twice_is_no_other_statement() -> None:
    row = cells(result(indicator(value=quantity(5, "亿元")), indicator(value=quantity(50000, "万元"))))
    assert row["郑州市", 2023] == {"gdp_outcome (亿元)": 5.0}


@pytest.mark.parametrize("name", ["retail_sales", "社会消费品零售总额", "社零总额"])
def test_chosen_indicators_alone(name: str) -> None:
    made = number_table(
        [(result(indicator(change=quantity(8)), indicator("社会消费品零售总额", "retail_sales", change=quantity(9))), None)]
    )
    chosen = only_indicators(made, indicator_ids([name]))
    assert chosen.frame["indicator"].to_list() == ["retail_sales"]
    assert panel(chosen).table.frame.columns[-1] == "retail_sales_change (%)"
    assert only_indicators(made, []) is made


def test_nothing_at_all() -> None:
    made = panel_of()
    assert made.table.frame.columns == [*KEYS, "other_statements"]
    assert (made.shown, made.offered) == (0, 0)


def test_real_reports() -> None:
    from extractor.api import extract
    from tests.conftest import SEEDS

    rows = cells(*(extract(path) for path in SEEDS))
    district = rows["郑州市中原区", 2024]
    assert district["gdp_target_change (%)"] == 7  # the plan of 2024
    assert district["gdp_change (%)"] == 5  # the review of 2024
    assert rows["郑州市中原区", 2023]["retail_sales_outcome (亿元)"] == 296.7
    assert rows["郑州市管城回族区", 2023]["pm25_concentration_change (%)"] == -2.3
    assert rows["惠济区", 2024]["urban_new_employment_target (万人)"] == 0.2  # written 2000 人
