"""Dates, hours and lengths of time as each language writes them."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_time
from babel.numbers import format_currency, format_decimal, format_percent

from dimona_web import clock
from dimona_web.i18n.catalogue import catalogues, counted, text

_NAMED_DAYS = {-1: "day.inText.yesterday", 0: "day.inText.today", 1: "day.inText.tomorrow"}
# What reads otherwise with a named day than with a date, as in French: till tomorrow, till the 3rd.
_WITH_NAMED_DAY = {
    "draft.kept": "draft.kept.named",
    "row.from": "row.from.named",
    "row.till": "row.till.named",
}

# The day of the month where it is not just its number.
_ORDINALS = {"de": "d'.'"}


def _written(language: str, day: date, pattern: str) -> str:
    wanted = pattern.format(d=_ORDINALS.get(language, "d"))
    return format_date(day, wanted, locale=catalogues()[language].locale)


def long_date(language: str, day: date) -> str:
    """Write a day in full: dinsdag 1 december 2026."""
    return _written(language, day, "EEEE {d} MMMM y")


def full_date(language: str, day: date) -> str:
    """Write a day short but whole: di 1 dec 2026."""
    return _written(language, day, "EEE {d} MMM y")


def short_date(language: str, day: date) -> str:
    """Write a day for a list: di 1 dec, with the year only when it is another one than this."""
    return _written(language, day, "EEE {d} MMM" if day.year == clock.today().year else "EEE {d} MMM y")


def month(language: str, day: date) -> str:
    """Write the month of a day: november 2026."""
    return _written(language, day, "LLLL y")


def percent(language: str, share: int) -> str:
    """Write a share of 0 to 100."""
    return format_percent(share / 100, locale=catalogues()[language].locale)


def near_date(language: str, day: date) -> str:
    """Write a day as people say it: today, tomorrow, yesterday, else the short date."""
    key = _NAMED_DAYS.get(_days_ahead(day))
    return text(language, key) if key else short_date(language, day)


def about(day: date, key: str) -> str:
    """Return the key of a text as it goes with a day that `near_date` writes."""
    return _WITH_NAMED_DAY[key] if _days_ahead(day) in _NAMED_DAYS else key


def _days_ahead(day: date) -> int:
    return (day - clock.today()).days


def hour(language: str, instant: datetime, *, seconds: bool = False) -> str:
    """Write the hour in Brussels of an instant: 17:55, or 17:55:04."""
    pattern = "HH:mm:ss" if seconds else "HH:mm"
    return format_time(instant.astimezone(clock.BRUSSELS), pattern, locale=catalogues()[language].locale)


def moment(language: str, instant: datetime, *, seconds: bool = False) -> str:
    """Write an instant as day and hour: today 17:55."""
    day = near_date(language, instant.astimezone(clock.BRUSSELS).date())
    return text(language, "day.at", day=day, hour=hour(language, instant, seconds=seconds))


def opening(words: str) -> str:
    """Return words as the opening of a line: the first letter large."""
    return words[:1].upper() + words[1:]


def time_left(language: str, length: timedelta) -> str:
    """Write a length of time in the two words that matter: 14 minutes, 3 hours, 2 days."""
    minutes = max(0, int(length.total_seconds() // 60))
    if minutes < 120:
        return counted(language, "length.minutes", minutes)
    if minutes < 48 * 60:
        return counted(language, "length.hours", minutes // 60)
    return counted(language, "length.days", minutes // (24 * 60))


def plain_date(language: str, day: date) -> str:
    """Write a day for small print: 1 dec 2026."""
    return _written(language, day, "{d} MMM y")


def number(language: str, amount: float) -> str:
    """Write a number: 1.234,5."""
    return format_decimal(amount, locale=catalogues()[language].locale)


def money(language: str, amount: float, currency: str) -> str:
    """Write an amount, with cents only where there are any."""
    locale, pattern = catalogues()[language].locale, _money_pattern(language, amount)
    return format_currency(amount, currency, format=pattern, locale=locale, currency_digits=False)


def _money_pattern(language: str, amount: float) -> str | None:
    """Return the language's own pattern for whole amounts; None leaves the one with cents."""
    pattern = catalogues()[language].locale.currency_formats["standard"].pattern
    return pattern.replace("0.00", "0") if amount == int(amount) else None
