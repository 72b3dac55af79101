"""A fact as a page shows it: what it is about, what is known of it, and its tone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """One line of a list of facts."""

    label: str = ""
    value: str = ""
    tone: str = "none"
