"""A national number is nowhere in the open: not in the table, a queue, a log or an address."""

from infra.local import resources
from infra.local.house import House
from tests.api.callers import Caller, new_ssin, student

PROCESSES = ("api", "workers", "schedule", "rsz", "aws")


def test_a_national_number_is_nowhere_in_the_open(cafe: Caller, house: House) -> None:
    ssin = new_ssin(400)
    dotted = f"{ssin[:2]}.{ssin[2:4]}.{ssin[4:6]}-{ssin[6:9]}.{ssin[9:]}"
    wrong = ssin[:-2] + f"{(int(ssin[-2:]) + 1) % 97:02d}"
    cafe.post("/v1/declarations", student(wrong))
    cafe.post("/v1/declarations", student(ssin, colour="red"))
    cafe.post("/v1/workers/search", {"ssin": dotted}, key=None)
    settled = cafe.settled(cafe.file(student(dotted))["id"])
    cafe.file(student(ssin))

    shown = cafe.get(f"/v1/declarations/{settled['id']}").text
    events = cafe.get(f"/v1/declarations/{settled['id']}/events").text
    logs = {name: house.log(name) for name in PROCESSES}
    table = repr(everything_stored(house))

    assert settled["id"] in table
    for number in (ssin, dotted, wrong):
        assert number not in shown + events
        assert number not in table
        assert [name for name, log in logs.items() if number in log] == []


def everything_stored(house: House) -> list[object]:
    cloud = resources.connect(house.urls["aws"])
    pages = cloud.dynamodb.get_paginator("scan").paginate(TableName="dimona24-test")
    return [row for page in pages for row in page["Items"]]
