"""A declaration told in the page's language: pure functions from the API's answer to what is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dimona_web.api.shapes import Anomaly, Declaration, Event
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import moment, opening
from dimona_web.pages.fact import Fact
from dimona_web.pages.names import called
from dimona_web.pages.rows import near_deadline, worker_type
from dimona_web.pages.told import told
from dimona_web.paths import period_path, worker_path
from dimona_web.ui.status import status_of

_SAID_YES = frozenset({"accepted", "acceptedWithWarning"})
# How the four facts end: their tone and the key of their word, by state or timeliness.
_ANSWERED: Mapping[str, tuple[str, str]] = {
    "accepted": ("ok", "fact.accepted.yes"),
    "acceptedWithWarning": ("warn", "fact.accepted.withWarning"),
    "refused": ("bad", "fact.accepted.no"),
    "withdrawn": ("none", "fact.accepted.withdrawn"),
    "needsHelp": ("bad", "fact.accepted.needsHelp"),
    "waiting": ("busy", "fact.accepted.waiting"),
}
_TIMELY: Mapping[str, tuple[str, str]] = {
    "onTime": ("ok", "fact.timely.yes"),
    "late": ("warn", "fact.timely.no"),
}
_KINDS: Mapping[str, str] = {
    "in": "declaration.kind.in",
    "out": "declaration.kind.out",
    "update": "declaration.kind.update",
    "cancel": "declaration.kind.cancel",
}
_ACTS: Mapping[str, set[str]] = {"recorded": {"withdraw"}, "held": {"withdraw"}, "needsHelp": {"resolve"}}
# After these the RSZ surely has nothing of what needs help.
_SURELY_NOT_THERE = frozenset({"refusedForShape", "notPermitted"})
# What is said of a declaration that needs help, and of having it sent or asked for again.
_HELP: Mapping[str, tuple[str, str]] = {
    "unsent": ("resolve.unsent", "resolve.unsent.do"),
    "received": ("resolve.received", "resolve.received.do"),
    "unknown": ("resolve.unknown", "resolve.unknown.do"),
}
HAPPENINGS: Mapping[str, str] = {
    "recorded": "event.recorded",
    "held": "event.held",
    "released": "event.released",
    "withdrawn": "event.withdrawn",
    "sendingStarted": "event.sendingStarted",
    "filed": "event.filed",
    "notExecuted": "event.notExecuted",
    "refusedForShape": "event.refusedForShape",
    "notPermitted": "event.notPermitted",
    "outcomeUnknown": "event.outcomeUnknown",
    "found": "event.found",
    "provenAbsent": "event.provenAbsent",
    "accepted": "event.accepted",
    "acceptedWithWarning": "event.acceptedWithWarning",
    "refused": "event.refused",
    "identificationAwaited": "event.identificationAwaited",
    "gaveUp": "event.gaveUp",
    "unreadable": "event.unreadable",
    "sentAgain": "event.sentAgain",
    "askedAgain": "event.askedAgain",
    "searchedAgain": "event.searchedAgain",
    "earlierFound": "event.earlierFound",
    "adopted": "event.adopted",
}


@dataclass(frozen=True)
class Objection:
    """An anomaly as it is told: what the RSZ calls it, what it means, what to do now."""

    label: str = ""
    meaning: str = ""
    remedy: str = ""
    code: str = ""
    tone: str = "warn"


@dataclass(frozen=True)
class Line:
    """One line of the history."""

    at: str = ""
    words: str = ""


@dataclass(frozen=True)
class Story:
    """Everything the page shows of one declaration."""

    id: str = ""
    kind: str = ""
    name: str = ""
    ssin: str = ""
    worker_href: str = ""
    period_href: str = ""
    tone: str = "none"
    reason: str = ""
    problem: str = ""
    word: str = ""
    sentence: str = ""
    near: str = ""
    number: str = ""
    deadline: str = ""
    deadline_rule: str = ""
    terms: list[Fact] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    objections: list[Objection] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    history: list[Line] = field(default_factory=list)
    may: list[str] = field(default_factory=list)
    help: str = ""
    help_do: str = ""


def story(language: str, one: Declaration, events: tuple[Event, ...]) -> Story:
    """Tell a declaration."""
    status, at_rsz = status_of(one.state), where_stuck(one, events)
    return Story(
        id=one.id,
        kind=text(language, _KINDS.get(one.type, _KINDS["in"])),
        reason=one.reason,
        problem=one.problem,
        may=sorted(_may(one, at_rsz)),
        help=text(language, _HELP[at_rsz][0]) if at_rsz else "",
        help_do=text(language, _HELP[at_rsz][1]) if at_rsz else "",
        name=called(language, one.worker),
        ssin=one.worker.ssin,
        worker_href=worker_path(language, one.worker.id) if one.worker.id else "",
        period_href=period_path(language, one.period) if one.period else "",
        tone=status.tone,
        word=text(language, status.word),
        sentence=text(language, status.sentence),
        near=near_deadline(language, one.deadline, one.state),
        number=one.period_number or one.declaration_number,
        deadline=_deadline(language, one),
        deadline_rule=one.deadline.text,
        terms=told(language, one.filed, worker_type(language, one.filed.worker_type)),
        facts=[
            _received(language, one),
            _at_rsz(language, one, unknown=at_rsz == "unknown"),
            _answer(language, one),
            _timely(language, one),
        ],
        objections=[_objection(anomaly) for anomaly in one.anomalies],
        warnings=[warning for warning in one.warnings if warning],
        history=[_line(language, event) for event in events],
    )


def where_stuck(one: Declaration, events: tuple[Event, ...]) -> str:
    """Tell whether the RSZ has what needs help: `unsent`, `received` or `unknown`; nothing for the rest."""
    if one.state != "needsHelp":
        return ""
    if one.declaration_number:
        return "received"
    return "unsent" if events and events[-1].happening in _SURELY_NOT_THERE else "unknown"


def _may(one: Declaration, at_rsz: str) -> frozenset[str]:
    """Return what a person may do with it now; the API has the last word."""
    anew = {"refused": "fileAnew", "accepted": "replace", "acceptedWithWarning": "replace"}
    may = {anew[one.state]} if one.type == "in" and one.state in anew else set()
    taken_back = {"takeBack"} if at_rsz == "unsent" else set()
    return frozenset(may | taken_back | _ACTS.get(one.state, set()))


def _moment(language: str, instant: datetime | None, *, seconds: bool = False) -> str:
    return opening(moment(language, instant, seconds=seconds)) if instant else ""


def _deadline(language: str, one: Declaration) -> str:
    if one.deadline.at is None:
        return ""
    key = "deadline.assumed" if one.deadline.assumed else "deadline.before"
    return text(language, key, at=moment(language, one.deadline.at))


def _received(language: str, one: Declaration) -> Fact:
    value = _moment(language, one.received_at, seconds=True)
    return Fact(text(language, "fact.received"), value, "ok" if value else "none")


def _at_rsz(language: str, one: Declaration, *, unknown: bool) -> Fact:
    label = text(language, "fact.atRsz")
    if one.received_by_rsz_at:
        return Fact(label, _moment(language, one.received_by_rsz_at, seconds=True), "ok")
    if unknown or one.state == "unconfirmed":
        return Fact(label, text(language, "fact.atRsz.unknown"), "warn")
    if one.declaration_number:
        return Fact(label, text(language, "fact.atRsz.found"), "ok")
    tone = "none" if one.state in {"withdrawn", "needsHelp"} else "busy"
    return Fact(label, text(language, "fact.atRsz.notYet"), tone)


def _answer(language: str, one: Declaration) -> Fact:
    tone, key = _ANSWERED.get(one.state, ("busy", "fact.accepted.notYet"))
    answered = text(language, key)
    if one.state in _SAID_YES and one.settled_at:
        answered = text(language, "fact.at", what=answered, at=moment(language, one.settled_at, seconds=True))
    return Fact(text(language, "fact.accepted"), answered, tone)


def _timely(language: str, one: Declaration) -> Fact:
    tone, key = _TIMELY.get(one.timeliness, ("none", "fact.timely.unknown"))
    return Fact(text(language, "fact.timely"), text(language, key), tone)


def _objection(anomaly: Anomaly) -> Objection:
    tone = "bad" if anomaly.blocking else "warn"
    return Objection(anomaly.label, anomaly.meaning, anomaly.remedy, anomaly.code, tone)


def _line(language: str, event: Event) -> Line:
    key = HAPPENINGS.get(event.happening)
    words = text(language, key) if key else event.happening
    return Line(_moment(language, event.at, seconds=True), words)
