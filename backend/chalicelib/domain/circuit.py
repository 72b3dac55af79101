"""The circuit breaker towards the RSZ: opens on an outage, lets one probe through, closes when it answers.

Pure: every function takes the state and the moment and returns the state after it. While it is open
everything is still accepted; nothing is sent that would only fail.
"""

from datetime import datetime, timedelta

from chalicelib.domain.schema import Value

FAILURES_TO_OPEN = 3
FIRST_PROBE = timedelta(seconds=10)
LONGEST_PROBE = timedelta(seconds=60)


class Circuit(Value):
    """What is known of the RSZ's health. ``version`` counts every change."""

    failures: int = 0
    open_since: datetime | None = None
    probe_at: datetime | None = None
    version: int = 0

    @property
    def closed(self) -> bool:
        """Whether declarations may be sent."""
        return self.open_since is None

    def may_probe(self, now: datetime) -> bool:
        """Tell whether it is time to ask whether the RSZ is back."""
        return self.probe_at is not None and self.probe_at <= now

    def failed(self, now: datetime) -> "Circuit":
        """Return the circuit after a call that the RSZ did not serve."""
        failures = self.failures + 1
        if failures < FAILURES_TO_OPEN:
            return self._next(failures=failures)
        wait = min(FIRST_PROBE * 2 ** min(failures - FAILURES_TO_OPEN, 5), LONGEST_PROBE)
        return self._next(failures=failures, open_since=self.open_since or now, probe_at=now + wait)

    def probing(self, now: datetime) -> "Circuit":
        """Return the circuit while one caller probes: nobody else does for a while."""
        return self._next(probe_at=now + FIRST_PROBE)

    def worked(self) -> "Circuit":
        """Return the circuit after a call that was served, whatever was said."""
        return Circuit(version=self.version + 1)

    def _next(self, **changes: object) -> "Circuit":
        return self.model_copy(update={**changes, "version": self.version + 1})
