"""No national number in any log line, however it got there; and nobody's name by way of an error."""

import importlib
import json
import logging
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

import chalicelib
from chalicelib.domain.registered import RegisteredWorker
from chalicelib.edge.logs import TRACE, ScrubbingFormatter, scrub
from tests.synthetic import SSINS


@pytest.mark.parametrize("ssin", SSINS)
@pytest.mark.parametrize("form", ["{0}", "{1}.{2}.{3}-{4}.{5}", "{1} {2} {3} {4} {5}", "ssin={0},", '"{0}"'])
def test_a_number_is_masked_in_every_form(ssin: str, form: str) -> None:
    parts = (ssin[0:2], ssin[2:4], ssin[4:6], ssin[6:9], ssin[9:])
    written = form.format(ssin, *parts)

    assert "***" in scrub(f"before {written} after")
    assert ssin[6:9] not in scrub(f"before {written} after")


@pytest.mark.parametrize("text", ["900000000116", "2026-11-24T11:00:00.123456Z", "dec_77abc", "0999999922"])
def test_other_numbers_stay_readable(text: str) -> None:
    assert scrub(text) == text


def test_messages_arguments_extras_and_exceptions_are_scrubbed() -> None:
    formatter = ScrubbingFormatter()
    token = TRACE.set("trace-1")
    with pytest.raises(ValueError, match="input_value") as caught:
        raise ValueError(f"input_value='{SSINS[0]}'")
    info = (caught.type, caught.value, caught.tb)
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "went wrong for %s", (SSINS[1],), info)
    record.worker = SSINS[2]
    line = formatter.format(record)
    TRACE.reset(token)

    assert not any(ssin in line for ssin in SSINS)
    assert json.loads(line)["traceId"] == "trace-1"


NAME = "Voorbeeldenaar"


class Somebody:
    """Stands where no model expects it, and says a name when shown."""

    def __repr__(self) -> str:
        return NAME


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
        yield importlib.import_module(found.name)


def checks() -> dict[str, Callable[[Any], Any]]:
    """Everything of the backend that checks what is received or stored; of generics, what is made of them."""
    found: dict[str, Callable[[Any], Any]] = {}
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, TypeAdapter):
                found[f"{module.__name__}.{name}"] = value.validate_python
            elif isinstance(value, type) and issubclass(value, BaseModel):
                found[f"{value.__module__}.{name}"] = value.model_validate
    return {name: check for name, check in found.items() if name.startswith("chalicelib") and "[" not in name}


def test_no_error_of_a_check_repeats_what_it_was_given() -> None:
    all_checks, telling = checks(), []
    for name, check in all_checks.items():
        with pytest.raises(ValidationError) as caught:
            check(Somebody())
        if NAME in str(caught.value):
            telling.append(name)

    assert telling == []
    assert len(all_checks) > 100


def test_a_stored_worker_that_cannot_be_read_is_not_told_to_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stored = json.dumps({"id": "wrk_1", "identity": {"givenName": NAME * 2}})
    caplog.handler.setFormatter(ScrubbingFormatter())
    try:
        RegisteredWorker.model_validate_json(stored)
    except ValidationError:
        logging.getLogger(__name__).exception("a worker cannot be read")

    assert "a worker cannot be read" in caplog.text
    assert "string_too_long" in caplog.text
    assert NAME not in caplog.text
