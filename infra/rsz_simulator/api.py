"""The Dimona REST v2 endpoints and the token endpoint, over one office."""

from collections.abc import Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from infra.rsz_simulator import oauth, shapes
from infra.rsz_simulator.faults.fates import fate_by
from infra.rsz_simulator.faults.layer import planned_fault
from infra.rsz_simulator.incoming import read, read_declaration
from infra.rsz_simulator.office import Office, period_meant
from infra.rsz_simulator.period import Period
from infra.rsz_simulator.problems import Problem, issue
from infra.rsz_simulator.processing import lacks_mandate
from infra.rsz_simulator.register import find_employer
from infra.rsz_simulator.wire import Question

_LARGEST_BODY = 100_000
_LARGEST_PAGE = 500
_MEDIA_TYPE = "application/json;charset=UTF-8"

Find = Callable[[str, Question], Sequence[Any]]
Write = Callable[[Any], dict[str, Any]]


class DimonaApi:
    """What a declarant sees of the RSZ."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._shapes = shapes.Shapes(office.settings.public_url)

    def routes(self) -> list[Route]:
        """All addresses a declarant may call."""
        base = shapes.DIMONA_PATH
        return [
            Route(oauth.TOKEN_PATH, self.token, methods=["POST"]),
            Route(f"{base}/declarations", self.declare, methods=["POST"]),
            Route(f"{base}/declarations/search", self.search_declarations, methods=["POST"]),
            Route(f"{base}/declarations/{{number:int}}", self.declaration, methods=["GET"]),
            Route(f"{base}/periods/search", self.search_periods, methods=["POST"]),
            Route(f"{base}/periods/{{number:int}}", self.period, methods=["GET"]),
            Route(f"{base}/relations/search", self.search_relations, methods=["POST"]),
        ]

    async def token(self, request: Request) -> Response:
        """An access token for a signed assertion."""
        async with request.form() as sent:
            form = {name: value for name, value in sent.items() if isinstance(value, str)}
        try:
            return JSONResponse(self._new_token(form), headers={"Cache-Control": "no-store"})
        except oauth.Refusal as refusal:
            content = {"error": refusal.error, "error_description": refusal.description}
            return JSONResponse(content, refusal.status, {"Cache-Control": "no-store"})

    def _new_token(self, form: dict[str, str]) -> dict[str, Any]:
        office, now = self._office, self._office.token_clock.now()
        scope = oauth.check_form(form)
        audience = office.settings.public_url + oauth.TOKEN_PATH
        claims = oauth.check_assertion(form["client_assertion"], office.settings.client_keys(), audience, now)
        with office.store.transaction() as database:
            oauth.spend(database, claims, now)
            token = oauth.issue_token(database, claims["iss"], scope, now)
        lifetime = office.behaviour.token_lifetime
        return {"access_token": token, "token_type": "Bearer", "expires_in": lifetime, "scope": scope}

    async def declare(self, request: Request) -> Response:
        """POST /declarations: 201 with the address of the result to come."""
        client = self._client(request, oauth.DECLARE)
        strict = self._office.behaviour.missing_properties_are_400
        declaration = read_declaration(await _body(request), missing_is_400=strict)
        if lacks_mandate(declaration, self._office.world):
            raise Problem("missingPermission")
        number = self._office.receive(client, declaration, fate_by(planned_fault(request.scope)))
        return Response(status_code=201, headers={"Location": self._shapes.declaration_href(number)})

    async def declaration(self, request: Request) -> Response:
        """GET /declarations/{id}: 404 until processed."""
        self._client(request, oauth.CONSULT)
        row = self._office.ledger.declaration(request.path_params["number"])
        if row is None or row["result"] is None:
            raise Problem("resourceNotFound")
        period = self._office.ledger.period(row["period"]) if row["period"] is not None else None
        return JSONResponse(self._shapes.declaration(row, period), media_type=_MEDIA_TYPE)

    async def period(self, request: Request) -> Response:
        """GET /periods/{id}."""
        self._client(request, oauth.CONSULT)
        period = self._office.ledger.period(request.path_params["number"])
        if period is None:
            raise Problem("resourceNotFound")
        return JSONResponse(self._written(period), media_type=_MEDIA_TYPE)

    async def search_declarations(self, request: Request) -> Response:
        """Declarations, newest first; those without a result only if the switch says so."""
        office = self._office

        def find(employer: str, question: Question) -> Sequence[Any]:
            unprocessed = office.behaviour.search_shows_unprocessed
            found = office.ledger.declarations_of(employer, _ssin(question), unprocessed=unprocessed)
            return [row for row in found if question.period_id in {None, period_meant(row)}]

        def write(row: Any) -> dict[str, Any]:
            return self._shapes.declaration(row, office.ledger.period(row["period"] or 0))

        return await self._search(request, find, write)

    async def search_periods(self, request: Request) -> Response:
        """Periods, cancelled ones too, newest first."""
        return await self._search(request, self._periods, self._written)

    async def search_relations(self, request: Request) -> Response:
        """Relations, newest first."""
        return await self._search(request, lambda *asked: shapes.relations(self._periods(*asked)[::-1]), dict)

    def _written(self, period: Period) -> dict[str, Any]:
        locked = period.locked or period.id in self._office.facts.locked_periods
        return self._shapes.period(period.model_copy(update={"locked": locked}))

    def _periods(self, employer: str, question: Question) -> list[Period]:
        found = self._office.ledger.periods_of(employer, _ssin(question))
        return [period for period in reversed(found) if question.period_id in {None, period.id}]

    async def _search(self, request: Request, find: Find, write: Write) -> Response:
        self._client(request, oauth.CONSULT)
        page, size = _number(request, "page", 1, 1_000_000), _number(request, "pageSize", 50, _LARGEST_PAGE)
        question = read(await _body(request), Question)
        employer = find_employer(question.employer)
        if employer is None:
            raise Problem(
                "badRequest", (issue("schemaViolation", "body", "employer", "a number is required"),)
            )
        found = find(employer.key, question)
        shown = [write(each) for each in found[(page - 1) * size : page * size]]
        is_last = page * size >= len(found)
        content = {"items": shown, **({} if is_last else {"next": _next_page(request, page, size)})}
        return JSONResponse(content, media_type=_MEDIA_TYPE)

    def _client(self, request: Request, scope: str) -> str:
        return oauth.client_of(
            self._office.store.reading,
            request.headers.get("Authorization"),
            scope,
            self._office.token_clock.now(),
            self._office.behaviour.token_lifetime,
        )


def _next_page(request: Request, page: int, size: int) -> str:
    return str(request.url.include_query_params(page=page + 1, pageSize=size))


def _ssin(question: Question) -> str | None:
    return question.worker.ssin if question.worker else None


def _number(request: Request, name: str, default: int, largest: int) -> int:
    given = request.query_params.get(name, str(default))
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= largest):
        raise Problem("badRequest", (issue("invalidInput", "query", name, f"a number from 1 to {largest}"),))
    return int(given)


async def _body(request: Request) -> bytes:
    """The body; Problem when it is too large or not called JSON."""
    if request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
        raise Problem("unsupportedMediaType")
    body = await request.body()
    if len(body) > _LARGEST_BODY:
        raise Problem("payloadTooLarge")
    return body
