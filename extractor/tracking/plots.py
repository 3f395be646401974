"""Plots for the page, as SVG whose text stays text: Chinese shows in the fonts of whoever reads it."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING, Any

from extractor.errors import ExtractorError
from extractor.tracking.lexicon import labels, topics
from extractor.tracking.models import Tracked, Verdict
from extractor.tracking.verdicts import kept

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = {
    Verdict.EXCEEDED: "#1b7837",
    Verdict.MET: "#5aae61",
    Verdict.ON_THE_WAY: "#e0a100",
    Verdict.MISSED: "#c0392b",
    Verdict.NOT_COMPARABLE: "#8e7cc3",
    Verdict.NO_WORD: "#c8ccd0",
}
LABELS = {verdict: f"{labels('verdict')[verdict].chinese} {labels('verdict')[verdict].english}" for verdict in COLOURS}
_GROUP_NAME = re.compile(r'<g id="[^"]*">')
"""Nothing refers to them, and several plots on one page would share them."""

_INK = "#333333"
_ROW = 0.42
_MARGIN = 1.1
_LONGEST_BAR = 300


class MissingPlots(ExtractorError):
    """The plotting library is not installed."""


def targets_beside_outcomes(items: Sequence[Tracked]) -> str:
    """Rates: a line from each target to its outcome, in per cent; empty without any."""
    rates = [item for item in items if item.arithmetic and item.arithmetic.unit == "%"]
    return _svg(len(rates), lambda axes: _dumbbells(axes, rates), "rates") if rates else ""


def share_of_targets(items: Sequence[Tracked]) -> str:
    """Amounts: the outcome of each in per cent of its target; empty without any."""
    amounts = [item for item in items if item.arithmetic and item.arithmetic.unit != "%" and item.arithmetic.target > 0]
    return _svg(len(amounts), lambda axes: _bars(axes, amounts), "amounts") if amounts else ""


def verdicts_by_topic(items: Sequence[Tracked]) -> str:
    """How many promises of each topic got which verdict; at the end of a row, how many were kept, were decided, and there are."""
    chosen = [topic for topic in topics() if any(item.topic == topic.topic for item in items)]
    names = [topic.chinese for topic in chosen]
    counts = [Counter(item.verdict for item in items if item.topic == topic.topic) for topic in chosen]
    return _svg(len(names), lambda axes: _stacks(axes, names, counts), "topics") if names else ""


def _dumbbells(axes: Axes, items: Sequence[Tracked]) -> None:
    for row, (target, outcome, item) in enumerate(_numbers(items)):
        axes.plot([target, outcome], [row, row], color=COLOURS[item.verdict], linewidth=3, solid_capstyle="round", zorder=2)
        axes.plot(target, row, "o", markersize=9, markerfacecolor="white", markeredgecolor=_INK, zorder=3)
        axes.plot(outcome, row, "o", markersize=9, color=COLOURS[item.verdict], zorder=4)
        axes.annotate(_caption(item), (max(target, outcome), row), (10, 0), textcoords="offset points", va="center", fontsize=9)
    axes.margins(x=0.35)
    axes.set_xlabel("%   ○ 目标 target   ● 结果 outcome")
    _rows(axes, [_short(item.promise.name) for item in items])


def _bars(axes: Axes, items: Sequence[Tracked]) -> None:
    for row, (target, outcome, item) in enumerate(_numbers(items)):
        share = 100 * outcome / target
        axes.barh(row, min(share, _LONGEST_BAR), height=0.6, color=COLOURS[item.verdict])
        text = f"{share:.0f}%  {_caption(item)}"
        end = max(100.0, min(share, _LONGEST_BAR))  # beyond the line of the target, which would cross it
        axes.annotate(text, (end, row), (6, 0), textcoords="offset points", va="center", fontsize=9)
    axes.axvline(100, color=_INK, linewidth=1, linestyle="--")
    axes.set_xlim(0, 1.5 * _LONGEST_BAR)
    axes.set_xticks(range(0, _LONGEST_BAR + 1, 100))
    axes.set_xlabel(f"结果占目标的 %   outcome in % of the target (bars end at {_LONGEST_BAR}%)")
    _rows(axes, [_short(item.promise.name) for item in items])


def _stacks(axes: Axes, names: Sequence[str], counts: Sequence[Counter[Verdict]]) -> None:
    left = [0] * len(names)
    for verdict in COLOURS:
        widths = [count[verdict] for count in counts]
        axes.barh(range(len(names)), widths, left=left, height=0.65, color=COLOURS[verdict], label=LABELS[verdict])
        left = [start + width for start, width in zip(left, widths, strict=True)]
    for row, (count, end) in enumerate(zip(counts, left, strict=True)):
        axes.annotate("/".join(map(str, kept(count))), (end, row), (6, 0), textcoords="offset points", va="center", fontsize=9)
    axes.margins(x=0.15)
    axes.locator_params(axis="x", integer=True)
    axes.set_xlabel("承诺数 promises   （右：兑现/有明确结论/全部  right: kept / with a clear verdict / all）")
    _rows(axes, names)


def _numbers(items: Iterable[Tracked]) -> Iterator[tuple[float, float, Tracked]]:
    for item in items:
        if item.arithmetic:
            yield item.arithmetic.target, item.arithmetic.outcome, item


def _caption(item: Tracked) -> str:
    left = item.arithmetic.formula.rpartition(" = ")[0] if item.arithmetic else ""
    outcome, _, target = left.partition(" − ")
    return f"{target} → {outcome}" + (f"（{item.outcome.period}）" if item.partial and item.outcome else "")


def _short(name: str) -> str:
    return name if len(name) <= 16 else f"{name[:15]}…"


def _rows(axes: Axes, names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(length=0)
    axes.grid(axis="x", color="#e3e6e8", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)


def _svg(rows: int, draw: Callable[[Axes], None], salt: str) -> str:
    """What ``draw`` draws, with room for so many rows; the same bytes on every run."""
    with _plotting(salt):
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure

        figure = Figure(figsize=(9.5, _MARGIN + _ROW * rows), layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure.add_subplot())
        written = StringIO()
        figure.savefig(written, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")), transparent=True)
    drawn = written.getvalue()
    return _GROUP_NAME.sub("<g>", drawn[drawn.index("<svg") :])


@contextmanager
def _plotting(salt: str) -> Iterator[None]:
    try:
        from matplotlib import rc_context
    except ImportError as error:
        hint = 'Run: pip install "govreport-extractor[plots]".'
        raise MissingPlots("The page needs matplotlib, which is not installed.", hint=hint) from error
    settings: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": salt,
        "font.sans-serif": ["DejaVu Sans"],
        "text.parse_math": False,
        "text.color": _INK,
        "axes.labelcolor": _INK,
        "axes.labelsize": 9,
        "xtick.color": _INK,
        "ytick.color": _INK,
    }
    with rc_context(settings), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")  # the reader's fonts have it
        yield
