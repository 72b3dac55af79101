"""What the simulator is started with, read from the environment once."""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.rsz_simulator.behaviour import Behaviour
from infra.rsz_simulator.clock import parse_shift

DEFAULT_PORT = 8900


@dataclass(frozen=True)
class Settings:
    """Where the simulator listens and stores, whom it knows and how it starts out."""

    port: int
    public_url: str
    """Start of every address it hands out, without a slash at the end."""
    state_dir: Path
    clients_file: Path
    clock_shift: float
    """Seconds, as `CLOCK` told at the start."""
    behaviour: Behaviour
    seed: int | None
    """Makes delays and numbers repeatable; None: different at each start."""

    def client_keys(self) -> dict[str, str]:
        """Client id to public key (PEM), as registered at this moment; empty while there is no file."""
        if not self.clients_file.exists():
            return {}
        registered = json.loads(self.clients_file.read_text(encoding="utf-8"))
        return {client: entry["publicKey"] for client, entry in registered.items()}


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings of this process; ValueError names what is wrong."""
    port = int(environment.get("RSZ_PORT", DEFAULT_PORT))
    state_dir = Path(environment.get("RSZ_STATE_DIR", ".local/rsz"))
    shift = parse_shift(environment.get("CLOCK", ""), environment.get("STAGE", "local"), time.time())
    seed = environment.get("RSZ_SEED", "")
    return Settings(
        port=port,
        public_url=environment.get("RSZ_PUBLIC_URL", f"http://127.0.0.1:{port}").rstrip("/"),
        state_dir=state_dir,
        clients_file=Path(environment.get("RSZ_CLIENTS_FILE", state_dir / "clients.json")),
        clock_shift=shift,
        behaviour=_behaviour(environment, shift),
        seed=int(seed) if seed else None,
    )


def _behaviour(environment: Mapping[str, str], shift: float) -> Behaviour:
    names = {
        "RSZ_PROCESSING_DELAY": "processing_delay",
        "RSZ_CANCEL_DELAY": "cancel_delay",
        "RSZ_IDENTIFICATION_DELAY": "identification_delay",
        "RSZ_TOKEN_LIFETIME": "token_lifetime",
    }
    given = {field: environment[name] for name, field in names.items() if environment.get(name)}
    return Behaviour.model_validate({**given, "clock_shift": shift})
