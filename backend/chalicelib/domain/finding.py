"""What a rule found in a filing: a code, where, and how sure the rule is. Texts are made at the edge."""

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.schema import Value


class Finding(Value):
    """One finding. ``name`` is the path in the request (``worker.ssin``); certain findings refuse."""

    code: str
    name: str
    certainty: Certainty
    params: dict[str, str]

    @property
    def refuses(self) -> bool:
        """Whether this finding refuses the filing, or only warns."""
        return self.certainty.refuses


def finding(code: str, name: str, certainty: Certainty = Certainty.OFFICIAL, **params: str) -> Finding:
    """Make a finding with named parameters for its text."""
    return Finding(code=code, name=name, certainty=certainty, params=params)
