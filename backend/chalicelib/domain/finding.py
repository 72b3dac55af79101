"""What a rule found in a filing: a code, where, and how sure the rule is. Texts are made at the edge."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.certainty import Certainty


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``name`` is the path in the request (``worker.ssin``); certain findings refuse."""

    code: str
    name: str
    certainty: Certainty
    params: Mapping[str, str]

    @property
    def refuses(self) -> bool:
        """Whether this finding refuses the filing, or only warns."""
        return self.certainty.refuses


def finding(code: str, name: str, certainty: Certainty = Certainty.OFFICIAL, **params: str) -> Finding:
    """Make a finding with named parameters for its text."""
    return Finding(code, name, certainty, params)
