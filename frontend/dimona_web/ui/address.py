"""What the address names, as the browser knows it before any answer.

A tab keeps what a page showed. Whoever opens another one of its kind must not see it there, not even for
the moment until the server has answered; whoever comes back sees it at once.
"""

import reflex as rx
from reflex.vars import VarData

from dimona_web.live import Live

_PARAMETERS = VarData(
    hooks={"const named = useParams()": None},
    imports={"react-router": [rx.ImportVar(tag="useParams")]},
)


def named(parameter: str) -> Live:
    """Return what stands in the address where the page's pattern has this parameter."""
    return rx.Var(f"named.{parameter}", _var_type=str, _var_data=_PARAMETERS)
