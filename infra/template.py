"""Reads infra/resources.yaml, the one definition of table and queues, as plain values for one stage.

CloudFormation does the same for AWS. Only the intrinsics that the file uses are known here; anything
else is refused, so that a local cloud can never quietly differ from the deployed one.
"""

from pathlib import Path
from typing import Any, NamedTuple

import yaml

TEMPLATE = Path(__file__).with_name("resources.yaml")
REGION = "eu-west-3"
LOCAL_ARN = "arn:aws:sqs:{region}:{account}:{name}"


class Place(NamedTuple):
    """Where resources live: the stage in their names, the account and region in their ARNs."""

    stage: str
    account: str = "000000000000"
    region: str = REGION


class Resource(NamedTuple):
    """One resource with every intrinsic already replaced."""

    logical_id: str
    type: str
    properties: dict[str, Any]


class UnknownIntrinsicError(ValueError):
    """The template uses a CloudFormation function that the local cloud cannot answer."""


def read(place: Place, template: Path = TEMPLATE) -> list[Resource]:
    """All resources of the template for a place, in the order of the file."""
    declared = yaml.safe_load(template.read_text())["Resources"]
    return [
        Resource(logical_id, body["Type"], _plain(body["Properties"], declared, place))
        for logical_id, body in declared.items()
    ]


def _plain(value: Any, declared: dict[str, Any], place: Place) -> Any:
    if isinstance(value, list):
        return [_plain(each, declared, place) for each in value]
    if not isinstance(value, dict):
        return value
    intrinsic = next((key for key in value if key == "Ref" or key.startswith("Fn::")), None)
    if intrinsic:
        return _answer(intrinsic, value[intrinsic], declared, place)
    return {key: _plain(each, declared, place) for key, each in value.items()}


def _answer(intrinsic: str, argument: Any, declared: dict[str, Any], place: Place) -> str:
    if intrinsic == "Fn::Sub" and isinstance(argument, str):
        return argument.replace("${Stage}", place.stage)
    if intrinsic == "Fn::GetAtt" and argument[1] == "Arn":
        name = _plain(declared[argument[0]]["Properties"]["QueueName"], declared, place)
        return LOCAL_ARN.format(region=place.region, account=place.account, name=name)
    raise UnknownIntrinsicError(f"{intrinsic} {argument}")
