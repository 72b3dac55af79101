"""What an anomaly code means and what to do about it, in plain words and four languages.

Texts are looked for by code, then by error (missing, invalid, ...). A code the glossary does not have
is shown with the label the RSZ gave, for its error may mean something else there. The catalogues are
read when the first anomaly is shown.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from chalicelib.domain.law.anomalies import anomaly

_FOLDER = Path(__file__).parent / "texts"
_OFFICIAL_LANGUAGES = ("fr", "nl")
"""Languages every label of the RSZ has, in the order in which others read them."""


@dataclass(frozen=True, slots=True)
class AnomalyText:
    """Three texts for people: a short title, what it says, what to do."""

    label: str
    meaning: str
    remedy: str


def anomaly_text(code: str, language: str, reported_labels: Mapping[str, str]) -> AnomalyText:
    """Return the texts of a code; ``reported_labels`` are the RSZ's own, by language, for codes we lack."""
    zone, _, error = code.partition("-")
    texts = _catalogue(language)
    name = texts["zones"].get(zone)
    entry = texts.get(code) or _shared(texts, code, error)
    if entry is None or name is None:
        return _unforeseen(code, language, reported_labels)
    remedy = entry.get("remedy") or texts["kind"][_kind(code)]["remedy"]
    label = _official_label(code, language) or entry["label"].format(zone=name)
    return AnomalyText(label, entry["meaning"].format(zone=name), remedy.format(zone=name))


def _official_label(code: str, language: str) -> str | None:
    """Return the law's own words where the glossary has them; meaning and remedy are the plain ones."""
    known = anomaly(code)
    return known.labels.get(language) if known else None


def _shared(texts: Mapping[str, Any], code: str, error: str) -> Mapping[str, str] | None:
    specific = texts["errors"] if anomaly(code) else {}
    found: Mapping[str, str] | None = specific.get(error) or texts["generic"].get(error)
    return found


def _kind(code: str) -> str:
    known = anomaly(code)
    if known is None:
        return "unknown"
    return "blocking" if known.blocking else "warning"


def _unforeseen(code: str, language: str, labels: Mapping[str, str]) -> AnomalyText:
    order = (language, *_OFFICIAL_LANGUAGES, *labels)
    label = next((labels[each] for each in order if labels.get(each)), code)
    general = _catalogue(language)["kind"]["unknown"]
    return AnomalyText(label, general["meaning"], general["remedy"])


@cache
def _catalogue(language: str) -> Mapping[str, Any]:
    with (_FOLDER / f"anomalies.{language}.toml").open("rb") as file:
        return tomllib.load(file)
