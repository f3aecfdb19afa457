"""The one word for how it stands, and the rule that decided (`methods.md` 2.2, 2.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from outtrack.compute.progress import REQUIRED_SHARE, is_within
from outtrack.period import add_months

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from outtrack.compute.pace import Term
    from outtrack.compute.progress import Progress
    from outtrack.model.evidence import Keep
    from outtrack.model.outcome import KeyResult, Update
    from outtrack.period import Cadence

GRACE: Final = 0.2
"""Before this share of the period, pace says nothing."""
ON_TRACK_PACE: Final = 0.9
AT_RISK_PACE: Final = 0.6
LIKELY: Final = 0.7
"""From this chance of reaching the target on it is on track."""
POSSIBLE: Final = 0.3
AFTER_DUE: Final = 3
"""The number of the rule that says how it ended."""
BY_FORECAST: Final = 7
"""The number of the rule that goes by the forecast."""
BY_PACE: Final = 9
"""The number of the rule that goes by pace."""
_HAIR: Final = 1e-9  # 0.36 is 0.9 of 0.4, though not in binary; what rounding adds decides nothing
WORST_FIRST: Final = ("off_track", "at_risk", "stale", "unmeasured", "pending", "on_track", "achieved")
ENDED: Final = frozenset(("draft", "paused", "done", "dropped"))
_STEPS: Final = {"achieved": 0, "on_track": 0, "at_risk": 1, "off_track": 2, "missed": 2}
_NEVER_MEASURED: Final = frozenset(("no check-in yet", "no milestone done yet"))
_FINAL: Final = frozenset(("achieved", "missed"))
_SILENT: Final = frozenset(("stale", "unmeasured"))


def freshness(last: date | None, as_of: date, cadence: Cadence) -> str | None:
    """Return `fresh`, `late` (older than the cadence) or `stale` (older than two); None where nothing was measured."""
    if last is None:
        return None
    if as_of <= cadence.after(last):
        return "fresh"
    return "late" if as_of <= cadence.after(last, 2) else "stale"


class Judged(NamedTuple):
    """What is said of a key result on a day."""

    status: str | None
    """None where no start (or no due date) is known; `needs` says which."""
    rule: int
    """The rule of `methods.md` 2.2 that decided."""
    needs: str | None
    """What is missing for a progress, or for a status."""
    age: int | None
    """How many days ago the last check-in was."""
    freshness: str | None
    """`fresh`, `late` or `stale`; None where nothing was checked in, or nobody has to."""
    probability: float | None = None
    """The chance of reaching the target, 0 to 1, where it decided; None elsewhere."""


def judge(  # noqa: PLR0913, PLR0917 - all that it follows from
    lifecycle: str,
    kr: KeyResult,
    progress: Progress,
    term: Term,
    expected: float | None,
    last: date | None,
    cadence: Cadence | None,
    chance: Callable[[], float | None],
) -> Judged:
    """Return what is said of a key result on the day of `term`; `cadence` is None where nobody has to check in.

    `chance` works out the chance of reaching the target, where it is needed; None where there is no forecast.
    """
    fresh = freshness(last, term.as_of, cadence) if cadence else None
    word, rule = key_result_status(lifecycle, progress, term, expected, fresh)
    probability = None
    if rule == BY_FORECAST:
        probability = chance()
        if probability is not None:
            word = forecast_status(probability)
        else:
            word, rule = _without_forecast(kr, progress, term, expected or 0)
    needs = progress.missing
    if needs is None and word is None:
        needs = "needs start" if term.start is None else "needs due"
    return Judged(word, rule, needs, (term.as_of - last).days if last else None, fresh, probability)


def key_result_status(
    lifecycle: str, progress: Progress, term: Term, expected: float | None, fresh: str | None
) -> tuple[str | None, int]:
    """Return the status of a key result and the number of the rule of `methods.md` 2.2 that decided.

    `expected` is the share of the way expected on the day of the last check-in. Where no start, or no due date,
    is known, it is None, as is the share of the time that has passed: there is no word then. From the rule
    `BY_FORECAST` on it is the forecast that decides, else what follows it.
    """
    raw, elapsed = progress.raw, term.elapsed
    if lifecycle in ENDED:
        return lifecycle, 1
    nothing_yet = raw is None and progress.current is None
    if (term.start is not None and term.as_of < term.start) or (
        nothing_yet and elapsed is not None and elapsed < GRACE
    ):
        return "pending", 2
    if term.due is not None and term.as_of > term.due:
        return _final_status(progress), AFTER_DUE
    if raw is None:
        return "unmeasured", 4
    if fresh == "stale":
        return "stale", 5
    if elapsed is None or expected is None:
        return None, 6
    return None, BY_FORECAST


def forecast_status(probability: float) -> str:
    """Return the status that a chance of reaching the target stands for."""
    if probability >= LIKELY:
        return "on_track"
    return "at_risk" if probability >= POSSIBLE else "off_track"


def _without_forecast(kr: KeyResult, progress: Progress, term: Term, expected: float) -> tuple[str | None, int]:
    raw, elapsed = progress.raw or 0.0, term.elapsed or 0.0
    if kr.keep is not None:
        return _keep_status(progress, kr.keep, kr.required or REQUIRED_SHARE), 8
    if elapsed < GRACE:
        return ("at_risk" if raw < 0 else "pending"), BY_PACE
    return pace_status(raw, expected), BY_PACE


def _final_status(progress: Progress) -> str:
    """Return the status after the due date: what was never measured was missed, what can't be measured is not."""
    if progress.raw is None:
        return "missed" if progress.missing in _NEVER_MEASURED else "unmeasured"
    return "achieved" if progress.raw >= 1 else "missed"


def _keep_status(progress: Progress, keep: Keep, required: float) -> str:
    if progress.reachable is not None and progress.reachable < required:
        return "off_track"
    is_low = progress.compliance is not None and progress.compliance < required
    return "at_risk" if is_low or not is_within(keep, progress.value) else "on_track"


def pace_status(raw: float, expected: float) -> str:
    """Return the status that the progress has beside what could be expected by now."""
    if raw >= ON_TRACK_PACE * expected - _HAIR:
        return "on_track"
    return "at_risk" if raw >= AT_RISK_PACE * expected - _HAIR else "off_track"


def worst(statuses: Iterable[str | None]) -> str | None:
    """Return the worst of the children's words; None where none of them has one that counts.

    Paused, dropped, done and draft children are skipped; a missed one counts as off track.
    """
    words = {"off_track" if status == "missed" else status for status in statuses}
    return next((word for word in WORST_FIRST if word in words), None)


def worse(one: str | None, other: str | None) -> str | None:
    """Return the worse of two words, as `worst` orders them."""
    return worst((one, other)) or one or other


def of_key_results(lifecycle: str, term: Term, words: Sequence[str | None]) -> str | None:
    """Return the computed status of an outcome from those of its key results of a weight above 0.

    None where none of them has a word, since none has a start or a due date.
    """
    found = _without_children(lifecycle, term) or _overall(words, term)
    return found or (None if words else "unmeasured")


def of_contributors(lifecycle: str, term: Term, words: Sequence[str | None], progress: float | None) -> str | None:
    """Return the computed status of an outcome from those of the outcomes that contribute with a weight above 0.

    Where none of them has a word that counts (all are done, say), by its progress; None where it has no period.
    """
    found = _without_children(lifecycle, term) or _overall(words, term)
    if found:
        return found
    if progress is None:
        return "unmeasured"
    if term.due is not None and term.as_of > term.due:
        return "achieved" if progress >= 1 - _HAIR else "missed"
    if term.elapsed is None:
        return None
    return "pending" if term.elapsed < GRACE else pace_status(progress, term.elapsed)


def _without_children(lifecycle: str, term: Term) -> str | None:
    """Return the word that an outcome has by itself: what was set by hand, or that it has not begun."""
    if lifecycle in ENDED:
        return lifecycle
    return "pending" if term.start is not None and term.as_of < term.start else None


def _overall(words: Sequence[str | None], term: Term) -> str | None:
    """Return the worst of the words; what is off track after the due date was missed."""
    found = worst(words)
    return "missed" if found == "off_track" and term.due is not None and term.as_of > term.due else found


def first_need(judgements: Iterable[Judged]) -> str | None:
    """Return what the first without a word needs for one."""
    return next((one.needs for one in judgements if one.status is None), None)


def last_said(updates: Iterable[Update], as_of: date) -> Update | None:
    """Return the owner's last word with a status, up to the day; of two on one day, the later in the file."""
    last = None
    for update in updates:
        if update.status and update.date <= as_of and (last is None or update.date >= last.date):
            last = update
    return last


def holds(said: Update | None, as_of: date) -> bool:
    """Return whether what was said still speaks: for a month from its day."""
    return said is not None and bool(said.status) and as_of < add_months(said.date, 1)


def headline(
    computed: str | None, said: Update | None, as_of: date, due: date | None, *, is_measured: bool = True
) -> str | None:
    """Return the word that heads the line: what was said, for a month from its day, then what was computed.

    Silence is never green: a good word does not stand where measurements are stale or missing, nor while it is
    pending and nothing `is_measured`. Nor does any word over how it ended, once the due date has passed.
    """
    if said is None or not holds(said, as_of):
        return computed
    if computed in _FINAL and due is not None and as_of > due:
        return computed
    if said.status == "on_track" and _is_silent(computed, is_measured=is_measured):
        return computed
    return said.status


def disagreement(said: str | None, computed: str | None, *, is_measured: bool = True) -> int:
    """Return how far said and computed lie apart: 0 not at all, or not comparable; 1 a note, 2 a warning.

    Two steps apart, or `on_track` over what is silent, is a warning.
    """
    if said is None or computed is None:
        return 0
    if said == "on_track" and _is_silent(computed, is_measured=is_measured):
        return 2
    if said not in _STEPS or computed not in _STEPS:
        return 0
    return abs(_STEPS[said] - _STEPS[computed])


def differ(said: str | None, computed: str | None) -> bool:
    """Return whether two words say something else; `on_track` and `achieved` do not."""
    if said is None or computed is None or said == computed:
        return False
    return said not in _STEPS or computed not in _STEPS or _STEPS[said] != _STEPS[computed]


def _is_silent(computed: str | None, *, is_measured: bool) -> bool:
    return computed in _SILENT or (computed == "pending" and not is_measured)
