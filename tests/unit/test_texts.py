"""Every text in every language, with the same parameters."""

import re
import string

import pytest

from chalicelib.domain.law.anomalies import anomaly
from chalicelib.edge.problems import STATUS, words
from chalicelib.edge.texts import LANGUAGES, catalogue, has_text, negotiate, text

KEYS = sorted(catalogue("en"))


def parameters(of: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(of) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_keys(language: str) -> None:
    assert sorted(catalogue(language)) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_every_translation_has_the_same_parameters(key: str) -> None:
    wanted = parameters(catalogue("en")[key])
    assert all(parameters(catalogue(language)[key]) == wanted for language in LANGUAGES)
    assert all(catalogue(language)[key].strip() for language in LANGUAGES)


@pytest.mark.parametrize("code", STATUS)
def test_every_problem_has_its_words(code: str) -> None:
    assert all(has_text("en", f"problem.{code}.{part}") for part in ("title", "detail"))


def test_every_code_with_only_a_detail_is_an_anomaly_with_a_label() -> None:
    codes = {key.removeprefix("issue.").rpartition(".")[0] for key in KEYS if key.startswith("issue.")}
    for code in codes:
        if not has_text("en", f"issue.{code}.title"):
            assert anomaly(code) is not None, code


def test_an_anomaly_without_words_of_ours_is_explained_by_the_table() -> None:
    title, detail = words("00913-354", {}, "nl")
    assert title
    assert detail


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "nl"),
        ("", "nl"),
        ("fr", "fr"),
        ("fr-BE", "fr"),
        ("DE-be,nl;q=0.5", "de"),
        ("it,en;q=0.3,fr;q=0.8", "fr"),
        ("en;q=0,fr;q=0.1", "fr"),
        ("*", "nl"),
        ("en;q=nonsense, de", "de"),
    ],
)
def test_the_language_is_negotiated(header: str | None, language: str) -> None:
    assert negotiate(header) == language


def test_parameters_are_filled_in() -> None:
    assert "2026-12-01" in text("en", "issue.own.overlapPending.detail", {"start": "2026-12-01"})
    assert not re.search(r"[{}]", text("en", "issue.tooLong.detail", {"max_length": "9"}))
