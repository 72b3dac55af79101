"""The glossary's anomaly codes: complete, rightly classed, and explained in four languages."""

import json
import string
import tomllib
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.law.anomalies import anomalies, anomaly
from chalicelib.domain.law.anomaly_codes import ZONES
from chalicelib.domain.law.anomaly_labels import LABELS, OWN_LABELS
from chalicelib.edge import anomaly_texts
from chalicelib.edge.anomaly_texts import AnomalyText, anomaly_text
from chalicelib.edge.texts import LANGUAGES

ROOT = Path(__file__).parents[2]
TEXTS = Path(anomaly_texts.__file__).parent / "texts"
RULES_MAY_NAME = ("90107-005", "90376-005")  # inferred: our own findings use them before anything is sent
WARNINGS = {
    "00014-022",
    *(f"{zone}-348" for zone in ("00024", "00025", "00026", "00028", "00029")),
    *(f"90017-{error}" for error in ("058", "369", "510", "514", "515")),
    "90256-369",
    *(f"{block}-{error}" for block in ("90373", "90378") for error in ("460", "483")),
}


def catalogue(language: str) -> dict[str, Any]:
    return tomllib.loads((TEXTS / f"anomalies.{language}.toml").read_text(encoding="utf-8"))


def shape(tree: dict[str, Any]) -> dict[str, Any]:
    """Keys, and the parameters of every text, at every depth."""
    return {
        name: shape(value) if isinstance(value, dict) else sorted(filter(None, parameters(value)))
        for name, value in tree.items()
    }


def parameters(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text)}


def test_the_table_has_every_code_of_the_glossary_once() -> None:
    assert len(anomalies()) == 201
    assert len({zone.number for zone in ZONES}) == len(ZONES)
    assert all(code == each.code == f"{each.zone}-{each.error}" for code, each in anomalies().items())


def test_only_the_warnings_of_the_glossary_do_not_block() -> None:
    assert {code for code, each in anomalies().items() if not each.blocking} == WARNINGS


def test_who_is_no_flexi_worker_is_the_one_warning_to_act_on() -> None:
    assert {code for code, each in anomalies().items() if each.action_required} == {"90017-510"}


@pytest.mark.parametrize(
    ("worker_type", "blocks"), [("STU", False), ("O17", True), ("S17", True), ("T17", True)]
)
def test_the_quota_blocks_only_under_article_17(worker_type: str, blocks: bool) -> None:  # noqa: FBT001 - a table cell
    quota = anomaly("90017-369")
    assert quota is not None
    assert quota.blocks(worker_type) is blocks


def test_specific_codes_have_official_labels_and_generic_ones_none() -> None:
    for each in anomalies().values():
        wanted = set() if each.error in {"001", "003", "005", "008"} else {"nl", "fr"}
        assert {language for language, label in each.labels.items() if label} == wanted, each.code


def test_no_label_is_left_over() -> None:
    assert set(LABELS) <= {each.error for each in anomalies().values()}
    assert set(OWN_LABELS) <= set(anomalies())


def test_a_code_nobody_knows_is_none() -> None:
    assert anomaly("90373-999") is None
    assert anomaly("") is None


def test_the_simulator_has_the_same_codes_classes_and_labels() -> None:
    told = json.loads((ROOT / "infra/rsz_simulator/data/anomalies.json").read_text(encoding="utf-8"))
    specific = {code: each for code, each in anomalies().items() if each.labels}
    assert set(told["specific"]) == set(specific)
    for code, entry in told["specific"].items():
        assert (entry["class"] == "B") is specific[code].blocking, code
        for language in ("nl", "fr"):
            same = [
                text.replace("\N{NO-BREAK SPACE}", " ")
                for text in (entry[language], specific[code].labels[language])
            ]
            assert same[0] == same[1], code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_texts_with_the_same_parameters(language: str) -> None:
    assert shape(catalogue(language)) == shape(catalogue("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_every_text(language: str) -> None:
    unforeseen = anomaly_text("99999-999", language, {}).meaning
    for code in (*anomalies(), *RULES_MAY_NAME):
        said = anomaly_text(code, language, {})
        assert all(part.strip() and "{" not in part for part in (said.label, said.meaning, said.remedy)), code
        assert said.meaning != unforeseen, code


def test_languages_differ() -> None:
    for code in anomalies():
        meanings = {anomaly_text(code, language, {}).meaning for language in LANGUAGES}
        assert len(meanings) == len(LANGUAGES), code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_used(language: str) -> None:
    texts = catalogue(language)
    own = set(texts) - {"kind", "generic", "zones", "errors"}
    assert own <= set(anomalies())
    assert set(texts["errors"]) <= {each.error for code, each in anomalies().items() if code not in own}
    assert {each.zone for each in anomalies().values()} <= set(texts["zones"])


def test_a_generic_text_names_the_zone() -> None:
    said = anomaly_text("01135-001", "nl", {"nl": "RSZ-label"})
    assert said.label == "Ontbreekt: geplande uren"


@pytest.mark.parametrize(
    ("labels", "language", "label"),
    [
        ({"nl": "Nieuw", "fr": "Nouveau", "de": "Neu"}, "de", "Neu"),
        ({"nl": "Nieuw", "fr": "Nouveau"}, "de", "Nouveau"),
        ({"nl": "Nieuw"}, "en", "Nieuw"),
        ({"und": "Something"}, "en", "Something"),
        ({"fr": ""}, "fr", "90373-999"),
        ({}, "nl", "90373-999"),
    ],
)
def test_a_code_we_lack_is_shown_with_the_rsz_s_own_label(
    labels: dict[str, str], language: str, label: str
) -> None:
    said = anomaly_text("90373-999", language, labels)
    assert said.label == label
    assert said == AnomalyText(label, said.meaning, said.remedy)
    assert said.meaning
    assert said.remedy


def test_a_label_of_the_rsz_is_shown_as_it_is() -> None:
    assert anomaly_text("12345-001", "nl", {"nl": "met {accolades}"}).label == "met {accolades}"


def test_a_new_code_does_not_borrow_the_words_of_an_old_error() -> None:
    assert anomaly_text("00913-333", "nl", {"nl": "Iets nieuws"}).label == "Iets nieuws"
