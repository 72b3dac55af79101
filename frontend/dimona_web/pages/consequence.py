"""A consequence in words: its figure by the habits of the language, its day and its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dimona_web.api.tables import Consequence
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import money, number, plain_date

_PER: Mapping[str, str] = {
    "worker": "consequence.per.worker",
    "offence": "consequence.per.offence",
}


@dataclass(frozen=True)
class Told:
    """What a page shows of a consequence."""

    title: str = ""
    figure: str = ""
    detail: str = ""
    source: str = ""
    since: str = ""


def tell(language: str, one: Consequence) -> Told:
    """Tell a consequence."""
    since = plain_date(language, date.fromisoformat(one.valid_from)) if one.valid_from else ""
    return Told(
        one.title,
        _figure(language, one),
        one.detail,
        one.source,
        text(language, "consequence.since", day=since) if since else "",
    )


def _figure(language: str, one: Consequence) -> str:
    low, high = (_amount(language, one.unit, figure) for figure in (one.minimum, one.maximum))
    per = f" {text(language, _PER[one.per])}" if one.per in _PER else ""
    if low and high and low != high:
        return text(language, "consequence.range", low=low, high=high) + per
    if low and not high:
        return text(language, "consequence.atLeast", low=low) + per
    return (low or high) + per if low or high else ""


def _amount(language: str, unit: str, figure: float | None) -> str:
    if figure is None:
        return ""
    if unit == "months":
        return text(language, "consequence.months", count=number(language, figure))
    return money(language, figure, unit)
