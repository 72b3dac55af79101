from typing import Any

import pytest

from infra.local import resources
from infra.template import Place, UnknownIntrinsicError, read
from tests.cloud import PLACE, RunningCloud
from tests.local.polling import until

pytestmark = pytest.mark.cloud
NAMES = {"TableName", "QueueName", "AlarmName"}


def _described(cloud: RunningCloud) -> dict[str, Any]:
    table = cloud.clients.dynamodb.describe_table(TableName=cloud.table_name)["Table"]
    return {
        "keys": {each["KeyType"]: each["AttributeName"] for each in table["KeySchema"]},
        "indexes": {
            each["IndexName"]: (
                *[key["AttributeName"] for key in each["KeySchema"]],
                each["Projection"]["ProjectionType"],
            )
            for each in table["GlobalSecondaryIndexes"]
        },
    }


def test_the_table_has_the_keys_and_indexes_of_the_template(cloud: RunningCloud) -> None:
    assert _described(cloud) == {
        "keys": {"HASH": "pk", "RANGE": "sk"},
        "indexes": {
            "byEmployer": ("listPk", "listSk", "ALL"),
            "byWorker": ("workerPk", "listSk", "ALL"),
            "byReference": ("referencePk", "listSk", "ALL"),
            "byState": ("statePk", "listSk", "ALL"),
            "byDeadline": ("deadlinePk", "deadlineSk", "ALL"),
            "due": ("duePk", "dueSk", "KEYS_ONLY"),
        },
    }


def test_the_table_forgets_by_expires_at_and_keeps_recovery_points(cloud: RunningCloud) -> None:
    client, name = cloud.clients.dynamodb, cloud.table_name

    life = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    assert (life.get("AttributeName"), life.get("TimeToLiveStatus")) == ("expiresAt", "ENABLED")
    backups = client.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    assert client.describe_table(TableName=name)["Table"]["SSEDescription"]["Status"] == "ENABLED"


@pytest.mark.parametrize("lane", ["urgent", "bulk", "follow-up"])
def test_each_queue_gives_up_after_five_times_to_its_own_dead_letter_queue(
    cloud: RunningCloud, lane: str
) -> None:
    found = cloud.clients.sqs.get_queue_attributes(
        QueueUrl=cloud.queue_urls[lane], AttributeNames=["VisibilityTimeout", "RedrivePolicy"]
    )["Attributes"]
    dead = cloud.clients.sqs.get_queue_attributes(
        QueueUrl=cloud.queue_urls[f"{lane}-dead"], AttributeNames=["QueueArn"]
    )["Attributes"]

    assert found["VisibilityTimeout"] == "360"
    assert dead["QueueArn"] in found["RedrivePolicy"]
    assert '"maxReceiveCount": 5' in found["RedrivePolicy"]


def test_making_everything_again_changes_nothing_and_keeps_what_is_there(clean_cloud: RunningCloud) -> None:
    before = _described(clean_cloud)
    item = {"pk": {"S": "a"}, "sk": {"S": "b"}}
    clean_cloud.clients.dynamodb.put_item(TableName=clean_cloud.table_name, Item=item)
    clean_cloud.clients.sqs.send_message(QueueUrl=clean_cloud.queue_urls["bulk"], MessageBody="kept")

    made = resources.create(clean_cloud.clients, PLACE)

    assert (made.table_name, made.queue_urls) == (clean_cloud.table_name, clean_cloud.queue_urls)
    assert _described(clean_cloud) == before
    got = clean_cloud.clients.dynamodb.get_item(TableName=made.table_name, Key=item)
    assert got["Item"] == item
    held = clean_cloud.clients.sqs.get_queue_attributes(
        QueueUrl=made.queue_urls["bulk"], AttributeNames=["ApproximateNumberOfMessages"]
    )
    assert held["Attributes"]["ApproximateNumberOfMessages"] == "1"


def test_a_table_of_an_older_version_gets_the_index_it_lacks(clean_cloud: RunningCloud) -> None:
    clean_cloud.clients.dynamodb.update_table(
        TableName=clean_cloud.table_name,
        GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "byState"}}],
    )
    until(lambda: "byState" not in _described(clean_cloud)["indexes"])

    resources.create(clean_cloud.clients, PLACE)

    assert "byState" in _described(clean_cloud)["indexes"]


def test_no_property_of_the_table_is_forgotten() -> None:
    table = next(each for each in read(Place("test")) if each.type == "AWS::DynamoDB::Table")
    assert set(table.properties) == {*resources.CREATE_TABLE, *resources.OWN_CALL}


def test_two_stages_have_nothing_in_common() -> None:
    names = [
        {name for each in read(Place(stage)) for key, name in each.properties.items() if key in NAMES}
        for stage in ("local", "test")
    ]
    assert names[0].isdisjoint(names[1])


def test_a_function_the_local_cloud_cannot_answer_is_refused(tmp_path: Any) -> None:
    template = tmp_path / "resources.yaml"
    template.write_text(
        'Resources: {Q: {Type: "AWS::SQS::Queue", Properties: {QueueName: {"Fn::ImportValue": x}}}}'
    )
    with pytest.raises(UnknownIntrinsicError, match="ImportValue"):
        read(Place("test"), template)
