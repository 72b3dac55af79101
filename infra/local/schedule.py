"""Calls what runs each minute, as EventBridge does in AWS: `python -m infra.local.schedule`.

SWEEP_SECONDS sets another rhythm for tests. A run that fails is logged and comes
again; none waits for another.
"""

import datetime as dt
import os
import signal
import threading
import uuid

from infra.local.invocation import Function

SWEEP = "chalicelib.edge.schedule.sweep"
TELL = "chalicelib.edge.schedule.tell"


def event(now: dt.datetime) -> dict[str, object]:
    """A scheduled event as EventBridge sends it."""
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": "000000000000",
        "time": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": "eu-west-3",
        "resources": ["arn:aws:events:eu-west-3:000000000000:rule/sweep"],
        "detail": {},
    }


def tick(function: Function, seconds: float, stopping: threading.Event) -> None:
    """Call the function at once and then every so many seconds, until asked to stop."""
    while not stopping.is_set():
        function.invoke(event(dt.datetime.now(dt.UTC)))
        stopping.wait(seconds)
    function.close()


def main() -> None:
    """Tick until SIGTERM or SIGINT."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    seconds = float(os.environ.get("SWEEP_SECONDS", "60"))
    telling = threading.Thread(target=tick, args=(Function(TELL), seconds, stopping), name="telling")
    telling.start()
    tick(Function(SWEEP), seconds, stopping)
    telling.join()


if __name__ == "__main__":
    main()
