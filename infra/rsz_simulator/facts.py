"""What the simulated RSZ knows beside declarations; kept over restarts, cleared by a reset.

Employers are named by enterprise number, workers by SSIN.
"""

from datetime import date
from typing import Annotated

from pydantic import Field

from infra.rsz_simulator.setting import Setting

Code = Annotated[str, Field(pattern=r"^\d{5}-\d{3}$")]


class Ban(Setting):
    """A worker type that may not be declared for some days (450)."""

    worker_type: str
    first_day: date
    last_day: date


class Facts(Setting):
    """The simulated RSZ's knowledge of the world."""

    # -- used elsewhere, in every calendar year
    quota_used: dict[str, int] = Field(default_factory=dict)
    """Student hours already reserved elsewhere, by worker."""
    extra_days_used: dict[str, int] = Field(default_factory=dict)
    """Days of occasional work elsewhere, by worker."""
    extra_hours_used: dict[str, int] = Field(default_factory=dict)
    """Hours of occasional funeral work elsewhere, by worker."""
    employer_extra_days_used: dict[str, int] = Field(default_factory=dict)
    """Days with extras that are not in the file, by employer."""
    article17_hours: dict[str, int] = Field(default_factory=dict)
    """Hours a worker may do under article 17 (O17, S17) in a year; whoever is not named has no limit here."""

    # -- employers
    without_mandate: list[str] = Field(default_factory=list)
    """Employers for whom every declaration gets HTTP 403."""
    inactive_employers: list[str] = Field(default_factory=list)
    """Employers that are not (or no longer) active: 90373-343."""
    unknown_employers: list[str] = Field(default_factory=list)
    """Enterprise and RSZ numbers that are in no register: 235."""
    forbidden_worker_types: dict[str, list[str]] = Field(default_factory=dict)
    """Worker types an employer may not declare: 00655-350."""
    employer_anomalies: dict[str, list[Code]] = Field(default_factory=dict)
    """Codes for every IN of an employer, for conditions no source tells (90256-151, -346, ...)."""

    # -- workers
    register_of_names: dict[str, dict[str, str]] = Field(default_factory=dict)
    """familyName, givenName, birthDate, gender as the register has them: what differs gets 348."""
    flexi_refused: list[str] = Field(default_factory=list)
    """Workers who do not meet the conditions of a flexi-job: 90017-510."""
    pensioners: list[str] = Field(default_factory=list)
    """Workers to whom the conditions of flexi-jobs do not apply."""
    worker_anomalies: dict[str, list[Code]] = Field(default_factory=dict)
    """Codes for every IN of a worker, for conditions no source tells (90017-151, -514, 00024-348, ...)."""

    # -- periods and the rest
    locked_periods: list[int] = Field(default_factory=list)
    """Periods that take no declaration any more: 00913-362."""
    period_anomalies: dict[str, list[Code]] = Field(default_factory=dict)
    """Codes for everything declared on a period number, for conditions no source tells (00913-181, -357)."""
    bans: list[Ban] = Field(default_factory=list)
    """Worker types that are forbidden for a while: 450."""
    risk_natures: dict[str, str] = Field(default_factory=dict)
    """Nature of work (EMPLOYEE, WORKER) a risk code belongs to: another one is 00041-521."""
