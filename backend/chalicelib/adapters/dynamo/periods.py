"""Periods read from the indexes: one Query for a list, one Get for a period, whatever their number."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from pynamodb.attributes import Attribute
from pynamodb.exceptions import DoesNotExist
from pynamodb.expressions.condition import Condition

from chalicelib.adapters.dynamo import keys
from chalicelib.adapters.dynamo.cursors import read_cursor, write_cursor
from chalicelib.adapters.dynamo.employers import SealOf
from chalicelib.adapters.dynamo.period_rows import OPEN_END, PeriodRows
from chalicelib.adapters.dynamo.row import BY_DEADLINE, BY_EMPLOYER, BY_WORKER, Row, Table, our_errors
from chalicelib.application.ports import Page, PeriodFilter, RegisteredPeriod
from chalicelib.application.scope import EmployerScope
from chalicelib.domain.phase import ENDING_WITHIN, Phase
from chalicelib.domain.roster import covers, monday_of

_FIRST, _LAST = "0", "\uffff"


@dataclass(frozen=True, slots=True)
class _Range:
    """From where to where in the order of an index."""

    of: Attribute[Any]
    first: str
    last: str

    def condition(self) -> Condition:
        """Return this as DynamoDB is asked for it."""
        return self.of.between(self.first, self.last)

    def holds(self, position: Mapping[str, Mapping[str, str]]) -> bool:
        """Tell whether a position of DynamoDB lies within; it refuses to go on from one that does not."""
        return self.first <= position[self.of.attr_name]["S"] <= self.last


@dataclass(frozen=True, slots=True)
class _Reading:
    """One Query: which partition of which index, from where to where, in which direction."""

    partition: str
    index: str | None
    range: _Range | None = None
    forward: bool = False

    def goes_on(self, position: dict[str, Any] | None) -> dict[str, Any] | None:
        """Return where to go on; when midnight has moved the range beyond it, that is at its beginning."""
        if position is None or self.range is None or self.range.holds(position):
            return position
        return None


class DynamoPeriods:
    """Implements the port Periods."""

    def __init__(self, table: Table, seal_of: SealOf) -> None:
        self._table = table
        self._seal_of = seal_of

    def listed(
        self, scope: EmployerScope, wanted: PeriodFilter, today: date, size: int, cursor: str | None
    ) -> Page[RegisteredPeriod]:
        """List periods from the index that the leading filter picks; see the port."""
        filters = f"{sorted(wanted.phases)} {wanted.worker_id} {wanted.worker_type}"
        page = self._page(scope, _reading(scope, wanted, today), filters, size, cursor)
        return Page([each for each in page.items if wanted.matches(each.period, today)], page.cursor)

    def one(self, scope: EmployerScope, reference: str) -> RegisteredPeriod | None:
        """Return a period from its place: one Get."""
        key = keys.place(scope, reference)
        try:
            with our_errors():
                row = self._table.row.get(key.pk, key.sk, consistent_read=True)
        except DoesNotExist:
            return None
        return self._rows(scope).read_place(row)

    def on_day(
        self, scope: EmployerScope, day: date, size: int, cursor: str | None
    ) -> Page[RegisteredPeriod]:
        """Read the week of a day backwards from that day, and keep what lasts until then."""
        until = _Range(Row.sk, _FIRST, f"{day.weekday()}{_LAST}")
        reading = _Reading(keys.week(scope, monday_of(day)), None, until)
        page = self._page(scope, reading, str(day), size, cursor)
        return Page([each for each in page.items if covers(each.period, day)], page.cursor)

    def contracts_on(self, scope: EmployerScope, day: date, most: int) -> int:
        """Count among the contracts that end on the day or later: one Query of keys as short as they come."""
        range_ = Row.sk.between(day.isoformat(), f"{OPEN_END}#{day}{_LAST}")
        with our_errors():
            found = self._table.row.query(keys.contracts(scope), range_, limit=most)
            return sum(row.sk.split("#")[1] <= day.isoformat() for row in found)

    def _page(
        self, scope: EmployerScope, reading: _Reading, filters: str, size: int, cursor: str | None
    ) -> Page[RegisteredPeriod]:
        seal, where = self._seal_of(scope), f"{reading.index} {reading.partition} {filters}"
        rows = self._rows(scope)
        with our_errors():
            found = self._table.row.query(
                reading.partition,
                reading.range.condition() if reading.range else None,
                index_name=reading.index,
                scan_index_forward=reading.forward,
                limit=size,
                last_evaluated_key=reading.goes_on(read_cursor(seal, where, cursor)),
            )
            items = [item for item in map(rows.read, found) if item is not None]
        return Page(items, write_cursor(seal, where, found.last_evaluated_key))

    def _rows(self, scope: EmployerScope) -> PeriodRows:
        return PeriodRows(self._table, scope, self._seal_of(scope))


def _reading(scope: EmployerScope, wanted: PeriodFilter, today: date) -> _Reading:
    """Return the Query that the leading filter picks: a worker, then one phase, then the start."""
    if wanted.worker_id is not None:
        return _Reading(keys.periods_of_worker(scope, wanted.worker_id), BY_WORKER)
    phases, all_of_them = wanted.phases, keys.periods(scope)
    if phases == {Phase.CANCELLED}:
        return _Reading(keys.periods(scope, cancelled=True), BY_DEADLINE)
    if phases == {Phase.PLANNED}:
        return _Reading(all_of_them, BY_EMPLOYER, _Range(Row.list_sk, f"{today}{_LAST}", _LAST), forward=True)
    ends = _ends(phases, today.isoformat(), f"{today + ENDING_WITHIN}{_LAST}")
    if ends is not None:
        return _Reading(all_of_them, BY_DEADLINE, ends, forward=phases != {Phase.ENDED})
    return _Reading(all_of_them, BY_EMPLOYER)


def _ends(phases: AbstractSet[Phase], today: str, soon: str) -> _Range | None:
    """Return between which ends a phase lies; those without an end must have started to be open."""
    if phases in ({Phase.OPEN}, {Phase.OPEN, Phase.ENDING}):
        return _Range(Row.deadline_sk, today, f"{OPEN_END}#{today}{_LAST}")
    if phases == {Phase.ENDING}:
        return _Range(Row.deadline_sk, today, soon)
    return _Range(Row.deadline_sk, _FIRST, today) if phases == {Phase.ENDED} else None
