"""LocalStack's web server, on the address it was told and on no other.

LocalStack takes the port from GATEWAY_LISTEN but listens on every interface, whatever address stands there.
GATEWAY_SERVER=dimona24 chooses this server instead. Plain HTTP only; one machine needs no more.
"""

from localstack.config import HostAndPort
from localstack.runtime.server.core import RuntimeServer, RuntimeServerPlugin
from localstack.runtime.server.twisted import TwistedRuntimeServer
from rolo.gateway import Gateway
from rolo.serving.twisted import TwistedGateway
from twisted.internet import endpoints, reactor


class LoopbackServer(TwistedRuntimeServer):
    """The usual server, with the address kept."""

    def register(
        self, gateway: Gateway, listen: list[HostAndPort], _ssl_creds: tuple[str, str] | None = None
    ) -> None:
        """Listen where LocalStack was told to."""
        site = TwistedGateway(gateway)
        for each in listen:
            endpoints.TCP4ServerEndpoint(reactor, each.port, interface=each.host).listen(site)


class LoopbackServerPlugin(RuntimeServerPlugin):
    """How LocalStack finds it."""

    name = "dimona24"

    def load(self) -> RuntimeServer:
        """The server."""
        return LoopbackServer()
