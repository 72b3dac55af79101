"""The place of work between the answers of the form and a filing: pure."""

from collections.abc import Iterable, Mapping

from dimona_web.api.shapes import Json, Workplace, block
from dimona_web.pages.declare.sheet import ELSEWHERE

# The parts that are asked of a place elsewhere, by their path in a filing.
PLACE_PATHS: Mapping[str, str] = {
    "name": "place_name",
    "address.street": "place_street",
    "address.houseNumber": "place_house",
    "address.postCode": "place_post",
    "address.municipality.name": "place_town",
}
_NO_PARTS = dict.fromkeys(PLACE_PATHS.values(), "")


def place_answers(place: Json) -> dict[str, str]:
    """Return the answers that say this place, as one elsewhere; nothing for the registered office."""
    return {"place": ELSEWHERE} | _parts(place) if place else {}


def named_place(form: Mapping[str, str], places: Iterable[Workplace]) -> dict[str, str]:
    """Return the answers with a place elsewhere named by its id where it is one the employer keeps."""
    if form["place"] != ELSEWHERE:
        return dict(form)
    said = {question: form[question] for question in _NO_PARTS}
    known = (one for one in places if _parts({"name": one.name, "address": one.address}) == said)
    found = next(known, None)
    return {**form, **_NO_PARTS, "place": found.id} if found else dict(form)


def _parts(place: Json) -> dict[str, str]:
    return {question: at(place, path) for path, question in PLACE_PATHS.items()}


def at(json: Json, path: str) -> str:
    """Return what stands at a path of a filing; empty when nothing does."""
    *parents, name = path.split(".")
    for parent in parents:
        json = block(json, parent)
    return str(json.get(name) or "")
