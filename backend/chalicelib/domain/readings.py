"""How the law is read where it can be read in more than one way: settings, each with the safer default."""

from chalicelib.domain.clock.working_days import WorkingDays
from chalicelib.domain.schema import Value


class Readings(Value):
    """The readings in force. Certain rules have none: they cannot be switched off."""

    working_days: WorkingDays = WorkingDays.MON_SAT
    switched_off: frozenset[str] = frozenset()
    """Codes whose uncertain findings are not shown; a certain rule with the same code still refuses."""


DEFAULT_READINGS = Readings()
