"""One definition of table and queues: the code's models and the deployed resources agree."""

import importlib
from pathlib import Path
from typing import Any

import yaml

from chalicelib.adapters.dynamo.row import Row
from infra.local.workers import LANES

RESOURCES = Path(__file__).parents[2] / "infra" / "resources.yaml"


def table() -> Any:
    return yaml.safe_load(RESOURCES.read_text(encoding="utf-8"))["Resources"]["Table"]["Properties"]


def keys(schema: Any) -> tuple[str, ...]:
    return tuple(part["AttributeName"] for part in sorted(schema, key=lambda part: part["KeyType"]))


def test_keys_and_indexes_are_those_of_the_resources() -> None:
    deployed = {
        index["IndexName"]: (keys(index["KeySchema"]), index["Projection"]["ProjectionType"])
        for index in table()["GlobalSecondaryIndexes"]
    }
    modelled = {
        index["index_name"]: (keys(index["key_schema"]), index["projection"]["ProjectionType"])
        for index in Row._get_schema()["global_secondary_indexes"]
    }

    assert modelled == deployed
    assert keys(Row._get_schema()["key_schema"]) == keys(table()["KeySchema"])


def test_expiry_is_the_attribute_that_the_table_watches() -> None:
    assert table()["TimeToLiveSpecification"]["AttributeName"] == Row.expires_at.attr_name


def test_what_the_rsz_gets_from_us_at_once_is_bounded_by_lane() -> None:
    app = importlib.import_module("app").app
    bounds = {
        source.name: source.maximum_concurrency
        for source in app.event_sources
        if hasattr(source, "maximum_concurrency")
    }

    assert set(bounds) == {"submit_urgent", "submit_bulk", "follow_up", "jobs"}
    assert all(bound and bound >= 2 for bound in bounds.values())  # AWS takes no less than 2
    assert bounds["submit_bulk"] < bounds["submit_urgent"]


def test_the_local_pollers_hand_over_as_many_messages_as_lambda_does() -> None:
    app = importlib.import_module("app").app
    deployed = {source.handler_string: getattr(source, "batch_size", None) for source in app.event_sources}
    for scheduled in ("sweep", "tell"):
        assert deployed.pop(f"chalicelib.edge.schedule.{scheduled}") is None

    assert {lane.handler: lane.batch for lane in LANES} == deployed
