"""What was heard about a need, counted: about itself and its parts, not about its solutions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from building import standings
from outtrack.compute.tally import Tally, of_need

if TYPE_CHECKING:
    from pathlib import Path


def test_counts_signals_and_customers_up_to_the_day_and_from_the_parts(tmp_path: Path) -> None:
    files = {
        "outcomes/o.yaml": "title: O\n",
        "opportunities/large.yaml": "title: L\noutcome: o\n",
        "opportunities/small.yaml": "title: S\nparent: large\n",
        "solutions/s.yaml": "title: S\nserves: small\n",
        "insights/of-solution.yaml": "quote: S\nabout: s\nsignal: against\n",
        "insights/i.yaml": """\
{id: a, quote: A, about: [large, small], signal: for, customer: Ann, date: 2026-11-01}
---
{id: b, quote: B, about: small, signal: for, customer: Ann, date: 2026-11-02}
---
{id: c, quote: C, about: small, signal: against, customer: Bob}
---
{id: d, quote: D, about: small}
---
{id: later, quote: E, about: small, signal: for, customer: Eve, date: 2026-12-01}
""",
    }
    snapshot = standings(tmp_path, files, "2026-11-22").snapshot
    both = Tally(pro=2, contra=1, neutral=1, customers=2, newest=date(2026, 11, 2))
    assert of_need(snapshot, "opportunity:large") == of_need(snapshot, "opportunity:small") == both


def test_a_circle_of_opportunities_is_counted_once(tmp_path: Path) -> None:
    files = {
        "opportunities/a.yaml": "title: A\nparent: b\n",
        "opportunities/b.yaml": "title: B\nparent: a\n",
        "insights/i.yaml": "quote: I\nabout: a\n",
    }
    snapshot = standings(tmp_path, files, "2026-11-22").snapshot
    assert of_need(snapshot, "opportunity:b").total == 1
