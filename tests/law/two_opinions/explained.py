"""Where our engine and the simulator may differ, and why: one table, also a page in docs.

Everything that no row explains is a bug in one of the two.
"""

from collections.abc import Callable
from fnmatch import fnmatch
from typing import Final

from chalicelib.domain.clock.deadline import Timeliness
from chalicelib.domain.filing import UpdateTerms
from tests.law.two_opinions.differences import Both, Difference, Explained, Side

OF_THE_FILE: Final = ("*-333", "*-334", "00910-459", "*-369", "*-460", "90017-510")
"""What depends on other periods, quotas and the clock."""


def _form_is_refused(both: Both) -> bool:
    return any(not any(fnmatch(code, of) for of in OF_THE_FILE) for code in both.theirs.refused)


def _lump(both: Both) -> bool:
    lumped = both.hiring is not None and both.hiring.worker_type == "EXT" and both.hiring.lump is not None
    return lumped or "own.lumpMissing" in both.ours.refused


def _unnamed_update(both: Both) -> bool:
    filing = both.world.filing
    return isinstance(filing, UpdateTerms) and not filing.changes


def _real_start(both: Both) -> bool:
    return getattr(both.world.filing, "work_starts_at", None) is not None


def _user(both: Both) -> bool:
    return both.hiring is not None and both.hiring.using_employer is not None


def _same_day(both: Both) -> bool:
    """Another shift of the same worker stands on the first day of this one."""
    occupation = both.hiring or both.world.before
    if occupation is None or occupation.worker_type != "EXT":
        return False
    day = both.world.filing.start_date if isinstance(both.world.filing, UpdateTerms) else None
    first = day or occupation.start_date
    others = (each for each in both.world.known.periods if each is not both.world.before)
    return any(each.worker_type == "EXT" and each.start_date == first for each in others)


def _is(kind: str) -> Callable[[Both], bool]:
    return lambda both: both.world.worker_type == kind


def _we_refuse(*codes: str) -> Callable[[Both], bool]:
    return lambda both: not both.ours.refused.isdisjoint(codes)


def _we_warn(*codes: str) -> Callable[[Both], bool]:
    return lambda both: not both.ours.warned.isdisjoint(codes)


def _we_name(*codes: str) -> Callable[[Both], bool]:
    return lambda both: not both.ours.codes.isdisjoint(codes)


def _they_refuse(*codes: str) -> Callable[[Both], bool]:
    return lambda both: not both.theirs.refused.isdisjoint(codes)


EXPLAINED: Final = (
    Explained(
        "The form before the file", Side.OURS, OF_THE_FILE, _form_is_refused,
        "We name everything at once; the simulator looks at other periods, quotas and the clock only when "
        "the form itself is right.",
        "no source; a design of the simulator",
    ),
    Explained(
        "A period that takes nothing more", Side.OURS, ("*",),
        _they_refuse("00913-355", "00913-356"),
        "For a cancelled or closed period the simulator says only that.",
        "no source; a design of the simulator",
    ),
    Explained(
        "A person to be identified", Side.OURS, OF_THE_FILE, lambda both: both.theirs.result == "S",
        "Without a national number the result is S and nothing is said of the file yet; we look at what "
        "we know.",
        "RSZ page 'after'; API documentation v1",
    ),
    Explained(
        "A number that is none", Side.OURS, ("*",), lambda both: both.theirs.status == 400,
        "A national number that is not eleven digits breaks the JSON schema: HTTP 400 and no result. We "
        "name it with its code, and everything else.",
        "which layer refuses what is unknown; inferred",
    ),
    Explained(
        "What a number tells is not sent", Side.OURS, ("00028-348", "00029-348"),
        lambda both: both.hiring is not None,
        "Beside a national number no name, birth date or sex is sent, so the RSZ cannot compare them; we "
        "do, because a mistyped number may belong to somebody else.",
        "live clients; our mapping",
    ),
    Explained(
        "A flexi-worker without a number", Side.OURS, ("00024-001",), _is("FLX"),
        "The conditions of flexi-jobs are checked on the national number, so we advise it; the glossary "
        "requires it for EXT only.",
        "inferred",
    ),
    Explained(
        "Worker types have their years", Side.OURS, ("00655-003",),
        _we_warn("00655-003"),
        "Before small statutes, students of today's kind and flexi-jobs existed they could hardly be "
        "declared; no code is known for it.",
        "inferred",
    ),
    Explained(
        "The lump is ours", Side.OURS, ("00778-001", "00778-005"), _lump,
        "Who says 'by the hour' and forgets the end hour, or says 'day lump' and gives one, is stopped; "
        "on the wire the lump is only seen by the missing end hour.",
        "a forgotten end hour must never become a day lump",
    ),
    Explained(
        "A day lump without an end date", Side.THEIRS, ("00778-001",), _lump,
        "Without an end date the simulator cannot see that a day lump is meant, and misses the end hour "
        "too.",
        "on the wire the lump is only seen by the missing end hour",
    ),
    Explained(
        "Work that starts at a known hour", Side.OURS, ("90373-460", "90378-460"),
        _real_start,
        "Where the law knows no hour, the RSZ can only know that the day is over; who tells us when work "
        "starts is told at that hour that it is late.",
        "RSZ page 'when': at the latest when the worker starts",
    ),
    Explained(
        "Work that starts days after the contract", Side.THEIRS, ("90373-460",), _real_start,
        "A contract from 1 May and first work on 5 May may be declared on 5 May. The RSZ cannot know "
        "that, so it may warn; the simulator does.",
        "RSZ page 'when' and instructions 2019/3; inferred of the service",
    ),
    Explained(
        "A day of 24 hours when the clocks change", Side.OURS, ("9037?-341",),
        _we_warn("90373-341", "90378-341"),
        "Hours that pass or hours on the dial: where they differ we warn. The simulator counts the dial "
        "(a switch of it).",
        "uncertain",
    ),
    Explained(
        "An agency as its own user, refused", Side.OURS, ("00046-003",), _user,
        "The committee of a user may not be 322. No code is known: we say that the committee is invalid.",
        "glossary for the rule; the code is unknown",
    ),
    Explained(
        "An agency as its own user, refused otherwise", Side.THEIRS, ("90374-349",),
        lambda both: _user(both) and "00046-003" in both.ours.refused,
        "The same rule; the simulator says that committee and worker type do not go together.",
        "glossary for the rule; the code is unknown",
    ),
    Explained(
        "An empty change of a shift", Side.OURS, ("90378-361",), _unnamed_update,
        "A change that names nothing is refused. Of a period by the hour we send all four dates and "
        "hours, as live clients do, so the RSZ would rather find that nothing differs.",
        "glossary 90378-361; live clients",
    ),
    Explained(
        "An empty change of a shift, on the wire", Side.THEIRS, ("90378-444", "90378-360"), _unnamed_update,
        "The other half of the row above.",
        "glossary 90378-444; live clients",
    ),
    Explained(
        "A flexi night between two quarters", Side.OURS, ("90373-421", "90378-421"), _is("FLX"),
        "Whether a night shift may end in the next quarter is nowhere said: we warn, the simulator "
        "accepts (a switch of it).",
        "uncertain",
    ),
    Explained(
        "The end date of a flexi period", Side.OURS, ("00911-001",), _is("FLX"),
        "The glossary leaves it open, social secretariats ask for it: we warn.",
        "glossary; Partena",
    ),
    Explained(
        "Another user", Side.OURS, ("*-333", "*-334"), _user,
        "Of a period we keep the committee of the user, not who it is; so work for two users in one "
        "sector looks like a double to us, and we warn.",
        "the key of a double was never published",
    ),
    Explained(
        "The end before the start", Side.THEIRS, ("0077?-00?", "9037?-421"),
        _we_refuse("00911-014"),
        "When the end lies before the start we say only that; the simulator judges the form and the "
        "quarter of such dates too.",
        "no source; helpful is the first cause",
    ),
    Explained(
        "The end before the start, in another form", Side.OURS, ("0077?-00?",),
        _we_refuse("00911-014"),
        "The same: what such dates mean to be, a day or a period, is judged differently.",
        "no source",
    ),
    Explained(
        "One issue for one block", Side.THEIRS, ("00664-00?",),
        _we_name("00663-001", "00663-005"),
        "Control cards that are missing or do not belong are one issue; the RSZ has a code for each "
        "number.",
        "glossary 90375",
    ),
    Explained(
        "Control cards of others than construction workers", Side.OURS, ("00663-001",),
        _we_warn("00663-001"),
        "Under committee 124 they may be required of everybody or only of BCW: we warn, the simulator "
        "asks them of BCW only (a switch of it).",
        "glossary 90375 and the matrix of worker types contradict each other",
    ),
    Explained(
        "One issue for accident insurance data", Side.THEIRS, ("00053-00?",),
        _we_refuse("01231-001", "01231-005"),
        "Data that are missing or do not belong are one issue; the RSZ has a code for each of the two "
        "fields.",
        "glossary 90594",
    ),
    Explained(
        "A user where there is no agency", Side.THEIRS, ("00131-003", "00153-005", "005??-001"),
        _we_refuse("00131-005", "00153-005"),
        "A user that does not belong is one issue; what is wrong inside it is not looked at.",
        "glossary 90107",
    ),
    Explained(
        "The address of a foreign user", Side.THEIRS, ("005??-001",),
        _we_warn("00517-001"),
        "A missing address is one issue; the RSZ has a code for each of its fields.",
        "glossary 90107; which fields are required is inferred",
    ),
    Explained(
        "A worker type that does not exist", Side.THEIRS, ("*",),
        _we_refuse("00655-003"),
        "Nothing is known of it, so we say only that; the simulator judges what is common to all.",
        "glossary 00655",
    ),
    Explained(
        "The window of flexi-jobs", Side.THEIRS, ("00910-008",),
        _we_warn("own.flexiWindow"),
        "No code is known for filing too early: we warn with a code of our own, the simulator refuses "
        "with one that may be it (a switch of it).",
        "glossary 00910 for the rule; the code is unknown",
    ),
    Explained(
        "Saturday", Side.THEIRS, ("90378-460",), lambda both: both.ours.timeliness is Timeliness.UNKNOWN,
        "Late in one reading of 'working day' and not in the other: we say nothing before it is late in "
        "both. The simulator counts Saturday (a switch of it).",
        "no definition found",
    ),
    Explained(
        "A further shift on a day of extras", Side.THEIRS, ("90017-369", "90256-369"), _same_day,
        "A second shift on a day costs no day, so it passes nothing; the simulator warns again once the "
        "quota is passed.",
        "inferred",
    ),
)  # fmt: skip
"""Every difference we know and want, in the order in which they are asked."""


def explanation(both: Both, difference: Difference) -> Explained | None:
    """Return the row that explains a difference, or None: then it is a bug."""
    return next((row for row in EXPLAINED if row.fits(both, difference)), None)
