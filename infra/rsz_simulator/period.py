"""A Dimona period: what one accepted IN creates and OUT, UPDATE and CANCEL change."""

from datetime import date, datetime, time, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

OPEN = date.max  # 9999-12-31, which an UPDATE also uses to take an end date away


class Period(BaseModel):
    """One period in the file of the RSZ. Hours are "HHMM", moments are local time in Brussels."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    id: int
    employer: str
    """Key of the employer (register.Employer.key)."""
    employer_numbers: dict[str, Any]
    ssin: str | None
    worker: dict[str, Any]
    """The worker as declared, plus the SSIN once it is known."""
    features: dict[str, Any]
    start_date: date
    start_hour: str | None = None
    end_date: date | None = None
    end_hour: str | None = None
    planned_hours: int | None = None
    details: dict[str, Any] = {}
    """Blocks that belong to some worker types: place of work, control cards, small statutes."""
    cancelled: bool = False
    locked: bool = False
    late: bool = False
    updated: float = 0.0
    """Epoch seconds of the last change."""

    @property
    def worker_type(self) -> str:
        """Three letters: OTH, STU, ..."""
        return str(self.features["workerType"])

    @property
    def joint_committee(self) -> str:
        """Number of the joint committee, or XXX."""
        return str(self.features["jointCommissionNumber"])

    @property
    def user_committee(self) -> str | None:
        """Joint committee of the user of an agency worker."""
        number = self.features.get("usingEmployer", {}).get("jointCommissionNumber")
        return None if number is None else str(number)

    @property
    def user_number(self) -> str | None:
        """Enterprise number of the user of an agency worker."""
        number = self.features.get("usingEmployer", {}).get("enterpriseNumber")
        return None if number is None else str(number)

    @property
    def workplace(self) -> str:
        """Whose quota the work counts for [INF]: the user's for agency work, else the employer's."""
        return self.user_number or self.employer

    @property
    def sector(self) -> str:
        """The committee whose rules count: the user's for agency work (322), else the own one."""
        return (
            self.user_committee or self.joint_committee
            if self.joint_committee == "322"
            else self.joint_committee
        )

    @property
    def by_hours(self) -> bool:
        """Whether the period is told in hours of the day."""
        return self.start_hour is not None

    @property
    def start(self) -> datetime:
        """The first moment."""
        return moment(self.start_date, self.start_hour or "0000")

    @property
    def end(self) -> datetime:
        """The moment after the last one; the far future for an open period."""
        if self.end_date is None or self.end_date == OPEN:
            return moment(OPEN, "2359")
        if self.end_hour is not None:
            return moment(self.end_date, self.end_hour)
        return moment(self.end_date, "0000") + timedelta(days=1)


def moment(day: date, hour: str) -> datetime:
    """A day and "HHMM"; hours that do not exist count as the end of the day (the rules refuse them)."""
    hours, minutes = int(hour[:2]), int(hour[2:])
    exists = hours < 24 and minutes < 60
    return datetime.combine(day, time(hours, minutes) if exists else time.max)
