"""Who files for an employer and how each of them wants to be told, in DynamoDB.

A push subscription lets its holder show things on somebody's phone: each is sealed with a key of its own.
"""

import base64
import json
import logging

from botocore.exceptions import BotoCoreError, ClientError
from cryptography.exceptions import InvalidTag
from pynamodb.exceptions import DoesNotExist

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.row import Row, Table, our_errors
from chalicelib.adapters.keys import KeyWrapper
from chalicelib.adapters.sealing import BrokenSealError, Seal
from chalicelib.application.errors import BusyError
from chalicelib.application.ports import Device, Person, Reach, User, Wishes
from chalicelib.application.scope import PERMISSIONS_OF_ROLE, Permission, Role

log = logging.getLogger(__name__)


class DynamoPeople:
    """Implements the port People."""

    def __init__(self, table: Table, wrapper: KeyWrapper) -> None:
        self._table = table
        self._wrapper = wrapper

    def filing_for(self, employer: str) -> list[Person]:
        """Return the people who file for an employer: one Query."""
        with our_errors():
            rows = list(self._table.row.query(keys.people(employer)))
        return [Person.model_validate_json(row.document) for row in rows]

    def person(self, employer: str, person_id: str) -> Person | None:
        """Return one of them: one Get."""
        try:
            with our_errors():
                row = self._table.row.get(keys.people(employer), person_id)
        except DoesNotExist:
            return None
        return Person.model_validate_json(row.document)

    def reach(self, person_id: str) -> Reach:
        """Return wishes and devices: one Query, and a key to unwrap for each device."""
        with our_errors():
            rows = list(self._table.row.query(keys.reach(person_id), consistent_read=True))
        wishes = [Wishes.model_validate_json(row.document) for row in rows if row.kind == keys.WISHES]
        found = [self._device(person_id, row) for row in rows if row.kind == keys.DEVICE]
        devices = [device for device in found if device is not None]
        return Reach(wishes[0] if wishes else Wishes(), devices)

    def wish(self, person_id: str, wishes: Wishes) -> None:
        """Keep what a person wants: one Put."""
        row = self._table.row(keys.reach(person_id), keys.WISHES, kind=keys.WISHES)
        row.document = wishes.model_dump_json()
        with our_errors():
            row.save()

    def add_device(self, person_id: str, device: Device) -> None:
        """Seal a device under a fresh data key and write it: one Put."""
        context = _context(person_id, device.id)
        data_key, wrapped = self._wrapper.new(context)
        row = self._table.row(keys.reach(person_id), keys.device(device.id), kind=keys.DEVICE)
        row.document = json.dumps({"key": base64.b64encode(wrapped).decode()})
        row.sealed = Seal(data_key).close(device.model_dump_json().encode(), context)
        with our_errors():
            row.save()

    def remove_device(self, person_id: str, device_id: str) -> None:
        """Forget a device: one Delete."""
        with our_errors():
            self._table.row(keys.reach(person_id), keys.device(device_id)).delete()

    def _device(self, person_id: str, row: Row) -> Device | None:
        """Return a device; None, and an error in the log, for one that was not sealed for this person."""
        context = _context(person_id, row.sk.removeprefix(keys.device("")))
        wrapped = base64.b64decode(json.loads(row.document)["key"])
        try:
            plain = Seal(self._wrapper.unwrap(wrapped, context)).open(row.sealed, context)
        except (BrokenSealError, InvalidTag):
            log.exception("a %s cannot be opened", context)
            return None
        except (BotoCoreError, ClientError) as failure:
            raise BusyError from failure
        return Device.model_validate_json(plain)


def rows_of(table: Table, user: User) -> list[Row]:
    """Return the entries under which a person is found by the employers they file for."""
    person = Person.model_validate({"id": user.id, "email": user.email, "language": user.language})
    return [
        table.row(keys.people(employer), user.id, kind=keys.PERSON, document=person.model_dump_json())
        for employer, role in user.roles.items()
        if Permission.DECLARATIONS_WRITE in PERMISSIONS_OF_ROLE[Role(role)]
    ]


def _context(person_id: str, device_id: str) -> str:
    return f"push subscription {device_id} of {person_id}"
