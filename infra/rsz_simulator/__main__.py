"""`python -m infra.rsz_simulator`: the simulator as a process, on loopback only."""

import logging
import sys

import uvicorn

from infra.rsz_simulator.app import build
from infra.rsz_simulator.connections import DroppableProtocol
from infra.rsz_simulator.settings import from_environment


def main() -> int:
    """Serve until told to stop; 2 when the environment makes no sense."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    try:
        settings = from_environment()
    except ValueError as error:
        logging.getLogger(__name__).error("the simulator cannot start: %s", error)  # noqa: TRY400 - a setting is wrong, no trace wanted
        return 2
    server = uvicorn.Config(
        build(settings),
        host="127.0.0.1",
        port=settings.port,
        http=DroppableProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        timeout_keep_alive=75,  # longer than a client keeps idle connections, so none is closed under it
        timeout_graceful_shutdown=2,
        server_header=False,
        log_config=None,
        log_level="warning",
    )
    uvicorn.Server(server).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
