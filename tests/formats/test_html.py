"""HTML: the article with every number in it, its tables row by row, and nothing of what stands around it."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.documents import read_bytes
from tests.formats.samples import html_of, in_layout_table, in_paragraphs, paragraphs, with_breaks

FIRST = "初步核算，全年地区生产总值完成830.6亿元，同比增长8.1%。"
SECOND = "固定资产投资增长7.8%；新增城镇就业2.7万人，城镇登记失业率为4.07%。"
THIRD = "力争全年新增高新技术企业60家，建成学校12所。"
ARTICLE = f"{FIRST}\n{SECOND}\n{THIRD}"


def lines(page: str) -> list[str]:
    """Lines of the page as read, without the indents of table rows."""
    document = read_bytes(page.encode(), "page.html")
    assert document.format == "html"
    return [line.strip() for line in document.text.split("\n")]


def body(content: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{content}</body></html>"


@pytest.mark.parametrize("article", [in_paragraphs, with_breaks, in_layout_table])
def test_nothing_of_the_page_around_the_article_is_read(article: Callable[[Sequence[str]], str]) -> None:
    page = html_of(ARTICLE * 5, "2023年工作总结", article).decode()
    assert lines(page) == ["2023年工作总结", *paragraphs(ARTICLE * 5)]


def test_a_short_article_may_keep_a_line_of_the_page_but_loses_none_of_its_own() -> None:
    assert [line for line in lines(html_of(FIRST, "2023年工作总结").decode()) if not line.startswith("发布时间")] == [
        "2023年工作总结",
        FIRST,
    ]


AROUND = [
    '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/2">政务公开2024</a></li></ul>',
    "<nav><p>网站导航，共12个栏目。</p></nav>",
    '<div id="footer">版权所有，备案号12345。</div>',
    '<div class="left-menu"><p>领导之窗10</p></div>',
    '<div class="breadCrumb">您的位置 首页 > 第2页</div>',
    "<aside>今日访问123人，累计456人。</aside>",
    "<script>document.write('第99次访问，谢谢。')</script>",
    "<style>p { margin: 0 12px; }</style>",
    '<div style="display: none">本页已有77人读过。</div>',
    '<p><a href="/1">上一篇：2022年报告</a> <a href="/2">下一篇：2024年报告</a></p>',
    '<div><a href="/1">2022年公报</a> | <a href="/2">2024年公报</a></div>',
    "<select><option>2019年</option><option>2020年</option></select>",
    "<!-- 第3版，共5版。 -->",
    '<form class="search"><input value="100"><button>搜索99条</button></form>',
]


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("place", ["before", "within", "after"])
def test_chrome_is_left_out_wherever_it_stands(around: str, place: str) -> None:
    first, second = f"<p>{FIRST}</p>", f"<p>{SECOND}</p><p>{THIRD}</p>"
    content = {
        "before": f"{around}<div>{first}{second}</div>",
        "within": f"<div>{first}{around}{second}</div>",
        "after": f"<div>{first}{second}</div>{around}",
    }[place]
    assert lines(body(content)) == [FIRST, SECOND, THIRD]


KEPT = [
    # markup, lines
    (f"<p>{FIRST}<p>{SECOND}", [FIRST, SECOND]),
    (f"{FIRST}<br>{SECOND}<br/>{THIRD}", [FIRST, SECOND, THIRD]),
    (f"<div>{FIRST}<div>{SECOND}<div>{THIRD}</div></div></div>", [FIRST, SECOND, THIRD]),
    (f"<p>{FIRST}</p><div><p>{SECOND}</p><p>{THIRD * 40}</p></div>", [FIRST, SECOND, THIRD * 40]),
    (f"<h1>工作报告</h1><div>{ARTICLE}</div>", ["工作报告", ARTICLE.replace("\n", " ")]),
    (f"<ul><li>{FIRST}</li><li>{SECOND}</li></ul>", [FIRST, SECOND]),
    (f"<pre>{ARTICLE}</pre>", [FIRST, SECOND, THIRD]),
    (f'<form action="x.aspx"><div class="footer-page"><p>{FIRST}</p><p>{SECOND}</p></div></form>', [FIRST, SECOND]),
    ("<p>增长<span>8</span><b>.1</b><i>%</i>，完成<a href='/x'>830.6亿元</a>。</p>", ["增长8.1%，完成830.6亿元。"]),
    ("<p>增长<script>x()</script>8.1%。</p>", ["增长8.1%。"]),
    ("<p>面积12km<sup>2</sup>，8&nbsp;%，&#50;&#x2e;7万人</p>", ["面积12km2，8 %，2.7万人"]),
    ("<p>\n增长\n8.1%，\r\n\t就业。</p>", ["增长 8.1%， 就业。"]),
    ("<p>一、回顾。\u3000\u3000二、安排。</p>", ["一、回顾。\u3000\u3000二、安排。"]),
    ("<center><font><p>增长8%，就业2万人。</font></center>", ["增长8%，就业2万人。"]),
    ("<p>𠮷村就业2.7万人，增长8%。</p>", ["𠮷村就业2.7万人，增长8%。"]),
]


@pytest.mark.parametrize(("markup", "expected"), KEPT)
def test_a_paragraph_is_one_line(markup: str, expected: list[str]) -> None:
    assert lines(body(markup)) == expected


LONG = [THIRD * 2] * 30
BESIDE = [
    # what stands beside a long article, its lines
    (f"<div>{FIRST}</div>", [FIRST]),
    ("<div>增长8%。</div>", ["增长8%。"]),
    ("<table><tr><td>生产总值</td><td>830.6</td></tr></table>", ["生产总值 | 830.6"]),
    (f'<div class="WordSection1"><p>{FIRST}</p><p>{SECOND}</p></div>', [FIRST, SECOND]),
    ("<p>单位：亿元，万人</p>", ["单位：亿元，万人"]),
    ("<div>主办：区政府，承办：信息中心，邮编：450007，电话：67180000</div>", []),
    (f'<div class="footer"><p>{FIRST}</p><p>{SECOND}</p></div>', []),
    (f'<div style="display:none"><p>{FIRST}</p><p>{SECOND}</p></div>', []),
    (f'<ul><li><a href="/1">{FIRST}</a></li><li><a href="/2">{SECOND}</a></li></ul>', []),
]


@pytest.mark.parametrize(("markup", "expected"), BESIDE)
def test_a_small_part_beside_a_long_one_is_kept_if_it_tells_something(markup: str, expected: list[str]) -> None:
    article = "<div>" + "".join(f"<p>{line}</p>" for line in LONG) + "</div>"
    read = [line for line in lines(body(f"<div>{markup}{article}</div>")) if line not in LONG]
    assert read == expected
    assert [line for line in lines(body(f"<div>{article}{markup}</div>")) if line not in LONG] == expected


TITLES = [
    # head, heading in the page, title expected before the article
    ("<title>2023年工作总结_区政府</title>", "<h1>2023年工作总结</h1>", "2023年工作总结"),
    ("<title>2023年工作总结_区政府</title>", '<div class="bt">2023年 工作总结</div>', "2023年 工作总结"),
    ("<title>区政府 - 2023年工作总结</title>", "<h2>2023年工作总结</h2>", "2023年工作总结"),
    ('<meta name="ArticleTitle" content="2023年工作总结">', "", "2023年工作总结"),
    ("", "<h1>2023年工作总结</h1>", "2023年工作总结"),
    ("<title>区政府门户网站</title>", "<h1>联系我们</h1>", None),
    ("<title>区政府门户网站</title>", "", None),
]


@pytest.mark.parametrize(("head", "heading", "title"), TITLES)
def test_the_title_is_kept_where_it_stands_outside_the_article(head: str, heading: str, title: str | None) -> None:
    content = f'<div class="top">{heading}</div><div class="content"><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div>'
    assert lines(body(content, head)) == [*([title] if title else []), FIRST, SECOND, THIRD]


def test_a_title_that_the_article_begins_with_is_not_doubled() -> None:
    page = body(f"<h1>2023年工作总结</h1><div><p>2023年<br>工作总结</p><p>{FIRST}</p><p>{SECOND}</p></div>")
    assert lines(page).count("2023年工作总结") == 0
    assert lines(page)[:2] == ["2023年", "工作总结"]


TABLES = [
    # rows, lines
    ("<tr><th>指标<th>数值<tr><td>生产总值<td>830.6", ["指标 | 数值", "生产总值 | 830.6"]),
    ("<tr><td colspan=2>合计</td><td>5</td></tr>", ["合计 |  | 5"]),
    ("<tr><td rowspan=2>产业</td><td>一产</td><td>3</td></tr><tr><td>二产</td><td>5</td></tr>", ["产业 | 一产 | 3", "| 二产 | 5"]),
    (
        "<tr><td>一产</td><td rowspan=2>3</td></tr><tr><td>二产</td></tr><tr><td>三产</td><td>7</td></tr>",
        ["一产 | 3", "二产", "三产 | 7"],
    ),
    ("<tr><td>就业</td><td>2.7</td><td></td><td> </td></tr>", ["就业 | 2.7"]),
    ("<tr><td></td><td></td></tr><tr><td>就业</td><td>3</td></tr>", ["就业 | 3"]),
    ("<tr><td><p>城镇<br>新增就业</p></td><td><b>2.7</b></td></tr>", ["城镇 新增就业 | 2.7"]),
    ("<tr><td colspan=99999999999>单位：亿元</td></tr>", ["单位：亿元"]),
    ("<tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>", ["1 | 2", "3 | 4"]),
]


@pytest.mark.parametrize(("rows", "expected"), TABLES)
def test_a_row_of_figures_is_one_line(rows: str, expected: list[str]) -> None:
    assert lines(body(f"<p>{FIRST}</p><table>{rows}</table><p>{SECOND}</p>")) == [FIRST, *expected, SECOND]


def test_a_table_of_figures_inside_a_table_for_layout() -> None:
    inner = "<table><tr><td>一产</td><td>3</td></tr></table>"
    page = body(f"<table><tr><td>栏目</td><td><p>{FIRST * 5}</p>{inner}<p>{SECOND}</p></td></tr></table>")
    assert lines(page) == [FIRST * 5, "一产 | 3", SECOND]


def test_a_declared_encoding_is_believed_where_the_bytes_bear_it_out() -> None:
    page = body("全年增長8.1%，就業2.7萬人。", '<meta http-equiv="Content-Type" content="text/html; charset=big5">')
    read = read_bytes(page.encode("big5"), "page.html")
    assert (read.text, read.encoding) == ("全年增長8.1%，就業2.7萬人。", "big5hkscs")
    wrong = page.replace("big5", "iso-8859-7").encode()
    assert read_bytes(wrong, "page.html").text == "全年增長8.1%，就業2.7萬人。"


WORDS = st.builds(
    lambda words, times: f"{words}，{words}。" * times,
    st.text(alphabet="增长就业完成0123456789.%", min_size=1, max_size=30),
    st.sampled_from([1, 1, 3, 40]),
)
CONTAINERS = st.lists(st.sampled_from(["div", "section", "article", "td", "center", "form", "span"]), max_size=4)


def nested(paragraphs: list[tuple[str, list[str]]], outer: list[str]) -> str:
    def wrapped(content: str, tags: list[str]) -> str:
        for tag in tags:
            content = f"<table><tr><td>{content}</td></tr></table>" if tag == "td" else f"<{tag}>{content}</{tag}>"
        return content

    return wrapped("".join(wrapped(f"<p>{html.escape(words)}</p>", tags) for words, tags in paragraphs), outer)


@given(st.lists(st.tuples(WORDS, CONTAINERS), min_size=1, max_size=12), CONTAINERS)
def test_no_paragraph_of_an_article_is_lost_however_it_is_wrapped(
    paragraphs: list[tuple[str, list[str]]], outer: list[str]
) -> None:
    assert lines(body(nested(paragraphs, outer))) == [words for words, _ in paragraphs]
