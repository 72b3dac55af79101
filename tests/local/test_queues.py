"""What the queues are worth: nothing is lost with them, and what died in them is seen and brought back."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from infra import dead_letters
from infra.dead_letters import LANES, Letter, NoHouseError, Office, explain, settle_environment
from infra.environments import ROOT
from infra.local import resources
from infra.local.house import House
from infra.template import Place, read
from tests.application.house import House as UseCases
from tests.cloud import RunningCloud
from tests.local.filing import SETTLED, client, file_in, state_of
from tests.local.houses import NOON, house
from tests.local.polling import until

LATER = (datetime.fromisoformat(NOON) + timedelta(minutes=15)).isoformat()


@pytest.fixture
def held(tmp_path: Path) -> Iterator[House]:
    """A house whose workers are gone."""
    made = house(tmp_path)
    made.start()
    made.kill("workers", hold=True)
    yield made
    made.stop()


def _queues(of: House) -> tuple[resources.Cloud, dict[str, str]]:
    cloud = resources.connect(of.urls["aws"])
    return cloud, resources.create(cloud, Place(of.plan.stage)).queue_urls


def _dead_letters(of: House, *options: str) -> str:
    command = [sys.executable, "-m", "infra.dead_letters", "--state-dir", str(of.plan.state_dir), *options]
    environ = {name: value for name, value in of.plan.environ.items() if name != "AWS_ENDPOINT_URL"}
    environ["PYTHONPATH"] = f"{ROOT / 'backend'}:{ROOT}"
    return subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, check=True).stdout


@pytest.mark.stack
def test_queues_that_are_emptied_lose_nothing(held: House, tmp_path: Path) -> None:
    with client(held) as api:
        filed = [file_in(api, number) for number in range(3)]
    cloud, urls = _queues(held)
    for url in urls.values():
        cloud.sqs.purge_queue(QueueUrl=url)
    held.stop()

    later = house(tmp_path, environ={"CLOCK": LATER})  # what was accepted is due after a minute
    later.start()
    try:
        with client(later) as api:
            until(lambda: all(state_of(api, each) in SETTLED for each in filed), patience=240)
    finally:
        later.stop()


@pytest.mark.stack
def test_a_dead_letter_is_explained_by_its_declaration_and_replayed_by_one_command(held: House) -> None:
    with client(held) as api:
        declaration = file_in(api, 0)
        cloud, urls = _queues(held)
        for url in urls.values():
            cloud.sqs.purge_queue(QueueUrl=url)
        body = json.dumps({"mode": "live", "employer": "0999999922", "declaration": declaration})
        cloud.sqs.send_message(QueueUrl=urls["urgent-dead"], MessageBody=body)

        told = _dead_letters(held)
        assert f"urgent: {declaration} of 0999999922 (live) is recorded; last 2026-12-01 11:00" in told
        assert told.endswith("1 dead letters\n")
        assert _dead_letters(held, "--replay").endswith("1 dead letters, moved back\n")
        assert _dead_letters(held) == "0 dead letters\n"
        held.restart("workers")
        until(lambda: state_of(api, declaration) in SETTLED)


@pytest.mark.cloud
def test_every_letter_is_listed_once_and_shown_again_and_moved_back_once(clean_cloud: RunningCloud) -> None:
    sqs, urls = clean_cloud.clients.sqs, clean_cloud.queue_urls
    office = Office(sqs, {lane: urls[lane] for lane in LANES})
    bodies = [f"{lane} {number}" for lane in LANES for number in range(12)]
    for body in bodies:
        sqs.send_message(QueueUrl=urls[f"{body.partition(' ')[0]}-dead"], MessageBody=body)

    seen = list(office.letters())
    assert sorted(each.body for each in seen) == sorted(bodies)
    assert not list(office.letters())
    office.give_back(seen)
    for letter in office.letters():
        office.replay(letter)

    for lane in LANES:
        attributes = sqs.get_queue_attributes(QueueUrl=urls[lane], AttributeNames=["All"])["Attributes"]
        assert attributes["ApproximateNumberOfMessages"] == "12"
    assert not list(office.letters())


def test_the_dead_letter_queue_of_a_lane_bears_its_name_and_has_an_alarm() -> None:
    declared = read(Place("test"))
    names = {each.properties["QueueName"] for each in declared if each.type == "AWS::SQS::Queue"}
    watched = {
        dimension["Value"]
        for each in declared
        if each.type == "AWS::CloudWatch::Alarm"
        for dimension in each.properties["Dimensions"]
    }

    assert {f"dimona24-test-{lane}{dead}" for lane in LANES for dead in ("", "-dead")} == names
    assert watched == {f"dimona24-test-{lane}-dead" for lane in LANES}


def test_what_cannot_be_explained_is_said_to_be_so() -> None:
    store = UseCases().store
    lost = json.dumps({"mode": "live", "employer": "0999999922", "declaration": "dec_gone"})

    assert explain(Letter("bulk", "{", ""), store) == "bulk: nobody can read it (1 characters)"
    assert explain(Letter("bulk", lost, ""), store) == "bulk: dec_gone of 0999999922 (live) does not exist"


def test_without_a_house_there_is_nothing_to_look_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("TABLE_NAME", raising=False)
    with pytest.raises(NoHouseError):
        settle_environment({}, tmp_path)
    settle_environment({"TABLE_NAME": "given"}, tmp_path)

    assert dead_letters.main(["--state-dir", str(tmp_path)]) == 1
    assert "`make run`" in capsys.readouterr().out
