import threading
from typing import Any

import pytest

from infra.local.invocation import Context, Function
from infra.local.schedule import tick

CALLS: list[dict[str, Any]] = []


def handler(event: dict[str, Any], context: Context) -> str:
    CALLS.append(event)
    if event.get("detail") == "secret 90011599762":
        raise ValueError(event["detail"])
    return context.function_name


def test_an_answer_comes_back() -> None:
    assert Function(f"{__name__}.handler").invoke({}) == ("handler", None)


def test_an_error_is_an_outcome_and_its_message_stays_out_of_the_log(
    capsys: pytest.CaptureFixture[str],
) -> None:
    outcome = Function(f"{__name__}.handler").invoke({"detail": "secret 90011599762"})

    assert isinstance(outcome.error, ValueError)
    logged = capsys.readouterr().err
    assert "ValueError" in logged
    assert "test_invocation.py" in logged
    assert "90011599762" not in logged


def test_a_module_that_is_missing_fails_the_call_and_not_the_process() -> None:
    assert isinstance(Function("no.such.module").invoke({}).error, ModuleNotFoundError)


def test_the_schedule_ticks_at_once_and_again_until_it_is_stopped() -> None:
    CALLS.clear()
    stopping = threading.Event()
    ticking = threading.Thread(target=tick, args=(Function(f"{__name__}.handler"), 0.01, stopping))
    ticking.start()
    while len(CALLS) < 3:
        assert ticking.is_alive()
    stopping.set()
    ticking.join(10)

    assert not ticking.is_alive()
    assert CALLS[0]["source"] == "aws.events"
