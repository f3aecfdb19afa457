"""The options that filter, which reports of outcomes share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outtrack.cli import options
from outtrack.frozen import dataclass

if TYPE_CHECKING:
    from outtrack.select import Filters


@dataclass(frozen=True, slots=True)
class Filtered:
    """What the options let through."""

    team: options.Team = None
    owner: options.Owner = None
    tag: options.Tag = None
    kind: options.KindFilter = None
    period: options.PeriodFilter = None
    status: options.Status = None

    def filters(self) -> Filters:
        """Return them as filters of entities."""
        from outtrack.select import Filters

        return Filters(
            team=self.team or (), owner=self.owner or (), tag=self.tag or (), kind=self.kind or (),
            period=self.period or (), status=self.status or (),
        )  # fmt: skip
