"""Every text in every language, with the same parameters."""

import re
import string

import pytest
from pydantic.alias_generators import to_camel

from chalicelib.domain.clock.deadline import Deadline
from chalicelib.domain.clock.late_risk import RiskLevel
from chalicelib.domain.clock.rules import CLOCK_RULES
from chalicelib.domain.filing import EmploymentNature, InTerms, Lump, UpdateTerms, WorkerStatus
from chalicelib.domain.law.anomalies import anomaly
from chalicelib.domain.law.committees import JOINT_COMMITTEES
from chalicelib.domain.law.consequences import ConsequenceKind
from chalicelib.domain.law.quotas import QUOTAS, QuotaKind
from chalicelib.domain.law.worker_type import Change
from chalicelib.domain.law.worker_types import WORKER_TYPES
from chalicelib.domain.lifecycle import MOVES, Happening, State
from chalicelib.domain.operations import UNKNOWN_TYPE
from chalicelib.domain.order import Turn
from chalicelib.domain.worker import WorkerIdentity
from chalicelib.edge.problems import STATUS, words
from chalicelib.edge.texts import LANGUAGES, catalogue, has_text, negotiate, text
from chalicelib.edge.views import deadline_view
from tests.law.cases import LawCase, law_cases
from tests.unit.finding_codes import findings

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


FOUND = sorted({(code, tuple(sorted(named))) for code, named in findings()})
CODES = sorted({code for code, _ in FOUND})
NAMES = (
    *(f"workerType.{code}.{part}" for code in WORKER_TYPES for part in ("name", "explanation")),
    *(
        f"variant.{variant.code}.{part}"
        for kind in WORKER_TYPES.values()
        for variant in kind.variants
        for part in ("name", "when")
    ),
    *(f"committee.{number}" for number in JOINT_COMMITTEES),
    *(
        f"field.{to_camel(name)}"
        for model in (InTerms, UpdateTerms, WorkerIdentity)
        for name in model.model_fields
        if name != "type"
    ),
    *(f"change.{change}" for change in Change),
    *(f"quota.{kind}" for kind in QuotaKind),
    *(f"consequence.{kind}.{part}" for kind in ConsequenceKind for part in ("title", "detail")),
    *(f"lateRisk.{level}" for level in RiskLevel),
    "lateRisk.perhaps",
    *(f"deadline.{rule.id}.known" for rule in CLOCK_RULES),
    *(f"withdrawn.{turn}" for turn in Turn if turn not in {Turn.WAIT, Turn.GO, Turn.VERIFY}),
    *(
        f"needsHelp.{happening}"
        for moves in MOVES.values()
        for happening, row in moves.items()
        if row.to is State.NEEDS_HELP and happening is not Happening.GAVE_UP
    ),
    *(
        f"needsHelp.{why}"
        for why in ("noAnswer", "notAskable", "notPermitted", "notSearchable", "undatedHit", "alwaysAbsent")
    ),
    "needsHelp.other",
    "withdrawn.byPerson",
    "withdrawn.other",
    *(f"choice.lump.{each}" for each in Lump),
    *(f"choice.employmentNature.{each}" for each in EmploymentNature),
    *(f"choice.workerStatus.{each}" for each in WorkerStatus),
)


@pytest.mark.parametrize("key", dict.fromkeys(NAMES))
def test_everything_in_the_tables_has_a_name(key: str) -> None:
    assert all(has_text(language, key) for language in LANGUAGES)


def test_the_codes_of_the_engine_are_found() -> None:
    assert len(CODES) > 50
    assert {"own.late", "own.overlapPending", "90378-334", "00913-356", "00911-344"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_the_engine_has_words_of_ours(code: str) -> None:
    """The glossary explains an answer; before filing we say what to do now."""
    kinds = [f"{code}.{row.kind}.{row.unit}" for row in QUOTAS if row.code == code]
    generic = {"90107-351", "90107-352"}
    for key in kinds or [code]:
        assert code in generic or has_text("en", f"issue.{key}.detail"), key


@pytest.mark.parametrize(("code", "named"), FOUND)
def test_a_text_uses_only_what_its_finding_says(code: str, named: tuple[str, ...]) -> None:
    for key in [key for key in KEYS if key.startswith(f"issue.{code}.")]:
        assert parameters(catalogue("en")[key]) <= set(named), key


def test_a_code_of_the_rsz_has_its_label_and_one_of_ours_a_title() -> None:
    codes = {key.split(".detail")[0].removeprefix("issue.") for key in KEYS if key.endswith(".detail")}
    for code in codes & {key.split(".title")[0].removeprefix("issue.") for key in KEYS}:
        assert anomaly(code) is None, f"{code} shows its label"
    for code in CODES:
        assert has_text("en", f"issue.{code}.title") is (anomaly(code) is None), code


CASES = {case.name: case for case in law_cases()}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_whatever_the_engine_says_of_a_case_can_be_read(case: LawCase) -> None:
    judgement = case.judge()
    for language in LANGUAGES:
        for found in judgement.findings:
            title, detail = words(found.code, found.params, language)
            assert title.strip()
            assert detail.strip()
            assert not re.search(r"[{}]", title + detail)
        assert deadline_view(judgement.deadline, language).text.strip()


SAID_BY_THE_REGISTER = "own.workerTwin"
"""Shown beside a worker, no finding about a filing."""


def test_no_words_are_left_over_from_an_older_rule() -> None:
    about_rules = {
        match[1] for key in KEYS if (match := re.match(r"issue\.(\d{5}-\d{3}|own\.\w+)\.", key)) is not None
    }
    assert about_rules <= {*CODES, UNKNOWN_TYPE, SAID_BY_THE_REGISTER}


def test_an_assumption_is_said_where_it_is_made() -> None:
    for rule in CLOCK_RULES:
        spoken = {text("en", key) for key in KEYS if key.startswith(f"deadline.{rule.id}.")}
        for assumed in (False, True):
            at = CASES[next(iter(CASES))].now
            shown = deadline_view(Deadline(at=at, rule=rule.id, source="", assumed=assumed), "en").text
            assert shown in spoken
            assert not assumed or len(spoken) == 1 or shown == text("en", f"deadline.{rule.id}.assumed")


def test_an_anomaly_without_words_of_ours_is_explained_by_the_table() -> None:
    title, detail = words("00913-362", {}, "nl")
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
