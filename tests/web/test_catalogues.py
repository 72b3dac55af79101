"""Every text in every language, none missing, none left over; dates and lengths as people write them."""

import ast
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from string import Formatter

import pytest

import dimona_web
from dimona_web.i18n.catalogue import (
    DEFAULT_LANGUAGE,
    UnknownTextError,
    best_language,
    catalogues,
    counted,
    languages,
    text,
)
from dimona_web.i18n.formats import about, long_date, money, near_date, number, short_date, time_left

SOURCES = Path(dimona_web.__file__).parent
KEY = re.compile(r"[a-z][A-Za-z]*(\.[A-Za-z]+)+")
# Words that never change; everything else a page says comes out of a catalogue.
OUR_NAME = {"Dimona", "Dimona24"}


def _strings() -> Iterator[tuple[Path, str]]:
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path, node.value


def _placeholders(said: str | tuple[str, ...]) -> set[str]:
    forms = (said,) if isinstance(said, str) else said
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}


def test_the_languages_of_today() -> None:
    assert languages() == ("nl", "fr", "de", "en")
    names = [one.autonym for one in catalogues().values()]
    assert names == ["Nederlands", "Français", "Deutsch", "English"]


@pytest.mark.parametrize("language", languages())
def test_every_key_is_said_in_every_language(language: str) -> None:
    wanted, has = catalogues()[DEFAULT_LANGUAGE].texts, catalogues()[language].texts
    assert has.keys() == wanted.keys()
    assert not [key for key, said in has.items() if not said or (isinstance(said, tuple) and not all(said))]
    assert {key: _placeholders(said) for key, said in has.items()} == {
        key: _placeholders(said) for key, said in wanted.items()
    }


@pytest.mark.parametrize("language", [one for one in languages() if one != DEFAULT_LANGUAGE])
def test_no_text_is_left_in_another_language(language: str) -> None:
    """A text of more than three words that two languages share is one that nobody translated."""
    dutch, theirs = catalogues()[DEFAULT_LANGUAGE].texts, catalogues()[language].texts
    shared = [key for key, said in theirs.items() if said == dutch[key] and len(str(said).split()) > 3]
    assert shared == []


@pytest.mark.parametrize(
    ("language", "day", "amount", "number_"),
    [
        ("nl", "dinsdag 1 december 2026", "€ 1.234,50", "1.234"),
        ("fr", "mardi 1 décembre 2026", "1 234,50 €", "1 234"),
        ("de", "Dienstag 1. Dezember 2026", "1.234,50 €", "1.234"),
        ("en", "Tuesday 1 December 2026", "1.234,50 €", "1.234"),
    ],
)
def test_days_amounts_and_numbers_by_the_habits_of_the_language(
    language: str, day: str, amount: str, number_: str
) -> None:
    written = (long_date(language, date(2026, 12, 1)), money(language, 1234.5, "EUR"), number(language, 1234))
    assert tuple(re.sub(r"\s", " ", one) for one in written) == (day, amount, number_)
    assert ",00" not in money(language, 6000, "EUR"), "whole amounts have no cents"


def test_every_text_is_used_and_every_used_text_exists() -> None:
    keys = set(catalogues()[DEFAULT_LANGUAGE].texts)
    families = {key.partition(".")[0] for key in keys}
    found = {said for _, said in _strings()}
    assert keys - found == set()
    lookalikes = {said for said in found if KEY.fullmatch(said) and said.partition(".")[0] in families}
    assert lookalikes - keys == set()


@pytest.mark.parametrize("folder", ["pages", "ui"])
def test_pages_say_nothing_that_is_not_in_a_catalogue(folder: str) -> None:
    """A string with a capital and a space, outside docstrings and class names, would be such a text."""
    found = []
    for path in (SOURCES / folder).rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                said = [
                    a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
                ]
                found += [(path.name, word) for word in said if re.match(r"[A-Z][a-z]+( |$)", word)]
    assert {word for _, word in found} - OUR_NAME == set(), found


def test_a_key_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UnknownTextError):
        text("nl", "nothing.here")
    with pytest.raises(UnknownTextError):
        counted("nl", "home.title", 2)


@pytest.mark.parametrize(
    ("cookie", "accept", "language"),
    [
        ("en", "nl", "en"),
        (None, "fr-BE,fr;q=0.9,en;q=0.5", "fr"),
        (None, "de", "de"),
        (None, "en-GB,en;q=0.9,nl;q=0.8", "en"),
        (None, "nl-BE", "nl"),
        (None, "ja, ko", "nl"),
        ("xx", "", "nl"),
        (None, None, "nl"),
    ],
)
def test_the_language_of_somebody_new(cookie: str | None, accept: str | None, language: str) -> None:
    assert best_language(cookie, accept) == language


def test_dates_as_people_write_them() -> None:
    day = date(2026, 12, 1)
    assert long_date("nl", day) == "dinsdag 1 december 2026"
    assert long_date("en", day) == "Tuesday 1 December 2026"
    assert [near_date("nl", day + timedelta(days=ahead)) for ahead in (-1, 0, 1, 2)] == [
        "gisteren",
        "vandaag",
        "morgen",
        "do 3 dec",
    ]
    assert short_date("en", date(2027, 1, 4)) == "Mon 4 Jan 2027"


@pytest.mark.parametrize(
    ("language", "key", "ahead", "said"),
    [
        ("fr", "row.till", 0, "jusqu'à aujourd'hui"),
        ("fr", "row.till", 1, "jusqu'à demain"),
        ("fr", "row.till", 2, "jusqu'au jeu. 3 déc."),
        ("fr", "row.from", 0, "dès aujourd'hui"),
        ("fr", "row.from", 2, "à partir du jeu. 3 déc."),
        ("fr", "draft.kept", 1, "Nous gardons ceci jusqu'à demain."),
        ("nl", "row.till", 1, "tot en met morgen"),
        ("de", "row.till", 2, "bis Do. 3. Dez."),
    ],
)
def test_a_named_day_reads_as_one_says_it(language: str, key: str, ahead: int, said: str) -> None:
    day = date(2026, 12, 1) + timedelta(days=ahead)
    field = {"row.from": "start", "row.till": "end", "draft.kept": "until"}[key]
    told = text(language, about(day, key), **{field: near_date(language, day)})
    assert told.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") == said


@pytest.mark.parametrize(
    ("minutes", "dutch", "english"),
    [
        (0, "0 minuten", "0 minutes"),
        (1, "1 minuut", "1 minute"),
        (119, "119 minuten", "119 minutes"),
        (120, "2 uur", "2 hours"),
        (60 * 47, "47 uur", "47 hours"),
        (60 * 48, "2 dagen", "2 days"),
    ],
)
def test_lengths_of_time(minutes: int, dutch: str, english: str) -> None:
    assert time_left("nl", timedelta(minutes=minutes)) == dutch
    assert time_left("en", timedelta(minutes=minutes, seconds=59)) == english
