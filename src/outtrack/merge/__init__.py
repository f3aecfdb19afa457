"""Entity files of two branches, merged by what they mean: three texts -> one, and whether conflicts are left.

What both sides did is worked out on plain data (`data`), in lists by what identifies their items (`lists`), and cut
into our text by the edits of `write`. Where that can't be done, git's own textual merge has the word.
"""

from __future__ import annotations

from outtrack.merge.texts import Merged, Textual, merge

__all__ = ["Merged", "Textual", "merge"]
