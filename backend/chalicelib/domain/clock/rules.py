"""The rules of the clock as a table: what each is called, where it was read and how sure we are."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.clock.deadline import Deadline
from chalicelib.domain.law.sources import (
    ACERTA,
    FLEXI,
    GLOSSARY,
    LOCAL_2017,
    OCCASIONAL_DECREE,
    SECUREX,
    WHEN,
    WHO,
)


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One row: the rule's id as the API and the texts know it."""

    id: str
    source: str
    certainty: Certainty = Certainty.OFFICIAL

    def deadline(
        self,
        at: datetime,
        *,
        assumed: bool = False,
        file_by: datetime | None = None,
        unknown_until: datetime | None = None,
    ) -> Deadline:
        """Return the deadline this rule gives."""
        return Deadline(
            at=at,
            rule=self.id,
            assumed=assumed,
            source=self.source,
            certainty=self.certainty,
            file_by=file_by,
            unknown_until=unknown_until,
        )


IN_START: Final = ClockRule("in.startOfWork", WHEN)
IN_START_OF_STUDENT: Final = replace(
    IN_START, source=f"{WHEN}: at the latest when work starts; {WHO}: at the latest on the day"
)
"""The same rule, of which two pages of the RSZ say two things: the earlier counts."""
IN_EARLIEST: Final = ClockRule("in.earliest", f"{GLOSSARY}, zone 00910; {FLEXI}")
OUT_NEXT_WORKING_DAY: Final = ClockRule("out.nextWorkingDay", WHEN)
UPDATE_START_EARLIER: Final = ClockRule("update.startEarlier", WHEN)
UPDATE_END_EARLIER: Final = ClockRule("update.endEarlier", WHEN)
UPDATE_END_LATER: Final = ClockRule("update.endLater", WHEN, Certainty.UNCERTAIN)
UPDATE_HOURS: Final = ClockRule(
    "update.hours", f"by analogy with extras: {OCCASIONAL_DECREE}", Certainty.UNCERTAIN
)
UPDATE_PLANNED_HOURS: Final = ClockRule("update.plannedHours", ACERTA, Certainty.SECONDARY)
CANCEL_START_DATE: Final = ClockRule("cancel.startDate", f"{WHEN}; {LOCAL_2017}")
EXT_START_HOUR: Final = ClockRule("ext.startHour", OCCASIONAL_DECREE)
EXT_END_EARLIER: Final = ClockRule("ext.endEarlier", OCCASIONAL_DECREE)
EXT_END_LATER: Final = ClockRule("ext.endLater", OCCASIONAL_DECREE)
EXT_NO_SHOW: Final = ClockRule("ext.noShow", OCCASIONAL_DECREE)
CONTEST: Final = ClockRule("contest.fiveWorkingDays", SECUREX, Certainty.SECONDARY)

CLOCK_RULES: Final = (
    IN_START,
    IN_EARLIEST,
    OUT_NEXT_WORKING_DAY,
    UPDATE_START_EARLIER,
    UPDATE_END_EARLIER,
    UPDATE_END_LATER,
    UPDATE_HOURS,
    UPDATE_PLANNED_HOURS,
    CANCEL_START_DATE,
    EXT_START_HOUR,
    EXT_END_EARLIER,
    EXT_END_LATER,
    EXT_NO_SHOW,
    CONTEST,
)
"""Every rule of the clock; each has a text in four languages."""
