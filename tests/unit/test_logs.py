"""No national number in any log line, however it got there."""

import json
import logging

import pytest

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
