"""The register over HTTP."""

import httpx
import pytest

from tests.api.callers import Caller, new_ssin, student

CHLOE = {"givenName": "Chloé", "familyName": "Van den Testberg", "ssin": new_ssin(300)}


@pytest.fixture(scope="module")
def chloe(cafe: Caller) -> str:
    answer = cafe.post("/v1/workers", CHLOE)
    assert answer.status_code == 201
    return str(answer.json()["id"])


def test_an_added_worker_is_found_by_any_part_of_the_name(cafe: Caller, chloe: str) -> None:
    for typed in ("chloe", "Chloé", "VAN DEN T", "testb", "van den testberg chl"):
        items = cafe.get("/v1/workers", params={"q": typed}).json()["items"]
        assert chloe in [item["id"] for item in items], typed
    assert cafe.get("/v1/workers", params={"q": "estberg"}).json()["items"] == []


def test_numbers_are_masked_and_searched_in_a_body(cafe: Caller, chloe: str) -> None:
    answer = cafe.post("/v1/workers/search", {"ssin": CHLOE["ssin"]}, key=None)

    (found,) = answer.json()["items"]
    assert (found["id"], found["name"]) == (chloe, "Chloé Van den Testberg")
    assert found["ssin"].endswith("-***.**")
    assert cafe.post("/v1/workers/search", {"ssin": new_ssin(301)}, key=None).json()["items"] == []
    wrong = cafe.post("/v1/workers/search", {"ssin": "12345678901"}, key=None)
    assert (wrong.status_code, wrong.json()["issues"][0]["code"]) == (400, "00024-003")


def test_a_name_is_found_as_it_is_written(cafe: Caller) -> None:
    for typed in ("D'Hondt", "d\N{RIGHT SINGLE QUOTATION MARK}hondt", "mieke d'h"):
        items = cafe.get("/v1/workers", params={"q": typed}).json()["items"]
        assert [item["familyName"] for item in items] == ["D'Hondt"], typed


@pytest.mark.parametrize("q", [CHLOE["ssin"], "01.01.01-900.12", "01 01 01 900 12"])
def test_a_number_in_an_address_is_refused(cafe: Caller, q: str) -> None:
    answer = cafe.get("/v1/workers", params={"q": q})

    assert answer.status_code == 400
    assert answer.json()["issues"][0]["code"] == "ssinInUrl"


def test_a_worker_is_added_once(cafe: Caller, chloe: str) -> None:
    first = cafe.post("/v1/workers", {**CHLOE, "ssin": new_ssin(302)}, key="worker-302")
    again = cafe.post("/v1/workers", {**CHLOE, "ssin": new_ssin(302)}, key="worker-302")
    twice = cafe.post("/v1/workers", CHLOE)

    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert (twice.status_code, twice.json()["issues"][0]["code"]) == (400, "own.workerExists")


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"ssin": "90011599763"}, "ssin"),
        ({"givenName": ""}, "givenName"),
        ({"familyName": "x" * 49}, "familyName"),
        ({"birthDate": "1990-01-01"}, "birthDate"),
        ({"shoeSize": 42}, "shoeSize"),
    ],
)
def test_a_wrong_worker_is_not_added(cafe: Caller, changes: dict[str, object], name: str) -> None:
    answer = cafe.post("/v1/workers", {**CHLOE, "ssin": new_ssin(303), **changes})

    assert answer.status_code == 400
    assert name in [issue["name"] for issue in answer.json()["issues"]]
    assert cafe.post("/v1/workers/search", {"ssin": new_ssin(303)}, key=None).json()["items"] == []


def test_everybody_is_listed_by_family_name_in_pages(cafe: Caller) -> None:
    cafe.file(
        student(new_ssin(305), worker={"ssin": new_ssin(305)})
    )  # somebody of whom only the number is known stands before them
    names, address = [], "/v1/workers?pageSize=5"
    while address:
        page = cafe.get(address).json()
        names += [item.get("familyName") or "" for item in page["items"]]
        address = page.get("next")

    assert len(names) >= 13
    assert names == sorted(names, key=str.casefold)
    assert names[0] == ""


def test_one_worker_is_shown_and_a_stranger_sees_nothing(cafe: Caller, builder: Caller, chloe: str) -> None:
    assert cafe.get(f"/v1/workers/{chloe}").json()["name"] == "Chloé Van den Testberg"
    assert builder.get(f"/v1/workers/{chloe}").status_code == 404
    assert builder.get("/v1/workers", params={"q": "testberg"}).json()["items"] == []
    assert builder.post("/v1/workers/search", {"ssin": CHLOE["ssin"]}, key=None).json()["items"] == []


BALANCE = {"remainingHours": 120, "asOf": "2026-11-30"}


@pytest.fixture
def alma(cafe: Caller) -> str:
    """Somebody born on 26 December 2001, with a balance; the same one again and again."""
    body = {"givenName": "Alma", "familyName": "Testmans", "ssin": new_ssin(333), "sharedBalance": BALANCE}
    added = cafe.post("/v1/workers", body, key="alma")
    assert (added.status_code, added.json()["sharedBalance"]) == (201, BALANCE)
    address = f"/v1/workers/{added.json()['id']}"
    nothing = dict.fromkeys(("birthDate", "placeOfBirth", "nationality", "gender", "address"))
    assert cafe.patch(address, {**nothing, "sharedBalance": BALANCE, "familyName": "Testmans"}).is_success
    return address


def test_what_is_known_of_a_worker_is_completed(cafe: Caller, alma: str) -> None:
    before = cafe.get(alma).json()
    assert before["sharedBalance"] == BALANCE

    news = {"familyName": "Testmans-Proef", "birthDate": "2001-12-26", "nationality": 150, "gender": 2}
    changed = cafe.patch(alma, news)

    assert changed.status_code == 200, changed.text
    assert changed.json() == {**before, **news, "name": "Alma Testmans-Proef"}
    assert cafe.get(alma).json() == changed.json()
    found = cafe.get("/v1/workers", params={"q": "testmans-pr"}).json()["items"]
    assert [item["id"] for item in found] == [before["id"]]
    assert "birthDate" not in found[0]


def test_a_new_name_is_found_and_the_old_one_no_longer(cafe: Caller, alma: str) -> None:
    assert cafe.patch(alma, {"familyName": "Nieuwenaam"}).is_success

    assert cafe.get("/v1/workers", params={"q": "testmans"}).json()["items"] == []
    assert len(cafe.get("/v1/workers", params={"q": "nieuwenaam"}).json()["items"]) == 1


def test_a_shared_balance_counts_in_the_quota_and_can_go(cafe: Caller, alma: str) -> None:
    worker = {"id": alma.rpartition("/")[2]}
    filing = {**student(new_ssin(333)), "worker": worker}
    assert cafe.validate(filing)["quota"]["sharedBalance"] == 120

    cafe.patch(alma, {"sharedBalance": None})

    assert cafe.validate(filing)["quota"]["known"] == "here"


@pytest.mark.parametrize(
    ("changes", "code", "name"),
    [
        ({"ssin": new_ssin(334)}, "own.ssinStays", "ssin"),
        ({"ssin": "nonsense"}, "own.ssinStays", "ssin"),
        ({"ssin": None}, "invalidValue", "ssin"),
        ({"birthDate": "2001-12-25"}, "00028-348", "birthDate"),
        ({"gender": 1}, "00029-348", "gender"),
        ({"gender": 3}, "invalidNumber", "gender"),
        ({"givenName": None}, "invalidValue", "givenName"),
        ({"familyName": " "}, "required", "familyName"),
        ({"sharedBalance": {"remainingHours": -1, "asOf": "2026-11-30"}}, "invalidNumber",
         "sharedBalance.remainingHours"),
        ({"sharedBalance": {"remainingHours": 1, "asOf": "2027-11-30"}}, "own.balanceInFuture",
         "sharedBalance.asOf"),
        ({"shoeSize": 42}, "unknownField", "shoeSize"),
    ],
)  # fmt: skip
def test_a_contradiction_changes_nothing(
    cafe: Caller, alma: str, changes: dict[str, object], code: str, name: str
) -> None:
    before = cafe.get(alma).json()

    answer = cafe.patch(alma, {"placeOfBirth": "Gent", **changes})

    assert answer.status_code == 400, answer.text
    assert (code, name) in [(issue["code"], issue["name"]) for issue in answer.json()["issues"]]
    assert new_ssin(334) not in answer.text
    assert cafe.get(alma).json() == before


def test_the_same_number_may_be_repeated_and_a_stranger_changes_nothing(
    cafe: Caller, builder: Caller, alma: str
) -> None:
    assert cafe.patch(alma, {"ssin": new_ssin(333)}).json() == cafe.get(alma).json()
    assert builder.patch(alma, {"givenName": "Eva"}).status_code == 404
    assert cafe.patch("/v1/workers/wrk_nobody", {"givenName": "Eva"}).status_code == 404


def test_health_is_open(http: httpx.Client) -> None:
    answer = http.get("/v1/health")

    assert answer.status_code == 200
    assert answer.json()["status"] == "UP"
