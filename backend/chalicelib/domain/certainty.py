"""How sure we are of a rule, and what that allows us to do with it.

A certain rule refuses before anything is filed; anything less warns and sends, because a legal
filing at 17:55 must never fail on our guess.
"""

from enum import StrEnum


class Certainty(StrEnum):
    """Where a fact comes from, strongest first."""

    OFFICIAL = "official"
    """Read in an official source: the RSZ's pages, its glossary, the law."""
    LIVE = "live"
    """Seen in answers of the live service to other parties' declarations."""
    COMPUTED = "computed"
    """Arithmetic, such as check digits."""
    SECONDARY = "secondary"
    """Said by a social secretariat, a federation or a vendor."""
    INFERRED = "inferred"
    """A reasonable reading that no source states."""
    UNCERTAIN = "uncertain"
    """Sources contradict one another or are silent."""

    @property
    def refuses(self) -> bool:
        """Whether a rule of this certainty may refuse a declaration."""
        return self in {Certainty.OFFICIAL, Certainty.LIVE, Certainty.COMPUTED}
