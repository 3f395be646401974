"""The page: verdicts, plots and both evidences in one file that needs nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from extractor.tracking.models import Account, Agreement, Beside, Pace, Reason, Stated, Tracked, Tracking, Verdict
from extractor.tracking.plots import COLOURS, LABELS, share_of_targets, targets_beside_outcomes, verdicts_by_topic
from extractor.tracking.sheets import number, sentences
from extractor.tracking.verdicts import kept

_ORDER = (Verdict.MISSED, Verdict.ON_THE_WAY, Verdict.NOT_COMPARABLE, Verdict.EXCEEDED, Verdict.MET, Verdict.NO_WORD)
"""What needs a look comes first."""

_PACE = {Pace.AHEAD: "进度领先 ahead", Pace.BEHIND: "进度落后 behind"}
_AGREEMENT = {
    Agreement.CONTRADICTION: ("矛盾 contradiction", "#c0392b"),
    Agreement.REVISED: ("修订 preliminary and final", "#e0a100"),
}


def render_page(tracking: Tracking) -> str:
    """``tracking`` as HTML with its plots in it; raises :class:`MissingPlots` without the plotting library."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("extractor.tracking", "."), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters.update(number=number, sentences=_bilingual, pace=_PACE.__getitem__, compared=_compared, flat=_flat)
    differing = [_stated(stated) for stated in tracking.stated_twice if stated.agreement in _AGREEMENT]
    return environment.get_template("page.html").render(
        accounts=[_account(account) for account in tracking.accounts],
        differing=differing,
        agreeing=len(tracking.stated_twice) - len(differing),
        beside=tracking.beside,
        unreviewed=tracking.unreviewed,
    )


def _account(account: Account) -> dict[str, Any]:
    counts = Counter(item.verdict for item in account.promises)
    return {
        "region": account.region,
        "period": account.period,
        "promised_in": account.promised_in,
        "reviewed_in": account.reviewed_in,
        "counts": [_label(verdict, number=counts[verdict]) for verdict in COLOURS],
        "kept": kept(counts),
        "plots": _plots(account.promises),
        "groups": [_group(verdict, account.promises) for verdict in _ORDER if counts[verdict]],
    }


def _plots(promises: tuple[Tracked, ...]) -> list[tuple[str, str]]:
    return [
        ("增速和比率：目标与结果 · Rates: targets beside outcomes", targets_beside_outcomes(promises)),
        ("数量：完成目标的程度 · Amounts: outcome as a share of the target", share_of_targets(promises)),
        ("各主题的承诺 · Promises by topic", verdicts_by_topic(promises)),
    ]


def _group(verdict: Verdict, promises: Iterable[Tracked]) -> dict[str, Any]:
    chosen = [item for item in promises if item.verdict is verdict]
    return _label(verdict, promises=chosen, silent=verdict is Verdict.NO_WORD)


def _label(verdict: Verdict, **more: Any) -> dict[str, Any]:
    return {"label": LABELS[verdict], "colour": COLOURS[verdict], **more}


def _stated(stated: Stated) -> dict[str, Any]:
    label, colour = _AGREEMENT[stated.agreement]
    return {"stated": stated, "label": label, "colour": colour}


def _compared(each: Beside) -> str:
    return f"{each.share:.1%}" if each.share is not None else each.arithmetic.formula.rpartition(" = ")[2]


def _flat(quote: str) -> str:
    """``quote`` without the line ends of its source."""
    return "".join(quote.splitlines())


def _bilingual(reasons: Iterable[Reason]) -> str:
    told = tuple(reasons)
    return f"{sentences(told, chinese=True)} {sentences(told)}"
