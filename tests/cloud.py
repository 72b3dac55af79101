"""The local cloud for tests: one per session on free ports, emptied for each test that asks.

A plugin: the root conftest lists it. `cloud` makes table and queues once; `clean_cloud` empties them. It is
chosen as for `make run`: MiniStack, or LocalStack with CLOUD=localstack. The first and last lines of pytest
say which, and which DynamoDB stood behind it. An AWS_ENDPOINT_URL that is already set is respected: then
that cloud is used and only our own names in it.
"""

import os
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from infra.local import clouds, ports, resources
from infra.local.emulator import SELDOM
from infra.local.health import wait_until_healthy
from infra.local.process import Child
from infra.template import Place

PLACE = Place("test")


class RunningCloud(NamedTuple):
    """A cloud with our table and queues in it."""

    endpoint_url: str
    table_name: str
    queue_urls: dict[str, str]
    clients: resources.Cloud

    @property
    def environ(self) -> dict[str, str]:
        """What the backend reads from its environment to use this cloud."""
        return {
            "STAGE": PLACE.stage,
            "TABLE_NAME": self.table_name,
            "AWS_ENDPOINT_URL": self.endpoint_url,
            "AWS_REGION": PLACE.region,
            "AWS_DEFAULT_REGION": PLACE.region,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "QUEUE_URGENT_URL": self.queue_urls["urgent"],
            "QUEUE_BULK_URL": self.queue_urls["bulk"],
            "QUEUE_FOLLOW_UP_URL": self.queue_urls["follow-up"],
            "QUEUE_JOBS_URL": self.queue_urls["jobs"],
        }


def pytest_report_header() -> str:
    """Say what the tests run on, before they do."""
    return f"cloud: {clouds.chosen(os.environ).words}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """And say it again where people look."""
    terminalreporter.write_line(f"The cloud was {clouds.chosen(os.environ).words}.")


@pytest.fixture(scope="session")
def cloud_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a cloud that answers; started here unless the environment names one. No data are kept."""
    choice = clouds.chosen(os.environ)
    chosen_ports = ports.choose("free", {}, choice.ports)
    children: list[Child] = []
    try:
        folder = tmp_path_factory.mktemp("cloud")
        for program in clouds.build(choice, chosen_ports, folder, snapshot_seconds=SELDOM).programs:
            children.append(Child(program))
            wait_until_healthy(children[-1])
        yield choice.given or f"http://127.0.0.1:{chosen_ports['aws']}"
    finally:
        for child in reversed(children):
            child.kill()


@pytest.fixture(scope="session")
def cloud(cloud_endpoint: str) -> RunningCloud:
    """Table and queues, made once and shared; for tests that use ids of their own."""
    clients = resources.connect(cloud_endpoint)
    made = resources.create(clients, PLACE)
    return RunningCloud(cloud_endpoint, made.table_name, made.queue_urls, clients)


@pytest.fixture
def clean_cloud(cloud: RunningCloud) -> RunningCloud:
    """The same cloud with an empty table and empty queues, by plain calls that any emulator understands."""
    cloud.clients.dynamodb.delete_table(TableName=cloud.table_name)
    cloud.clients.dynamodb.get_waiter("table_not_exists").wait(
        TableName=cloud.table_name, WaiterConfig={"Delay": 1, "MaxAttempts": 30}
    )
    for url in cloud.queue_urls.values():
        cloud.clients.sqs.purge_queue(QueueUrl=url)
    resources.create(cloud.clients, PLACE)
    return cloud
