"""Texts for people: a TOML catalogue per language, by key. Code never builds sentences.

Each language has two files: what the API says of calls, and what it says of the rule tables.
"""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

LANGUAGES = ("nl", "fr", "de", "en")
DEFAULT_LANGUAGE = "nl"
_FOLDER = Path(__file__).parent / "texts"
_FILES = ("{}.toml", "reference.{}.toml", "batches.{}.toml", "register.{}.toml", "notices.{}.toml")
"""The files of a language: one for everything, and one for each part that has many texts of its own."""


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return the texts of a language by dotted key."""
    texts: dict[str, str] = {}
    for name in _FILES:
        with (_FOLDER / name.format(language)).open("rb") as file:
            texts |= _flat(tomllib.load(file))
    return texts


def text(language: str, key: str, params: Mapping[str, str] | None = None) -> str:
    """Return a text with its parameters filled in. Raises KeyError for a key that no catalogue has."""
    return catalogue(language)[key].format_map(params or {})


def has_text(language: str, key: str) -> bool:
    """Tell whether a catalogue has a key."""
    return key in catalogue(language)


@lru_cache(maxsize=256)
def negotiate(accept_language: str | None) -> str:
    """Return the language to answer in, from an Accept-Language header (``nl-BE`` counts as ``nl``)."""
    ranked = sorted(_weighted(accept_language or ""), key=lambda pair: -pair[1])
    for language, weight in ranked:
        if weight > 0 and language in LANGUAGES:
            return language
    return DEFAULT_LANGUAGE


def _weighted(header: str) -> list[tuple[str, float]]:
    """Return the languages of a header with their weights, in order; what cannot be read weighs nothing."""
    pairs = []
    for part in header.split(","):
        tag, _, options = part.partition(";")
        _, _, weight = options.partition("=")
        try:
            pairs.append((tag.strip().lower().partition("-")[0], float(weight or 1)))
        except ValueError:
            continue
    return pairs


def _flat(tree: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in tree.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{name}.")
        else:
            flat[prefix + name] = str(value)
    return flat
