"""The shapes of an employer and its places of work."""

from chalicelib.application.ports import EmployerFacts
from chalicelib.application.ports.callers import Language, NoShow, Workplace
from chalicelib.domain.clock.working_days import WorkingDays
from chalicelib.domain.schema import Value
from chalicelib.domain.worker import Address


class EmployerSettingsView(Value):
    """An employer and what it chose. ``version`` goes back with a PATCH so that nobody overwrites unseen."""

    enterprise_number: str
    name: str
    rsz_number: str | None
    default_joint_committee: str
    working_days: WorkingDays
    no_show: NoShow
    languages: list[Language]
    version: int


class WorkplaceView(Value):
    """A place of work that is not the registered office."""

    id: str
    name: str
    address: Address


class WorkplaceList(Value):
    """The places of work of an employer, in the order in which they were added."""

    items: list[WorkplaceView]


def employer_settings_view(facts: EmployerFacts) -> EmployerSettingsView:
    """Return an employer as the API shows it."""
    chosen = facts.settings
    return EmployerSettingsView(
        enterprise_number=facts.enterprise_number,
        name=facts.name,
        rsz_number=facts.rsz_number,
        default_joint_committee=facts.default_joint_committee,
        working_days=chosen.working_days,
        no_show=chosen.no_show,
        languages=list(chosen.languages),
        version=facts.version,
    )


def workplace_view(workplace: Workplace) -> WorkplaceView:
    """Return a place of work as the API shows it."""
    return WorkplaceView(id=workplace.id, name=workplace.place.name, address=workplace.place.address)
