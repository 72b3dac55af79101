"""A difference in words, and where its remedy leads: pure, from the API's answer to what is shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from dimona_web.api.job_shapes import Comparison, Difference, Side
from dimona_web.i18n.catalogue import counted, text
from dimona_web.i18n.formats import number, plain_date
from dimona_web.pages.rows import worker_type
from dimona_web.paths import DECLARATIONS, PERIOD, PERIOD_CANCEL, PERIOD_CHANGE, REGISTER, path, period_path

# By kind of difference: the key of the remedy's words, and where it leads. A page of the period; or
# `import`: take over what is only there; `declare`: file anew for the worker; else a page of ours.
IMPORT, DECLARE_ANEW = "import", "declare"
REMEDIES: Mapping[str, tuple[str, str]] = {
    "theirsOnly": ("difference.takeOver", IMPORT),
    "imported": ("act.toPeriod", PERIOD),
    "pendingHere": ("frame.declarations", DECLARATIONS),
    "namelessThere": ("register.title", REGISTER),
    "oursOnly": ("difference.declare", DECLARE_ANEW),
    "cancelledThere": ("difference.declare", DECLARE_ANEW),
    "cancelledHere": ("act.toPeriod", PERIOD),
    "datesDiffer": ("difference.mend", PERIOD),
    "hoursDiffer": ("difference.mend", PERIOD_CHANGE),
    "plannedHoursDiffer": ("difference.mend", PERIOD_CHANGE),
    "typeDiffers": ("difference.cancel", PERIOD_CANCEL),
}
_CHANGES: Mapping[str, str] = {"hoursDiffer": "endHour", "plannedHoursDiffer": "plannedHours"}
_PAGES_OF_PERIOD = frozenset({PERIOD, PERIOD_CHANGE, PERIOD_CANCEL})
# What needs a person comes first in the counts; what is done or on its way last.
_FINE = frozenset({"imported", "pendingHere"})


@dataclass(frozen=True)
class Beside:
    """A period as one of the two has it: its days, and the rest in small print."""

    when: str = ""
    rest: str = ""


@dataclass(frozen=True)
class Shown:
    """One difference: who, what differs, how it is here and there, and the remedy.

    `href` is where the remedy leads; without one, `act` says what it does.
    """

    name: str = ""
    text: str = ""
    remedy: str = ""
    ours: Beside = Beside()
    theirs: Beside = Beside()
    tone: str = "warn"
    words: str = ""
    href: str = ""
    act: str = ""
    worker: str = ""


def shown(language: str, one: Difference, names: Mapping[str, str]) -> Shown:
    """Tell a difference; a kind from a newer API has its words and no button."""
    words, target = REMEDIES.get(one.kind, ("", ""))
    href, act = _target(language, one, target)
    return Shown(
        name=names.get(one.worker, ""),
        text=one.text,
        remedy=one.remedy,
        ours=side(language, one.ours),
        theirs=side(language, one.theirs),
        tone="ok" if one.kind == "imported" else "busy" if one.kind in _FINE else "warn",
        words=text(language, words) if words and (href or act) else "",
        href=href,
        act=act,
        worker=one.worker,
    )


def _target(language: str, one: Difference, target: str) -> tuple[str, str]:
    if target in _PAGES_OF_PERIOD:
        address = period_path(language, one.ours.id, target) if one.ours else ""
        change = _CHANGES.get(one.kind, "")
        return (f"{address}?what={change}" if address and change else address), ""
    if target == DECLARE_ANEW:
        return "", target if one.worker else ""
    if target == IMPORT:
        return "", target
    return (path(language, target) if target else ""), ""


def side(language: str, one: Side | None) -> Beside:
    """Tell a period as one of the two has it."""
    if one is None:
        return Beside(text(language, "difference.absent"))
    filed = one.filed
    ends = plain_date(language, filed.end_date) if filed.end_date else text(language, "period.noEnd")
    begins = plain_date(language, filed.start_date) if filed.start_date else ""
    hours = number(language, filed.planned_hours) if filed.planned_hours else ""
    rest = (
        worker_type(language, filed.worker_type),
        text(language, "difference.planned", hours=hours) if hours else "",
        one.rsz_number,
    )
    return Beside(
        f"{begins} {filed.start_hour}".strip() + f" \N{EN DASH} {ends} {filed.end_hour}".rstrip(),
        " · ".join(part for part in rest if part),
    )


@dataclass(frozen=True)
class Told:
    """Where a comparison stands."""

    id: str = ""
    tone: str = "busy"
    standing: str = ""
    looked: str = ""
    found: str = ""
    unreadable: str = ""
    is_done: bool = False


def told(language: str, one: Comparison) -> Told:
    """Tell a comparison; a failed one says why in the API's words."""
    imported = one.counts.get("imported", 0)
    differing = sum(one.counts.values()) - imported
    is_done = one.state == "completed"
    return Told(
        id=one.id,
        tone="bad" if one.state == "failed" else _tone(differing, is_done=is_done),
        standing=_standing(language, one, differing),
        looked=text(
            language,
            "compare.looked",
            theirs=number(language, one.theirs),
            ours=number(language, one.ours),
        ),
        found=counted(language, "compare.imported", imported) if imported else "",
        unreadable=counted(language, "compare.unreadable", one.unreadable) if one.unreadable else "",
        is_done=one.state != "processing",
    )


def _tone(differing: int, *, is_done: bool) -> str:
    if not is_done:
        return "busy"
    return "warn" if differing else "ok"


def _standing(language: str, one: Comparison, differing: int) -> str:
    if one.state == "failed":
        return one.failure or text(language, "export.failed")
    if one.state != "completed":
        return text(language, "compare.processing")
    if differing:
        return counted(language, "compare.differing", differing)
    return text(language, "compare.same")
