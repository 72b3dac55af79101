"""People without an SSIN: found again if identified before, else sent to Sigedis for identification.

A person whose family name is "Onvindbaar" is never found: their declaration ends in B 90017-151.
"""

from typing import Any

from infra.rsz_simulator.ledger import Ledger
from infra.rsz_simulator.numbers import ssin_birth, ssin_sex

UNIDENTIFIABLE = "ONVINDBAAR"


def identity_of(worker: dict[str, Any]) -> str:
    """What makes two descriptions mean one person: names and birth date, whatever the letter case."""
    return "|".join(str(worker[field]).upper() for field in ("familyName", "givenName", "birthDate"))


def identify(worker: dict[str, Any], ledger: Ledger) -> bool:
    """Sigedis' work: give the person a BIS number, unless they are not to be found."""
    if str(worker["familyName"]).upper() == UNIDENTIFIABLE:
        return False
    if ledger.person(identity_of(worker)) is None:
        ledger.register_person(identity_of(worker), worker["birthDate"], int(worker["gender"]))
    return True


def written(worker: dict[str, Any], ssin: str | None) -> dict[str, Any]:
    """The worker as in an answer: what was declared, and what the SSIN tells."""
    declared = {**worker, **({"gender": str(worker["gender"])} if "gender" in worker else {})}
    return {**told_by(ssin), **declared} if ssin else declared


def told_by(ssin: str) -> dict[str, Any]:
    """What an SSIN says of a person: the number, the birth date, the sex unless it was unknown."""
    born, sex = ssin_birth(ssin), ssin_sex(ssin)
    birth = {"birthDate": f"{born[0]}-{born[1]:02d}-{born[2]:02d}"} if born else {}
    return {"ssin": ssin, **birth, **({"gender": str(sex)} if sex else {})}
