"""What late, wrong or missing filing can mean, as a dated table: information, never advice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from chalicelib.domain.certainty import Certainty
from chalicelib.domain.law.committees import AGRICULTURE, HORECA, HORTICULTURE
from chalicelib.domain.law.sources import FLEXI, OMISSION


class ConsequenceKind(StrEnum):
    """What can follow."""

    CRIMINAL_FINE = "criminalFine"
    ADMINISTRATIVE_FINE = "administrativeFine"
    PRISON = "prison"
    TENDERS_CLOSED = "tendersClosed"
    WORKER_FINED = "workerFined"
    SOLIDARITY_CONTRIBUTION = "solidarityContribution"
    SOLIDARITY_LESS_DECLARED = "solidarityLessDeclared"
    SOLIDARITY_IN_PROPORTION = "solidarityInProportion"
    STUDENT_CONTRIBUTION_LOST = "studentContributionLost"
    LUMP_LOST = "lumpLost"
    FLEXI_STATUS_LOST = "flexiStatusLost"
    WORKER_AFFECTED = "workerAffected"


class Fault(StrEnum):
    """What went wrong with the filing."""

    LATE = "late"
    WRONG = "wrong"
    MISSING = "missing"


class Per(StrEnum):
    """For what an amount counts once."""

    WORKER = "worker"
    OFFENCE = "offence"


@dataclass(frozen=True, slots=True)
class Consequence:
    """One row. Amounts in euro (``minimum`` to ``maximum``), months for prison, none for a lost benefit.

    ``worker_types`` and ``committees`` (those whose rules count: a user's for agency work) empty mean all.
    Where no source gives the first day, ``valid_from`` is the year of the source.
    """

    kind: ConsequenceKind
    faults: tuple[Fault, ...]
    valid_from: date
    source: str
    certainty: Certainty = Certainty.SECONDARY
    valid_until: date | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    currency: str | None = "EUR"
    per: Per = Per.WORKER
    worker_types: tuple[str, ...] = ()
    committees: tuple[str, ...] = ()

    def in_force(self, day: date) -> bool:
        """Tell whether this row counts on a day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def counts(self, day: date, fault: Fault, worker_type: str | None, committee: str | None = None) -> bool:
        """Tell whether this row is in force and speaks of that fault, worker type and committee."""
        concerned = not self.worker_types or worker_type in self.worker_types
        return self.in_force(day) and fault in self.faults and concerned and self.concerns(committee)

    def concerns(self, committee: str | None) -> bool:
        """Tell whether this row speaks of a joint committee; one that nobody named rules nothing out."""
        return committee is None or not self.committees or committee in self.committees


_ALL = (Fault.LATE, Fault.WRONG, Fault.MISSING)
_CODE = "Social Criminal Code, art. 181, level 4"
_BEFORE_2024 = f"{_CODE}, with the surcharge of 8"
_SINCE_2024 = f"{_CODE}, law of 15 May 2024, with the surcharge of 8 (elegis; Securex)"
_SINCE_2026 = (
    f"{_CODE}, with the surcharge of 10 from 1 February 2026 (legaloffice.be, not checked in the gazette)"
)


def _fines(
    since: date, until: date | None, criminal: tuple[int, int], administrative: tuple[int, int], source: str
) -> tuple[Consequence, Consequence]:
    return (
        Consequence(
            ConsequenceKind.CRIMINAL_FINE, _ALL, since, source, valid_until=until,
            minimum=Decimal(criminal[0]), maximum=Decimal(criminal[1]),
        ),
        Consequence(
            ConsequenceKind.ADMINISTRATIVE_FINE, _ALL, since, source, valid_until=until,
            minimum=Decimal(administrative[0]), maximum=Decimal(administrative[1]),
        ),
    )  # fmt: skip


_ART_22QUATER = "Law of 27 June 1969, art. 22quater: three times the basic contributions, at least this much"
_MINIMUM_BY_YEAR: Final = (
    (2012, "2625.51"),
    (2015, "2717.95"),
    (2017, "2816.24"),
    (2019, "2920.60"),
    (2020, "2949.39"),
    (2022, "3050.16"),
    (2023, "3393.39"),
    (2024, "3464.01"),
)
"""Indexed minimum per undeclared worker. For 2025 and 2026 no figure was found: the last one is shown."""


def _solidarity() -> tuple[Consequence, ...]:
    rows = []
    for place, (year, amount) in enumerate(_MINIMUM_BY_YEAR):
        following = _MINIMUM_BY_YEAR[place + 1][0] if place + 1 < len(_MINIMUM_BY_YEAR) else None
        rows.append(
            Consequence(
                ConsequenceKind.SOLIDARITY_CONTRIBUTION,
                (Fault.MISSING,),
                date(year, 1, 1),
                _ART_22QUATER,
                valid_until=date(following - 1, 12, 31) if following else None,
                minimum=Decimal(amount),
            )
        )
    return tuple(rows)


_REDUCED: Final = (ConsequenceKind.SOLIDARITY_LESS_DECLARED, ConsequenceKind.SOLIDARITY_IN_PROPORTION)


def _reductions() -> tuple[Consequence, ...]:
    """What makes the solidarity contribution smaller."""
    since = date(2017, 10, 1)
    return tuple(
        Consequence(kind, (Fault.MISSING,), since, OMISSION, Certainty.OFFICIAL, currency=None)
        for kind in _REDUCED
    )


CONSEQUENCES: Final[tuple[Consequence, ...]] = (
    *_fines(date(2017, 1, 1), date(2024, 6, 30), (4_800, 48_000), (2_400, 24_000), _BEFORE_2024),
    *_fines(date(2024, 7, 1), date(2026, 1, 31), (4_800, 56_000), (2_400, 28_000), _SINCE_2024),
    *_fines(date(2026, 2, 1), None, (6_000, 70_000), (3_000, 35_000), _SINCE_2026),
    Consequence(
        ConsequenceKind.PRISON,
        _ALL,
        date(2011, 7, 1),
        f"{_CODE}: six months to three years",
        minimum=Decimal(6),
        maximum=Decimal(36),
        currency=None,
        per=Per.OFFENCE,
    ),
    Consequence(
        ConsequenceKind.TENDERS_CLOSED,
        _ALL,
        date(2011, 7, 1),
        f"{_CODE} (elegis; Securex)",
        currency=None,
        per=Per.OFFENCE,
    ),
    Consequence(
        ConsequenceKind.WORKER_FINED,
        (Fault.MISSING,),
        date(2016, 5, 1),
        "Social Criminal Code, art. 183/1, law of 29 February 2016 (agii.be, 2016; accuria.be, 2022)",
        currency=None,
    ),
    *_solidarity(),
    *_reductions(),
    Consequence(
        ConsequenceKind.STUDENT_CONTRIBUTION_LOST,
        (Fault.LATE, Fault.MISSING),
        date(2012, 1, 1),
        "Securex; Acerta 2019: reduced contribution (5.42 % employer, 2.71 % student) only if in time",
        currency=None,
        worker_types=("STU",),
    ),
    Consequence(
        ConsequenceKind.LUMP_LOST,
        _ALL,
        date(2013, 10, 1),
        "Securex; sd.be: late or wrong, the extra counts without the favourable lump",
        currency=None,
        worker_types=("EXT",),
        committees=(AGRICULTURE, HORTICULTURE, HORECA),
    ),
    Consequence(
        ConsequenceKind.FLEXI_STATUS_LOST,
        (Fault.LATE, Fault.MISSING),
        date(2015, 12, 1),
        FLEXI,
        Certainty.OFFICIAL,
        currency=None,
        worker_types=("FLX",),
    ),
    Consequence(
        ConsequenceKind.WORKER_AFFECTED,
        _ALL,
        date(2019, 1, 1),
        "gpedia.groeipakket.be; assistenza.be: child benefit, holiday pay and unemployment read the Dimona",
        currency=None,
    ),
)
"""Every consequence we know of."""


def consequences_of(
    day: date,
    fault: Fault,
    worker_type: str | None,
    rows: Sequence[Consequence] = CONSEQUENCES,
    committee: str | None = None,
) -> list[Consequence]:
    """Return the rows in force on a day for a fault, a worker type and the committee whose rules count."""
    return [row for row in rows if row.counts(day, fault, worker_type, committee)]
