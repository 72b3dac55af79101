"""What a row in the table of worker types is made of: presence of fields, committees, permitted changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.filing import Lump
from chalicelib.domain.law.committees import LUMP_COMMITTEES
from chalicelib.domain.law.sources import GLOSSARY
from chalicelib.domain.occupation import Occupation, committee_in_effect


class Presence(StrEnum):
    """Whether a field belongs in an IN of a worker type."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One cell: presence of a field, the anomaly codes when it is not kept, and how sure we are.

    ``since`` limits a requirement to periods that start from that day on.
    """

    presence: Presence
    missing: str
    excess: str
    certainty: Certainty = Certainty.OFFICIAL
    source: str = GLOSSARY
    since: date | None = None

    def is_required(self, start: date) -> bool:
        """Tell whether a period that starts on a day needs it."""
        return self.presence is Presence.REQUIRED and (self.since is None or start >= self.since)


@dataclass(frozen=True, slots=True)
class CommitteeRule:
    """Whether a worker type goes with a joint committee; ``instead`` is what to file when it does not."""

    fits: bool
    certainty: Certainty
    source: str
    instead: str | None = None


class Change(StrEnum):
    """What can be done with a period."""

    OUT = "out"
    CANCEL = "cancel"
    START_EARLIER = "startEarlier"
    START_LATER = "startLater"
    END_EARLIER = "endEarlier"
    END_LATER = "endLater"
    REMOVE_END = "removeEnd"
    START_HOUR = "startHour"
    END_HOUR = "endHour"
    PLANNED_HOURS = "plannedHours"


@dataclass(frozen=True, slots=True)
class Permit:
    """Whether a change is possible; ``code`` is the anomaly when it is not.

    ``since`` limits a prohibition to periods that start from that day on.
    """

    allowed: bool
    code: str | None = None
    certainty: Certainty = Certainty.OFFICIAL
    source: str = GLOSSARY
    since: date | None = None

    def forbids(self, start: date) -> bool:
        """Tell whether it stands in the way of a change to a period that starts on a day."""
        return not self.allowed and (self.since is None or start >= self.since)


PERMITTED = Permit(allowed=True)


def always(_of: Occupation) -> bool:
    """Every occupation of the type."""
    return True


def by_day_lump(of: Occupation) -> bool:
    """Extras in horeca reckoned by the day."""
    return of.lump is Lump.DAY and committee_in_effect(of) in LUMP_COMMITTEES


def by_hours_of_one_day(of: Occupation) -> bool:
    """Flexi-jobs of one day: start and end are the same day, or hours are given and no longer period."""
    return of.end_date == of.start_date or (with_hours(of) and not _longer_than_a_night(of))


def with_hours(of: Occupation) -> bool:
    """Hours are given: what stands with hours was filed by the hour, whatever its days have become."""
    return of.start_hour is not None or of.end_hour is not None


def _longer_than_a_night(of: Occupation) -> bool:
    return of.end_date is not None and of.end_date > of.start_date + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to file a worker type, with its fields and what may be done with its periods.

    ``update`` says whether its periods take an UPDATE at all. ``stands`` tells a standing period of this
    variant where that is another question than what an IN means to be (``applies``); a variant with
    ``several_days`` ends after the day on which it starts.
    """

    code: str
    fields: Mapping[str, FieldRule]
    permits: Mapping[Change, Permit]
    applies: Callable[[Occupation], bool] = always
    same_quarter: bool = False
    same_day: bool = False
    several_days: bool = False
    update: Permit = PERMITTED
    stands: Callable[[Occupation], bool] | None = None

    @property
    def by_hours(self) -> bool:
        """Whether the law knows the hours of the day: then the period lasts at most 24 hours."""
        return self.fields["start_hour"].presence is Presence.REQUIRED


@dataclass(frozen=True, slots=True)
class WorkerType:
    """A worker type of the RSZ, with its validity and its rules. The first variant that applies counts.

    ``users_likewise`` says that the source speaks of the committee of an agency's user too; else that it
    must fit as an own one is inferred.
    """

    code: str
    valid_from: date
    committees: Mapping[str, CommitteeRule]
    variants: tuple[Variant, ...]
    valid_until: date | None = None
    source: str = GLOSSARY
    users_likewise: bool = False
    other_committee: CommitteeRule = field(
        default=CommitteeRule(
            fits=False, certainty=Certainty.UNCERTAIN, source="no full matrix was published", instead="XXX"
        )
    )

    def variant_of(self, of: Occupation) -> Variant:
        """Return the variant that an occupation is filed as."""
        return next(variant for variant in self.variants if variant.applies(of))

    def variant_of_period(self, period: Occupation) -> Variant:
        """Return the variant that a standing period was filed as: dates that moved make it no other."""
        return next(each for each in self.variants if (each.stands or each.applies)(period))

    def committee_rule(self, committee: str) -> CommitteeRule:
        """Return what is known about this type with that joint committee."""
        return self.committees.get(committee, self.other_committee)

    def valid_on(self, day: date) -> bool:
        """Tell whether the type exists on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
