"""An employer of the caller: its numbers, what it chose, and its places of work.

A number that is not the caller's is 403, whether it exists or not. Sandbox and live have settings of
their own.
"""

from http import HTTPStatus
from typing import Annotated, Any

from chalice.app import Blueprint
from pydantic import Field

from chalicelib.application.ports.callers import Language, NoShow
from chalicelib.application.scope import EmployerScope, Permission
from chalicelib.domain.clock.working_days import WorkingDays
from chalicelib.domain.filing import PlaceOfWork
from chalicelib.domain.worker import Address
from chalicelib.edge import bootstrap
from chalicelib.edge.call import Call
from chalicelib.edge.changes import UNCHANGED, Changes
from chalicelib.edge.employer_resources import (
    EmployerSettingsView,
    WorkplaceList,
    WorkplaceView,
    employer_settings_view,
    workplace_view,
)
from chalicelib.edge.operation import BODY_PROBLEMS, Operation, Reply, operation

employers = Blueprint(__name__)

ONE = "/v1/employers/{enterprise_number}"
PLACES = f"{ONE}/workplaces"
PLACE = f"{PLACES}/{{workplace_id}}"


class EmployerChanges(Changes):
    """What changes of an employer; ``version`` is the one that was read."""

    version: Annotated[int, Field(ge=1)] = UNCHANGED
    name: Annotated[str, Field(min_length=1, max_length=96)] = UNCHANGED
    rsz_number: Annotated[str, Field(max_length=20)] | None = UNCHANGED
    default_joint_committee: Annotated[str, Field(max_length=3)] = UNCHANGED
    working_days: WorkingDays = UNCHANGED
    no_show: NoShow = UNCHANGED
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=4)] = UNCHANGED


class WorkplaceChanges(Changes):
    """What changes of a place of work."""

    name: Annotated[str, Field(min_length=1, max_length=96)] = UNCHANGED
    address: Address = UNCHANGED


@operation(
    employers,
    Operation(
        method="GET",
        path=ONE,
        summary="One employer",
        answer=EmployerSettingsView,
        permission=Permission.DECLARATIONS_READ,
    ),
)
def get_employer(call: Call[None, None]) -> Reply:
    """Look at an employer as it is stored now."""
    facts = bootstrap.employer_settings().facts(_scope(call, Permission.DECLARATIONS_READ))
    return Reply(employer_settings_view(facts))


@operation(
    employers,
    Operation(
        method="PATCH",
        path=ONE,
        summary="Change an employer",
        body=EmployerChanges,
        answer=EmployerSettingsView,
        permission=Permission.SETTINGS_WRITE,
        problems=("badRequest", "changedMeanwhile", *BODY_PROBLEMS),
    ),
)
def change_employer(call: Call[EmployerChanges, None]) -> Reply:
    """Change what is named; other processes see it within five minutes."""
    scope = _scope(call, Permission.SETTINGS_WRITE)
    changes = call.body.named("version")
    return Reply(
        employer_settings_view(bootstrap.employer_settings().change(scope, changes, call.body.version))
    )


@operation(
    employers,
    Operation(
        method="GET",
        path=PLACES,
        summary="The places of work",
        answer=WorkplaceList,
        permission=Permission.DECLARATIONS_READ,
    ),
)
def list_workplaces(call: Call[None, None]) -> Reply:
    """List the places of work that are not the registered office."""
    found = bootstrap.employer_settings().workplaces(_scope(call, Permission.DECLARATIONS_READ))
    return Reply(WorkplaceList(items=[workplace_view(each) for each in found]))


@operation(
    employers,
    Operation(
        method="POST",
        path=PLACES,
        summary="Add a place of work",
        status=HTTPStatus.CREATED,
        body=PlaceOfWork,
        answer=WorkplaceView,
        permission=Permission.SETTINGS_WRITE,
        problems=("badRequest", "changedMeanwhile", *BODY_PROBLEMS),
    ),
)
def add_workplace(call: Call[PlaceOfWork, None]) -> Reply:
    """Add a place of work; the same place again is the one that is there."""
    scope = _scope(call, Permission.SETTINGS_WRITE)
    added = bootstrap.employer_settings().add_workplace(scope, call.body)
    location = f"/v1/employers/{scope.employer}/workplaces/{added.id}"
    return Reply(workplace_view(added), {"Location": location})


@operation(
    employers,
    Operation(
        method="GET",
        path=PLACE,
        summary="One place of work",
        answer=WorkplaceView,
        permission=Permission.DECLARATIONS_READ,
        problems=("resourceNotFound",),
    ),
)
def get_workplace(call: Call[None, None]) -> Reply:
    """Look at a place of work as it is stored now."""
    scope = _scope(call, Permission.DECLARATIONS_READ)
    return Reply(workplace_view(bootstrap.employer_settings().workplace(scope, call.id("workplace_id"))))


@operation(
    employers,
    Operation(
        method="PATCH",
        path=PLACE,
        summary="Change a place of work",
        body=WorkplaceChanges,
        answer=WorkplaceView,
        permission=Permission.SETTINGS_WRITE,
        problems=("badRequest", "resourceNotFound", "changedMeanwhile", *BODY_PROBLEMS),
    ),
)
def change_workplace(call: Call[WorkplaceChanges, None]) -> Reply:
    """Change name or address of a place of work; what was filed keeps the old ones."""
    scope = _scope(call, Permission.SETTINGS_WRITE)
    changed = bootstrap.employer_settings().change_workplace(
        scope, call.id("workplace_id"), call.body.named()
    )
    return Reply(workplace_view(changed))


@operation(
    employers,
    Operation(
        method="DELETE",
        path=PLACE,
        summary="Remove a place of work",
        status=HTTPStatus.NO_CONTENT,
        permission=Permission.SETTINGS_WRITE,
        problems=("resourceNotFound", "changedMeanwhile"),
    ),
)
def remove_workplace(call: Call[None, None]) -> Reply:
    """Remove a place of work; what was filed keeps it."""
    scope = _scope(call, Permission.SETTINGS_WRITE)
    bootstrap.employer_settings().remove_workplace(scope, call.id("workplace_id"))
    return Reply(None)


def _scope(call: Call[Any, Any], permission: Permission) -> EmployerScope:
    scope, _ = call.scope(permission, call.path["enterprise_number"])
    return scope
