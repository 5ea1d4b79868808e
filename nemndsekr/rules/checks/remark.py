"""Remark, Remedy, Check: what a check finds in a case, what would mend it, and the check itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Certainty

GO: Final = "go"
"""The act of a remedy that only goes to the place; every other act is done by ``operations/remedies.py``."""

COMPARE: Final = "compare"
"""The act of a remedy that only shows a locked version beside the text of today; it too is the window's own."""


class Remedy(NamedTuple):
    """One way to mend what was found: the words on its button (a verb first), what is done, and with what.

    ``act`` is ``GO``, ``COMPARE`` or one of the acts of ``operations/remedies.py``; ``values`` are what that act needs.
    """

    words: str
    act: str = GO
    values: tuple[tuple[str, str], ...] = ()


GO_THERE: Final = Remedy("Gå dit")
"""The remedy that every remark with a place has, last in its list."""


class Remark(NamedTuple):
    """A påpekande: one line of text, one of detail, how sure it is, where to go to mend it, and what would.

    ``rule`` is the slug of its Check; ``table``, ``row_uid`` and ``field`` tell the place, empty where there is none.
    ``proof`` are the very words that show it, as they stand in the case's texts, the telling ones first.
    """

    rule: str
    text: str
    detail: str
    table: str = ""
    row_uid: str = ""
    field: str = ""
    certainty: Certainty = Certainty.sakert
    remedies: tuple[Remedy, ...] = ()
    proof: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Tells this very remark from every other: when what it says or its place changes, so does this."""
        parts = (self.rule, self.table, self.row_uid, self.field, self.text, self.detail)
        return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


class Check(NamedTuple):
    """One thing that cases are checked for: slug, name and explanation in Swedish, and the pure function that finds it.

    A nämnd can turn a check off; the slug is what is kept then, so it never changes.
    """

    slug: str
    name: str
    explanation: str
    find: Callable[[CaseFile], Iterator[Remark]]
