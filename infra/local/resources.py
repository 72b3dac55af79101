"""Makes the table and the queues of infra/resources.yaml on any AWS endpoint, again and again without harm.

CloudFormation would do it in AWS. A local cloud gets the same properties through the plain API, because its
CloudFormation ignores some of them (the time to live, for one). What exists is kept; an index that is
missing is added and queue settings are brought up to date, so that data outlive a new version of the code.
"""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

from infra.template import REGION, Place, Resource, read

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import SSESpecificationTypeDef
    from mypy_boto3_sqs import SQSClient

# Properties that CreateTable takes as they are; the others need another shape or a call of their own.
CREATE_TABLE = (
    "TableName",
    "BillingMode",
    "AttributeDefinitions",
    "KeySchema",
    "GlobalSecondaryIndexes",
)
NOT_HERE = ("AWS::CloudWatch::Alarm",)  # nobody is called from a local cloud
OWN_CALL = ("SSESpecification", "TimeToLiveSpecification", "PointInTimeRecoverySpecification")


class Cloud(NamedTuple):
    """The two services that the product uses, at one endpoint."""

    dynamodb: "DynamoDBClient"
    sqs: "SQSClient"


class Made(NamedTuple):
    """What the backend is told: the table's name, and a queue's URL by its name without the stage."""

    table_name: str
    queue_urls: dict[str, str]


def connect(endpoint_url: str, environ: Mapping[str, str] = os.environ) -> Cloud:
    """Clients for an endpoint, with the credentials of the environment or those every emulator accepts."""
    session = boto3.Session(
        aws_access_key_id=environ.get("AWS_ACCESS_KEY_ID", "test"),
        aws_secret_access_key=environ.get("AWS_SECRET_ACCESS_KEY", "test"),
        aws_session_token=environ.get("AWS_SESSION_TOKEN"),
        region_name=REGION,
    )
    config = Config(connect_timeout=5, read_timeout=30, retries={"total_max_attempts": 3})
    return Cloud(
        session.client("dynamodb", endpoint_url=endpoint_url, config=config),
        session.client("sqs", endpoint_url=endpoint_url, config=config),
    )


def create(cloud: Cloud, place: Place) -> Made:
    """Everything in the template, for one place. Safe to call again."""
    resources = [each for each in read(place) if each.type not in NOT_HERE]
    # Dead-letter queues first: a queue can only point at one that exists.
    resources.sort(key=lambda each: "RedrivePolicy" in each.properties)
    prefix = f"dimona24-{place.stage}-"
    made = {each.logical_id: MAKERS[each.type](cloud, each) for each in resources}
    queues = {
        each.properties["QueueName"].removeprefix(prefix): made[each.logical_id]
        for each in resources
        if each.type == "AWS::SQS::Queue"
    }
    return Made(made["Table"], queues)


def _make_table(cloud: Cloud, table: Resource) -> str:
    name: str = table.properties["TableName"]
    wanted = {key: table.properties[key] for key in CREATE_TABLE}
    with suppress(cloud.dynamodb.exceptions.ResourceInUseException):
        cloud.dynamodb.create_table(**wanted, SSESpecification=_encryption(table))
    cloud.dynamodb.get_waiter("table_exists").wait(
        TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60}
    )
    _add_missing_indexes(cloud, table)
    _set_time_to_live(cloud, table)
    cloud.dynamodb.update_continuous_backups(
        TableName=name,
        PointInTimeRecoverySpecification=table.properties["PointInTimeRecoverySpecification"],
    )
    return name


def _encryption(table: Resource) -> "SSESpecificationTypeDef":
    declared = table.properties["SSESpecification"]
    return {"Enabled": declared["SSEEnabled"], "SSEType": declared["SSEType"]}


def _add_missing_indexes(cloud: Cloud, table: Resource) -> None:
    name = table.properties["TableName"]
    found = cloud.dynamodb.describe_table(TableName=name)["Table"].get("GlobalSecondaryIndexes", [])
    existing = {index["IndexName"] for index in found}
    for index in table.properties["GlobalSecondaryIndexes"]:
        if index["IndexName"] not in existing:
            cloud.dynamodb.update_table(
                TableName=name,
                AttributeDefinitions=table.properties["AttributeDefinitions"],
                GlobalSecondaryIndexUpdates=[{"Create": index}],
            )


def _set_time_to_live(cloud: Cloud, table: Resource) -> None:
    name, wanted = table.properties["TableName"], table.properties["TimeToLiveSpecification"]
    known = cloud.dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    if known.get("AttributeName") != wanted["AttributeName"]:
        cloud.dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=wanted)


def _make_queue(cloud: Cloud, queue: Resource) -> str:
    name = queue.properties["QueueName"]
    attributes = {key: _text(value) for key, value in queue.properties.items() if key != "QueueName"}
    try:
        url = cloud.sqs.get_queue_url(QueueName=name)["QueueUrl"]
    except cloud.sqs.exceptions.QueueDoesNotExist:
        url = cloud.sqs.create_queue(QueueName=name, Attributes=cast("Any", attributes))["QueueUrl"]
    else:
        cloud.sqs.set_queue_attributes(QueueUrl=url, Attributes=cast("Any", attributes))
    return _at(cloud.sqs.meta.endpoint_url, url)


def _at(endpoint_url: str, queue_url: str) -> str:
    """The queue's URL at today's endpoint: an emulator may remember the port on which it made the queue."""
    return endpoint_url.rstrip("/") + urlsplit(queue_url).path


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


MAKERS: dict[str, Callable[[Cloud, Resource], str]] = {
    "AWS::DynamoDB::Table": _make_table,
    "AWS::SQS::Queue": _make_queue,
}
