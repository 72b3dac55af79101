"""LocalStack's DynamoDB, answered by a DynamoDB that runs beside it.

LocalStack would download a Java runtime and a jar on the first call. Here the launcher has already started
the other DynamoDB, and DIMONA24_DYNAMODB_URL says where. PROVIDER_OVERRIDE_DYNAMODB chooses one of two ways:

`external`: every call goes there as it is. For MiniStack.
`jar`: LocalStack's own provider stands in between, because DynamoDB Local lacks some calls that AWS has
(recovery points, encryption); only its way to start the jar is replaced.

Runs inside LocalStack, in `.venv-localstack`, and imports nothing of this project. LocalStack finds it by
the entry points in the directory beside this file, which lies on its path: nothing has to be built.
"""

import os
from urllib.parse import urlsplit

from localstack.aws.api.dynamodb import DynamodbApi
from localstack.aws.api.dynamodbstreams import DynamodbstreamsApi
from localstack.aws.forwarder import AwsRequestProxy, ForwardingFallbackDispatcher
from localstack.services.dynamodb.server import DynamodbServer
from localstack.services.dynamodb.v2.provider import DynamoDBProvider
from localstack.services.dynamodbstreams.v2.provider import DynamoDBStreamsProvider
from localstack.services.plugins import Service, aws_provider
from localstack.utils.net import is_port_open
from localstack.utils.sync import poll_condition

URL = "DIMONA24_DYNAMODB_URL"
PATIENCE = 60.0


class _NoDynamodb(DynamodbApi):
    """Implements nothing, so that everything is forwarded."""


class _NoStreams(DynamodbstreamsApi):
    """Implements nothing, so that everything is forwarded."""


def _forwarded(api: object) -> Service:
    proxy = AwsRequestProxy(os.environ[URL])
    return Service.for_provider(api, lambda provider: ForwardingFallbackDispatcher(provider, proxy))


@aws_provider(api="dynamodb", name="external")
def dynamodb_external() -> Service:
    """All of DynamoDB at the other one."""
    return _forwarded(_NoDynamodb())


@aws_provider(api="dynamodbstreams", name="external")
def streams_external() -> Service:
    """Its streams too."""
    return _forwarded(_NoStreams())


class _RunningAlready(DynamodbServer):
    """DynamoDB Local as the launcher started it: LocalStack neither starts nor stops it."""

    def start_dynamodb(self) -> bool:
        """Wait for it; Java takes some seconds."""
        return poll_condition(lambda: is_port_open(self.url), timeout=PATIENCE, interval=0.1)

    def stop_dynamodb(self) -> None:
        """Leave it alone."""


def _use_the_running_one() -> None:
    """Replace the server that both of LocalStack's own providers ask for."""
    address = urlsplit(os.environ[URL])
    server = _RunningAlready(port=address.port, host=address.hostname)
    DynamodbServer.get = staticmethod(lambda: server)


@aws_provider(api="dynamodb", name="jar")
def dynamodb_jar() -> Service:
    """LocalStack's own DynamoDB in front of the running DynamoDB Local."""
    _use_the_running_one()
    return Service.for_provider(DynamoDBProvider())


@aws_provider(api="dynamodbstreams", name="jar")
def streams_jar() -> Service:
    """Its streams too."""
    _use_the_running_one()
    return Service.for_provider(DynamoDBStreamsProvider())
