"""What would come of a filing, told before it is sent: deadline, warnings, quota, what lateness may cost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from dimona_web.api.dry_run import DryRun, Quota
from dimona_web.i18n.catalogue import text
from dimona_web.i18n.formats import moment, number, time_left
from dimona_web.pages.consequence import Told, tell
from dimona_web.pages.countdown import counts_on
from dimona_web.pages.fact import Fact

# By the kind of quota: the text when others use it too and we do not see that, and the one when all is known.
_QUOTAS: Mapping[str, tuple[str, str]] = {
    "student": ("quota.student.here", "quota.student.known"),
    "extWorker": ("quota.extWorker.here", "quota.extWorker.known"),
    "extEmployer": ("quota.extEmployer.here", "quota.extEmployer.known"),
}


@dataclass(frozen=True)
class Outlook:
    """What the pages show of a dry run. `level`: none, near or late; empty when no deadline is known."""

    deadline: str = ""
    left: str = ""
    counts: str = ""
    level: str = ""
    rule: str = ""
    source: str = ""
    risk: str = ""
    warnings: list[Fact] = field(default_factory=list)
    quotas: list[str] = field(default_factory=list)
    consequences: list[Told] = field(default_factory=list)


def outlook(language: str, run: DryRun) -> Outlook:
    """Tell a dry run."""
    if run.deadline is None or run.deadline.at is None:
        return Outlook()
    at = moment(language, run.deadline.at)
    left, key = _left(language, run), "deadline.assumed" if run.deadline.assumed else "deadline.before"
    return Outlook(
        deadline=text(language, "deadline.passed" if run.risk == "late" else key, at=at),
        left=left,
        counts=counts_on(language, run.deadline.at) if left else "",
        level=run.risk,
        rule=run.deadline.text,
        source=run.deadline.source,
        risk=run.risk_text if run.risk in {"near", "late"} else "",
        warnings=[Fact(one.title, one.detail, "warn") for one in run.warnings],
        quotas=[_quota(language, one) for one in run.quotas if one.kind in _QUOTAS],
        consequences=[tell(language, one) for one in run.consequences],
    )


def _left(language: str, run: DryRun) -> str:
    if run.minutes_left is None or run.minutes_left < 0 or (run.deadline and run.deadline.assumed):
        return ""
    return text(language, "deadline.left", left=time_left(language, timedelta(minutes=run.minutes_left)))


def _quota(language: str, one: Quota) -> str:
    """Tell a quota; what others use too is known only as far as it was shown to us."""
    here, known = _QUOTAS[one.kind]
    numbers = {
        "used": number(language, one.used_here),
        "reserved": number(language, one.reserved),
        "limit": number(language, one.limit),
        "remaining": number(language, one.remaining or 0),
        "year": str(one.year),
    }
    return text(language, here if one.remaining is None else known, **numbers)
