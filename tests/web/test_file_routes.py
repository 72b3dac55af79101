"""Files on their way through the web process: to the API and back, in memory, and only from our own page."""

import tempfile
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from dimona_web.platform import session
from dimona_web.platform.file_routes import LARGEST, ROUTES
from tests.web.stand_in import StandIn, problem

HOST = "web.example"
CSV = b"Naam;Voornaam\r\nVoorbeeld;Lou\r\n"
Fields = dict[str, Any]


@pytest.fixture
def browser(api: StandIn) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(Starlette(routes=list(ROUTES)))
    return httpx.AsyncClient(
        transport=transport,
        base_url=f"http://{HOST}",
        headers={"origin": f"http://{HOST}"},
        cookies={session.COOKIE: session.seal("tok_eva")},
    )


async def _send(
    browser: httpx.AsyncClient, content: bytes, key: str = "k1", **headers: str
) -> httpx.Response:
    files = {"file": ("list.csv", content)}
    address = "/files/upload?language=nl"
    return await browser.post(address, files=files, data={"key": key}, headers=headers)


def _said(answer: httpx.Response) -> str:
    address = httpx.URL(answer.headers["location"])
    assert address.path == "/nl/upload"
    return session.open_words(address.params["said"])


@pytest.mark.parametrize(
    ("content", "kind"), [(CSV, "text/csv"), (b"PK\x03\x04rest", "application/vnd.openxmlformats")]
)
async def test_a_file_goes_to_the_api_as_it_is(
    browser: httpx.AsyncClient, api: StandIn, content: bytes, kind: str
) -> None:
    answer = await _send(browser, content)
    assert (answer.status_code, answer.headers["location"]) == (303, "/nl/batches/bat_1")
    ((_, media_type, sent),) = api.batches.sent
    assert sent == content
    assert media_type.startswith(kind)


async def test_a_second_press_leads_to_the_same_batch(browser: httpx.AsyncClient, api: StandIn) -> None:
    addresses = [(await _send(browser, CSV)).headers["location"] for _ in range(2)]
    assert addresses == ["/nl/batches/bat_1"] * 2
    without_script = [(await _send(browser, CSV, key="")).headers["location"] for _ in range(2)]
    assert without_script == ["/nl/batches/bat_2"] * 2
    other_file = await _send(browser, CSV + b"Peeters;Noor")
    assert other_file.headers["location"] == "/nl/batches/bat_3", "also under the key of the last one"


async def test_nothing_is_ever_put_on_a_disk(
    browser: httpx.AsyncClient, api: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: Any, **__: Any) -> None:
        raise AssertionError("a file was made")

    monkeypatch.setattr(tempfile, "_TemporaryFileWrapper", never)
    monkeypatch.setattr(tempfile, "_mkstemp_inner", never)
    monkeypatch.setattr(tempfile, "TemporaryFile", never)
    assert (await _send(browser, b"x" * (3 * 1024 * 1024))).headers["location"] == "/nl/batches/bat_1"
    assert len(api.batches.sent) == 1


async def test_what_is_too_large_never_reaches_the_api(browser: httpx.AsyncClient, api: StandIn) -> None:
    for size in (LARGEST + 1, LARGEST + 100_000):
        assert "4 MB" in _said(await _send(browser, b"x" * size))
    assert api.batches.sent == []


async def test_no_file_is_said(browser: httpx.AsyncClient, api: StandIn) -> None:
    assert "niet leeg" in _said(await _send(browser, b""))
    headers = {"content-type": "multipart/form-data; boundary=x"}
    broken = await browser.post("/files/upload?language=nl", content=b"nonsense", headers=headers)
    assert "niet leeg" in _said(broken)
    plain = await browser.post("/files/upload?language=nl", content=b"nonsense")
    assert "niet leeg" in _said(plain)
    assert api.batches.sent == []


@pytest.mark.parametrize("headers", [{"origin": "http://evil.example"}, {"origin": ""}])
async def test_a_foreign_page_sends_nothing(
    browser: httpx.AsyncClient, api: StandIn, headers: dict[str, str]
) -> None:
    assert (await _send(browser, CSV, **headers)).status_code == 403
    assert api.batches.sent == []


async def test_what_the_api_says_comes_back_to_the_form(browser: httpx.AsyncClient, api: StandIn) -> None:
    api.batches.refuse = problem(400, "x", {"name": "file", "detail": "There is no heading."})
    assert _said(await _send(browser, CSV)) == "There is no heading."
    api.batches.refuse = problem(500, "x")
    assert "Er is niets verloren" in _said(await _send(browser, CSV))


async def test_an_ended_session_leads_to_sign_in(browser: httpx.AsyncClient, api: StandIn) -> None:
    api.tokens.clear()
    assert (await _send(browser, CSV)).headers["location"] == "/nl/sign-in/ended?to=upload"
    answer = await browser.get("/files/batches/bat_1/corrections.csv?language=en")
    assert httpx.URL(answer.headers["location"]).path == "/en/upload", "a batch that is not there comes first"


async def test_lists_and_corrections_are_handed_over_and_kept_nowhere(
    browser: httpx.AsyncClient, api: StandIn
) -> None:
    api.batches.add("bat_1", [])
    for address, content in (
        ("/files/template.csv?type=EXT&language=nl", b"list"),
        ("/files/batches/bat_1/corrections.csv?language=nl", b"mend me"),
    ):
        answer = await browser.get(address)
        assert (answer.status_code, answer.content) == (200, content)
        assert answer.headers["cache-control"] == "no-store"
        assert "attachment" in answer.headers["content-disposition"]
    gone = await browser.get("/files/batches/bat_9/corrections.csv?language=nl")
    assert "24 uur" in _said(gone)
    assert httpx.URL(gone.headers["location"]).params["about"] == "templates", "nothing was to be sent"
