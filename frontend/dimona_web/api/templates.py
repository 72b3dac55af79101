"""The calls about templates: groups of filings without dates, kept under a name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from dimona_web.api.batch_shapes import Proposal
from dimona_web.api.shapes import Json
from dimona_web.api.transport import Caller, Transport, cursor_of, given, part

_TEMPLATES = "/v1/templates"
# The API proposes a few of them well; of more nobody chooses by hand.
_MOST_PAGES = 4


@dataclass(frozen=True)
class Template:
    """A group under a name; `filings` as the API keeps them."""

    id: str
    name: str
    filings: tuple[Mapping[str, Any], ...]

    @classmethod
    def of(cls, json: Json) -> Self:
        """Read a template."""
        return cls(json["id"], json["name"], tuple(json["filings"]))


class TemplateCalls(Transport):
    """What the pages about templates ask."""

    async def templates(self, caller: Caller) -> tuple[Template, ...]:
        """Return the employer's templates, last saved first."""
        found: list[Template] = []
        cursor = ""
        for _ in range(_MOST_PAGES):
            query = given(pageSize="50", cursor=cursor)
            body = await self._call("GET", _TEMPLATES, caller, query=query)
            found += [Template.of(item) for item in body["items"]]
            cursor = cursor_of(body.get("next"))
            if not cursor:
                break
        return tuple(found)

    async def save_template(
        self, caller: Caller, template: str, name: str, filings: Sequence[Mapping[str, Any]]
    ) -> Template:
        """Keep a group under an id of ours: asking twice keeps it once."""
        body = {"name": name, "filings": list(filings)}
        return Template.of(await self._call("PUT", f"{_TEMPLATES}/{part(template)}", caller, body=body))

    async def remove_template(self, caller: Caller, template: str) -> None:
        """Throw a template away; asking twice is harmless."""
        await self._call("DELETE", f"{_TEMPLATES}/{part(template)}", caller)

    async def propose_template(self, caller: Caller, template: str, on: date) -> tuple[Proposal, ...]:
        """Return the filings of a template for a day, each tried; nothing is filed."""
        path, body = f"{_TEMPLATES}/{part(template)}/proposals", {"date": on.isoformat()}
        found = await self._call("POST", path, caller, body=body)
        return tuple(Proposal.of(item) for item in found["items"])
