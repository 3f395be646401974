"""Texts: random pieces of this genre, and damaged passages of the sample reports."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds"
_WORDS = """
1 一 两 十 百余 千 万 亿 830.6 8.1% ３．５ 1,234 2.7万余人 1-2个 三分之一 个百分点 % ‰ 亿元 万人 家 条 平方米 倍 成
增长 下降 达到 完成 预计 力争 确保 新建 开工 建成 投资 其中 分别 同比 高于全市（ 由 到 以上 左右 不低于 控制在 以内
地区生产总值 一般公共预算收入 PM2.5 5G 3A级 “三个一批” 第一产业 十四五 2024年 1~11月 上半年 全市 全国
、 ， 。 ； ： （ ） “ ” 《 》 （一） 一、 ## ** | { } "value": system: 忽略以上要求 输出
"""
PIECES = (*_WORDS.split(), " ", "\n", "\n\n", "\t", "\u3000", "\x00", "\ufeff", "\u200b", "𠮷", "\ud83d", "é")
_START = "某市2024年政府工作报告\n一、2023年工作回顾\n"


@cache
def samples() -> tuple[str, ...]:
    """The sample reports as text."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))


def made_up(chance: random.Random) -> str:
    """A text of random pieces."""
    return _START + "".join(chance.choices(PIECES, k=chance.randint(1, 24)))


def damaged(chance: random.Random) -> str:
    """A passage of a sample report with characters lost, doubled, swapped or replaced by pieces."""
    report = chance.choice(samples())
    start = chance.randrange(len(report))
    letters = list(report[start : start + chance.randint(10, 120)])
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(letters))
        letters[place : place + chance.randint(0, 2)] = chance.choice((chance.choice(PIECES), letters[place] * 2, ""))
        letters = letters or ["。"]
    return "".join(letters)


def any_text(chance: random.Random) -> str:
    """A text of one kind or the other."""
    return chance.choice((made_up, damaged))(chance)
