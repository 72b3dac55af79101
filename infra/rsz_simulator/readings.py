"""Readings of the law that no source settles, each as a switch.

[INF]: inferred, a reasonable reading. [UNC]: sources are unclear or contradict each other. The
default of each is the reading that seems likeliest; a switch changes the simulator's opinion only.
"""

from typing import Annotated, Literal

from pydantic import Field

from infra.rsz_simulator.setting import Setting

CodeOrNone = Annotated[str, Field(pattern=r"^(\d{5}-\d{3})?$")]
"""An anomaly code, or "" for: nothing is said."""


class Readings(Setting):
    """One switch per unsettled question."""

    # -- when a declaration is late (460)
    lateness: Literal["rules", "never", "always"] = "rules"
    """By the deadlines, or the same answer for every IN and UPDATE."""
    saturday_is_working_day: bool = True
    """[UNC] Whether Saturday counts as a working day."""
    grace_by_wall_clock: bool = False
    """[UNC] Whether the eight hours to prolong an EXT are hours of the clock face on a clock change."""
    flexi_day_like_extra: bool = True
    """[UNC] Whether changes of a one-day FLX have the deadlines of EXT, not those of ordinary workers."""
    end_later_before_that_day: bool = False
    """[UNC] Whether a later end is due before, not on, the first working day after the old end."""
    planned_hours_have_deadline: bool = True
    """[UNC] Whether planned hours of students are late after the month that follows the quarter."""

    # -- what crosses
    overlap_across_committees: bool = False
    """[INF] Whether periods of one type under different joint committees count as crossing."""
    duplicate_needs_same_end: bool = False
    """[INF] Whether a double (333) must end at the same moment too, not only start then; else it overlaps."""
    run_limit_in_horeca_only: bool = False
    """[UNC] Whether only horeca knows the limit of two days in a row (459)."""

    # -- joint committees
    accept_extra_under_other: bool = False
    """[UNC] Whether EXT under XXX is accepted."""
    accept_ordinary_under_construction: bool = False
    """[INF] Whether OTH under 124 is accepted."""
    user_committee_must_fit: bool = True
    """[INF] Whether the committee of an agency's user must fit the worker type as an own one must."""
    code_for_agency_as_user: CodeOrNone = "90374-349"
    """[INF] The code for a user that is an agency itself (322): none is known."""
    cards_for_all_under_construction: bool = False
    """[UNC] Whether every type under 124 needs control cards, not only BCW."""

    # -- what is required
    missing_properties_are_400: bool = True
    """[UNC] Whether a missing date, type, committee or period number is HTTP 400, not a result with 001."""
    missing_mandate_is_403: bool = True
    """[UNC] Whether a missing mandate is HTTP 403; else 90256-155 in the result."""
    accepted_genders: tuple[str, ...] = ("1", "2")
    """[UNC] Codes of the sexes; one client also sends 0."""
    flexi_needs_ssin: bool = False
    """[INF] Whether FLX, like EXT, needs the SSIN."""
    flexi_period_needs_end: bool = False
    """[UNC] Whether a FLX by period must have an end date."""
    code_for_too_early: CodeOrNone = "00910-008"
    """[INF] The code for FLX filed more than 31 days before the quarter: none is known."""

    error_for_years_out_of_range: Annotated[str, Field(pattern=r"^(\d{3})?$")] = "008"
    """[INF] The error of 00910 and 00911 for years that are out of range: none is known."""

    # -- what may be changed
    late_start_hour_is_refused: bool = False
    """[INF] Whether a start hour moved later after the start is 00910-344, not only late."""
    accept_same_start_for_student: bool = False
    """[UNC] Whether an UPDATE of a student may repeat the unchanged start date."""
    day_lump_may_change: bool = False
    """[UNC] Whether an EXT day lump may be changed; else 00913-181."""
    flexi_hours_may_grow: bool = True
    """[UNC] Whether the end hour of a one-day FLX may move later."""
    flexi_end_may_pass_midnight: bool = False
    """[UNC] Whether the end date of a one-day FLX may move to the next day after all."""
    flexi_night_may_cross_quarter: bool = True
    """[UNC] Whether a one-day FLX may last over the night between two quarters."""
    code_for_end_removal: CodeOrNone = "90378-368"
    """[UNC] The code for taking a required end date away: this or 00913-368."""

    # -- how long, how many
    longest_day_elapsed: bool = False
    """[UNC] Whether 24 hours (341) are elapsed time when the clock changes, not hours of the clock face."""
    flexi_checks_same_employer: bool = True
    """[INF] Whether other work for the same employer in the quarter is looked for in the file (510)."""
