"""The gateway over real HTTP, in front of a small Chalice app of the test's own."""

import base64
import http.client
import importlib
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import httpx
import pytest
from chalice.app import Blueprint, Chalice, MultiDict, Response

from infra.local import ports
from infra.local.gateway import MAX_BODY, Gateway
from infra.local.gateway_event import match

LOG: list[str] = []


def _app() -> Chalice:
    routes = Blueprint(__name__)
    app = Chalice("small", configure_logs=False)

    @routes.route("/v1/things/{thing}", methods=["GET", "PUT"])
    def thing(thing: str) -> dict[str, Any]:
        request = routes.current_request
        query: Any = request.query_params or MultiDict({})
        body: Any = request.raw_body
        if "slow" in query:
            time.sleep(0.05)  # so that requests of the same moment overlap
        return {
            "thing": thing,
            "asked": (routes.current_request.uri_params or {})["thing"],
            "names": query.getlist("name") if "name" in query else None,
            "key": request.headers.get("x-api-key"),
            "ip": request.context["identity"]["sourceIp"],
            "body": body.decode(),
        }

    @routes.route("/v1/things/open")
    def fixed() -> dict[str, str]:
        return {"thing": "fixed"}

    @routes.route("/v1/picture", methods=["POST"], content_types=["application/octet-stream"])
    def picture() -> Response:
        turned = routes.current_request.raw_body[::-1]
        headers = {"Content-Type": "application/octet-stream", "Set-Cookie": ["a=1", "b=2"]}
        return Response(turned, headers=headers, status_code=201)  # type: ignore[arg-type]  # lists are allowed

    app.register_blueprint(routes)
    return app


@pytest.fixture(scope="module")
def api() -> Iterator[httpx.Client]:
    port = ports.any_free()
    server = importlib.import_module("waitress").create_server(
        Gateway(_app(), log=LOG.append),
        host="127.0.0.1",
        port=port,
        threads=8,
        clear_untrusted_proxy_headers=False,
    )
    serving = threading.Thread(target=server.run)
    serving.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60) as client:
        yield client
    server.task_dispatcher.shutdown()
    # Its own loop closes it: closed from here, that loop would still look at a socket that is gone.
    server.trigger.pull_trigger(server.close)
    serving.join(60)
    assert not serving.is_alive()


def test_path_parameters_are_decoded_and_a_slash_inside_one_stays_inside(api: httpx.Client) -> None:
    assert api.get("/v1/things/caf%C3%A9%20%2F%20bar").json()["thing"] == "café / bar"


def test_repeated_query_parameters_all_arrive(api: httpx.Client) -> None:
    assert api.get("/v1/things/a?name=x&name=y%20z&name=").json()["names"] == ["x", "y z", ""]


@pytest.mark.parametrize("name", ["X-Api-Key", "x-api-key", "X-API-KEY"])
def test_headers_are_found_in_any_case(api: httpx.Client, name: str) -> None:
    assert api.get("/v1/things/a", headers={name: "dk_test_x"}).json()["key"] == "dk_test_x"


def test_the_address_is_that_of_the_connection_not_of_a_header(api: httpx.Client) -> None:
    got = api.get("/v1/things/a", headers={"X-Forwarded-For": "203.0.113.9"}).json()
    assert got["ip"] == "127.0.0.1"


def test_a_fixed_route_wins_over_a_placeholder(api: httpx.Client) -> None:
    assert api.get("/v1/things/open").json() == {"thing": "fixed"}
    assert api.get("/v1/things/open/").json() == {"thing": "fixed"}


def test_a_body_of_text_arrives_as_it_was_sent(api: httpx.Client) -> None:
    got = api.put("/v1/things/a", content='{"é": 1}'.encode(), headers={"Content-Type": "application/json"})
    assert got.json()["body"] == '{"é": 1}'


def test_bytes_go_both_ways_and_headers_may_repeat(api: httpx.Client) -> None:
    sent = bytes(range(256))
    got = api.post(
        "/v1/picture",
        content=sent,
        headers={"Content-Type": "application/octet-stream", "Accept": "application/octet-stream"},
    )
    assert (got.status_code, got.content) == (201, sent[::-1])
    assert got.headers.get_list("Set-Cookie") == ["a=1", "b=2"]
    assert base64.b64encode(sent) not in got.content


@pytest.mark.parametrize(
    ("method", "path", "status", "kind"),
    [
        ("GET", "/v1/nothing", 404, "resourceNotFound"),
        ("GET", "/", 404, "resourceNotFound"),
        ("GET", "/v1/things/", 404, "resourceNotFound"),
        ("DELETE", "/v1/things/a", 405, "methodNotAllowed"),
        ("GET", "/v1/picture", 405, "methodNotAllowed"),
    ],
)
def test_what_the_gateway_refuses_is_a_problem(
    api: httpx.Client, method: str, path: str, status: int, kind: str
) -> None:
    got = api.request(method, path, headers={"BelGov-Trace-Id": "trace-1"})

    assert got.status_code == status
    assert got.headers["Content-Type"] == "application/problem+json"
    assert got.headers["BelGov-Trace-Id"] == "trace-1"
    assert got.json()["type"] == f"urn:problem-type:belgif:{kind}"
    assert got.json()["status"] == status


def test_a_refusal_speaks_the_language_that_was_asked_for(api: httpx.Client) -> None:
    asked = {"de-BE": "de", "fr;q=0.5, en": "en", "": "nl", "pt": "nl"}
    said = set()
    for header, language in asked.items():
        got = api.get("/v1/nothing", headers={"Accept-Language": header})
        assert got.headers["Content-Language"] == language
        said.add((got.json()["title"], got.json()["detail"]))

    assert len(said) == 3


@pytest.mark.parametrize("path", ["/v1/things/a", "/v1/nothing"])
def test_head_gets_no_body_and_leaves_the_connection_whole(api: httpx.Client, path: str) -> None:
    host, port = api.base_url.host, api.base_url.port
    with closing(http.client.HTTPConnection(host, port, timeout=60)) as connection:
        connection.request("HEAD", path)
        refused = connection.getresponse()
        assert (refused.status, refused.read()) == (405 if "things" in path else 404, b"")
        kept = connection.sock

        connection.request("GET", "/v1/things/open")

        assert json.loads(connection.getresponse().read()) == {"thing": "fixed"}
        assert connection.sock is kept


def test_a_wrong_verb_says_which_would_do(api: httpx.Client) -> None:
    assert set(api.delete("/v1/things/a").headers["Allow"].split(", ")) == {"GET", "PUT"}


@pytest.mark.parametrize(("size", "status"), [(MAX_BODY, 200), (MAX_BODY + 1, 413)])
def test_four_megabytes_and_not_a_byte_more(api: httpx.Client, size: int, status: int) -> None:
    got = api.put("/v1/things/a", content=b"x" * size, headers={"Content-Type": "application/json"})
    assert got.status_code == status


def test_a_body_in_chunks_counts_as_well(api: httpx.Client) -> None:
    got = api.put("/v1/things/a", content=iter([b"x" * MAX_BODY, b"x"]))
    assert (got.status_code, got.json()["status"]) == (413, 413)


def test_nobody_sees_the_request_of_another(api: httpx.Client) -> None:
    def ask(name: str) -> bool:
        return bool(api.get(f"/v1/things/{name}?slow=1").json()["asked"] == name)

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(ask, [f"t{number}" for number in range(64)]))


def test_the_log_has_a_line_per_request_without_path_or_query(api: httpx.Client) -> None:
    LOG.clear()
    api.get("/v1/things/90011599762?q=90011599762")
    api.get("/90011599762")

    assert [line.split()[:3] for line in LOG] == [
        ["GET", "/v1/things/{thing}", "200"],
        ["GET", "(no", "route)"],
    ]
    assert "90011599762" not in "".join(LOG)


def test_a_path_belongs_to_one_route_or_none() -> None:
    routes = ["/a/{x}/c", "/a/b", "/a/{x}", "/a/{x}/{y}"]
    assert match("/a/b", routes) == ("/a/b", {})
    assert match("/a/z", routes) == ("/a/{x}", {"x": "z"})
    assert match("/a/z/c", routes) == ("/a/{x}/c", {"x": "z"})
    assert match("/a/z/d", routes) == ("/a/{x}/{y}", {"x": "z", "y": "d"})
    assert match("/a", routes) is None
