"""What the figures of an experiment allow to conclude, in words, in tables, and for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from outtrack.compute.comparing import FULL
from outtrack.compute.trial import ADVICE, DOUBTFUL, INVALID
from outtrack.figures import amount, number
from outtrack.reports.trial_data import against_data, comparison_data
from outtrack.shapes import Block, Cell, Column, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outtrack.compute.before_after import Shift
    from outtrack.compute.comparing import Comparison
    from outtrack.compute.inference import Difference
    from outtrack.compute.trial import Against, Trial
    from outtrack.shapes import Tone

ADVICE_TONES: Final[dict[str, Tone]] = {
    "persevere": "good",
    "persevere_size_uncertain": "good",
    "stop": "bad",
    "invalid": "bad",
    "interim": "dim",
}
_MEANS: Final = {
    "persevere": "all of the interval is as good as what was asked for, or better",
    "persevere_size_uncertain": "all of the interval is on the good side, but not all of it as good as was asked for",
    "stop_or_pivot": "all of the interval is below what was asked for; whether to stop or to pivot is yours to say",
    "inconclusive": "the interval holds both less than was asked for and as much: too little to tell",
    "interim": "not all that was planned is in; whoever stops at a good moment finds what is not there",
    "invalid": "the sizes of the arms are not as they were to be split: find out why before you read anything else",
    "stop": "a guardrail is harmed",
}
_MEANS_OF_A_SHIFT: Final = {
    "persevere": "the value left what was to be expected, and is as good as what was asked for",
    "persevere_size_uncertain": "the value left what was to be expected, and is not as good as what was asked for",
    "stop_or_pivot": "the value left what was to be expected for the worse",
    "inconclusive": "the value is where it would have been anyway",
}
_ALMOST: Final = 0.001
COMPARED: Final = (
    Column("arm", "Arm against the control"),
    Column("difference", "Difference", is_headline=True, is_right=True),
    Column("interval", "Interval", is_headline=True, label="{}"),
    Column("test", "Test", label="{}"),
    Column("chance", "Chance to be better", is_right=True, label="better: {}"),
    Column("lift", "Asked for", is_right=True, label="asked for {}"),
    Column("advice", "Advice", label="{}"),
)
AGAINST: Final = (
    Column("arm", "Arm"),
    Column("share", "Share", is_headline=True, is_right=True),
    Column("interval", "Interval", is_headline=True, label="{}"),
    Column("bar", "Bar", is_right=True, label="bar {}"),
    Column("p", "By chance", is_right=True, label="by chance: p {}"),
    Column("advice", "Advice", label="{}"),
)


def advice_cell(advice: str | None) -> Cell:
    """Return an advice as people read it."""
    return Cell(ADVICE[advice], ADVICE_TONES.get(advice, "")) if advice else Cell("—", "dim")


def chance_text(p: float) -> str:
    """Return a p-value, or a chance, with three digits."""
    return "<0.0001" if p < 0.0001 else f"{p:.3g}"  # noqa: PLR2004 - smaller ones say no more


def conclusions(found: Trial, unit: str | None) -> Iterator[Block]:
    """Yield what follows from the figures; nothing where there are none."""
    if found.comparisons:
        yield Block(
            "Statistics", columns=COMPARED, rows=tuple(_compared(one, unit, found) for one in found.comparisons)
        )
    if found.against:
        yield Block("Share and bar", columns=AGAINST, rows=tuple(_against(one) for one in found.against))
    if found.guardrails:
        facts = tuple((one.title, _guardrail(one.comparison, is_harmful=one.is_harmful)) for one in found.guardrails)
        yield Block("Guardrails", facts=facts)
    if facts := tuple(_facts(found)):
        yield Block("What they allow to conclude", facts=facts)


def _facts(found: Trial) -> Iterator[tuple[str, Cell]]:
    if found.comparisons or found.against or found.guardrails:
        yield "intervals", Cell(f"{_level(found.each)}%{_shared(found)}")
    if found.each < found.alpha and any(one.difference for one in found.comparisons):
        text = f"each is held against {found.each:.3g}; the chances to be better are each by itself, and not adjusted"
        yield "p-values", Cell(text)
    if found.ratio:
        value, p = found.ratio
        text = "as planned"
        tone: Tone = ""
        if p < INVALID:
            text, tone = "invalid: this is no accident", "bad"
        elif p < DOUBTFUL:
            text, tone = "doubtful: look how people got into the arms", "warn"
        yield "sizes of the arms", Cell(f"{text} (chi-square {number(value)}, p {chance_text(p)})", tone)
    if found.planned is not None and found.smallest is not None:
        yield "planned per arm", Cell(f"{number(found.planned)}; the smallest has {number(found.smallest)}")
    for text in found.missing:
        yield "note", Cell(text, "warn")


def advice_block(advice: str, found: Trial) -> Block:
    """Return the advice on the whole, what it means, and of several arms for which it holds."""
    arms = [one.arm for one in found.comparisons if one.advice == advice]
    for_arms = (
        f" with {', '.join(arms)}" if len(found.comparisons) > 1 and 0 < len(arms) < len(found.comparisons) else ""
    )
    means = _MEANS if found.advice else _MEANS | _MEANS_OF_A_SHIFT
    cell = Cell(f"{ADVICE[advice]}{for_arms}: {means[advice]}{_at_look(advice, found)}", ADVICE_TONES.get(advice, ""))
    return Block("Advice (the decision is yours)", facts=(("figures say", cell),))


def _at_look(advice: str, found: Trial) -> str:
    """Return what a declared look has to do with an advice before all is in."""
    if not found.is_early or found.looks == 1 or advice in {"invalid", "stop"}:
        return ""
    if advice == "interim":
        return f"; one of the {found.looks} looks declared ends it only with all of the interval on one side of the bar"
    return f"; not all that was planned is in, but this holds at a look, if no more than {found.looks} are taken"


def _level(alpha: float) -> str:
    return f"{FULL * (1 - alpha):.4g}"


def _shared(found: Trial) -> str:
    """Return how alpha is shared, where it is."""
    parts = [f"{found.looks} looks"] if found.looks > 1 else []
    arms = len(found.comparisons)
    if arms > 1:
        parts.append(f"{arms} arms against the control")
    return (
        f" (alpha {found.alpha:g} shared evenly between {' and '.join(parts)}: {found.each:.3g} each)" if parts else ""
    )


def _compared(one: Comparison, unit: str | None, found: Trial) -> Row:
    if one.difference is None:
        cells = (Cell(one.arm), Cell("—", "dim"), *[Cell()] * (len(COMPARED) - 2))
    else:
        cells = (
            Cell(one.arm),
            Cell(_size(one.difference.difference, unit, is_share=one.is_share)),
            Cell(_interval(one.difference, unit, is_share=one.is_share)),
            Cell(_test(one.difference, found)),
            Cell(_chance(one.chance) if one.chance is not None else ""),
            Cell(_asked(one, unit)),
            advice_cell(one.advice),
        )
    return Row(cells, lambda: comparison_data(one))


def _test(one: Difference, found: Trial) -> str:
    if one.p is None or one.statistic is None:
        return "no p-value: fewer than five in a cell"
    name = "z" if one.df is None else f"t({one.df:.5g})"
    against = f" (against {found.each:.3g})" if found.each < found.alpha else ""
    return f"{name} {one.statistic:.4g}, p {chance_text(one.p)}{against}"


def _chance(chance: float) -> str:
    """Return a chance in percent, which is never full."""
    if not _ALMOST <= chance <= 1 - _ALMOST:
        return "<0.1%" if chance < _ALMOST else ">99.9%"
    return f"{FULL * chance:.3g}%"


def _asked(one: Comparison, unit: str | None) -> str:
    if one.lift is None:
        return ""
    return _size(one.lift if one.better == "higher" else -one.lift, unit, is_share=one.is_share)


def _size(value: float, unit: str | None, *, is_share: bool) -> str:
    """Return a difference with its sign; one of shares in points."""
    size = value * FULL if is_share else value
    sign = "-" if size < 0 else "+" if size else ""
    text = number(float(f"{abs(size):.3g}"))
    return f"{sign}{text}pp" if is_share or unit in {"%", "percent"} else f"{sign}{text}{f' {unit}' if unit else ''}"


def _interval(found: Difference, unit: str | None, *, is_share: bool) -> str:
    return f"{_size(found.low, unit, is_share=is_share)} to {_size(found.high, unit, is_share=is_share)}"


def _against(one: Against) -> Row:
    cells = (
        Cell(one.arm),
        Cell(f"{_share(one.share.rate)} ({number(one.share.hits)} of {number(one.share.n)})"),
        Cell(f"{_share(one.low)} to {_share(one.high)}"),
        Cell(_share(one.bar) if one.bar is not None else ""),
        Cell(chance_text(one.p) if one.p is not None else ""),
        advice_cell(one.advice) if one.bar is not None else Cell(),
    )
    return Row(cells, lambda: against_data(one))


def _share(share: float) -> str:
    return f"{number(float(f'{FULL * share:.3g}'))}%"


def _guardrail(one: Comparison, *, is_harmful: bool) -> Cell:
    if one.difference is None:
        return Cell(f"{one.arm}: — ({one.missing})", "dim")
    text = f"{one.arm}: {_size(one.difference.difference, None, is_share=one.is_share)}"
    text += f" ({_interval(one.difference, None, is_share=one.is_share)}); {one.better} is better"
    if is_harmful:
        return Cell(f"{text}: harmed", "bad")
    gain = one.gain
    return Cell(f"{text}: {'no harm' if gain and gain[0] >= 0 else 'no harm shown'}")


def no_figures() -> Block:
    """Return what is said where nothing was counted."""
    text = "none: what was seen stands in words; read them against the threshold"
    return Block("What they allow to conclude", facts=(("figures", Cell(text, "dim")),))


def shift_block(found: Shift, unit: str | None) -> Block:
    """Return what a metric did after a change, against what was to be expected of it."""
    if found.missing or found.low is None or found.high is None or found.value is None:
        return Block("Before and after", facts=(("forecast", Cell(f"— ({found.missing})", "dim")),))
    low, high = (float(f"{bound:.4g}") for bound in (found.low, found.high))
    where = "outside of it" if found.is_outside else "within it: nothing that it would not have done by itself"
    facts = [
        ("expected", Cell(f"{number(low)} to {amount(high, unit)} with 80%, by {found.n} readings before")),
        ("came", Cell(f"{amount(found.value, unit)} on {found.on}, {where}")),
    ]
    if found.bar is not None:
        facts.append(("bar", Cell(amount(found.bar, unit))))
    facts.append(
        ("p-value", Cell("none: before and after are not two arms; what else changed, changed it, too", "dim"))
    )
    return Block("Before and after", facts=tuple(facts))
