"""The joint committees the RSZ takes in a Dimona (glossary zone 00046), as rows."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from chalicelib.domain.law.sources import GLOSSARY

SINCE_DIMONA = date(2003, 1, 1)


@dataclass(frozen=True, slots=True)
class JointCommittee:
    """A committee number, from when it counts in a Dimona, and where that was read."""

    number: str
    valid_from: date = SINCE_DIMONA
    source: str = GLOSSARY


CONSTRUCTION, TRANSPORT, ELECTRICIANS = "124", "140", "149"
AGRICULTURE, HORTICULTURE, HORECA, FUNERAL = "144", "145", "302", "320"
AGENCY, OTHER = "322", "XXX"

JOINT_COMMITTEES: Final[dict[str, JointCommittee]] = {
    row.number: row
    for row in (
        JointCommittee(CONSTRUCTION),
        JointCommittee(TRANSPORT),
        JointCommittee(AGRICULTURE),
        JointCommittee(HORTICULTURE),
        JointCommittee(ELECTRICIANS, valid_from=date(2017, 10, 1)),
        JointCommittee(HORECA),
        JointCommittee(FUNERAL, valid_from=date(2019, 4, 1)),
        JointCommittee(AGENCY),
        JointCommittee(OTHER),
    )
}
"""Every committee by its number. XXX stands for all others, and for regular staff of 144, 145 and 302."""
USER_COMMITTEES: Final = tuple(number for number in JOINT_COMMITTEES if number != AGENCY)
"""What a using employer can have: an agency does not work for an agency."""
LUMP_COMMITTEES: Final = frozenset({HORECA})
"""Where an extra is reckoned by the hour or by the day, as the contract says."""
