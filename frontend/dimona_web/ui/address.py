"""What the address names, as the browser knows it before any answer.

A tab keeps what a page showed. Whoever opens another one of its kind must not see it there, not even for
the moment until the server has answered; whoever comes back sees it at once.
"""

import re

import reflex as rx
from reflex.vars import VarData

from dimona_web.live import Live, live

_PARAMETERS = VarData(
    hooks={"const named = useParams()": None},
    imports={"react-router": [rx.ImportVar(tag="useParams")]},
)
_QUERY = VarData(
    hooks={"const [asked] = useSearchParams()": None},
    imports={"react-router": [rx.ImportVar(tag="useSearchParams")]},
)
_PARAMETER = re.compile(r"\[(\w+)\]")


def named(parameter: str) -> Live:
    """Return what stands in the address where the page's pattern has this parameter."""
    return _said_by_browser(f"named.{parameter}", _PARAMETERS)


def asked(name: str) -> Live:
    """Return what the address asks for by this name, after its question mark; empty when it does not."""
    return _said_by_browser(f'(asked.get("{name}") ?? "")', _QUERY)


def placed(page: str) -> Live:
    """Return where the tab is, as `visitor.place` tells it, on a page whose pattern has one parameter."""
    before, parameter, after = _PARAMETER.split(page)
    return before + named(parameter) + after


def _said_by_browser(said: str, needs: VarData) -> Live:
    return live(rx.Var(said, _var_type=str, _var_data=needs)).to(str)
