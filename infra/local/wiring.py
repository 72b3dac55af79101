"""Which programs make up the house and what each is told: the environment variables, in one place."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from infra.environments import ROOT
from infra.local.keys import RSZ_CLIENT_ID, Keys, write_private
from infra.local.process import Program
from infra.local.resources import Made
from infra.template import REGION

BACKEND_SETTINGS = Path("keys", "backend.json")
"""Where, in the state directory, a command finds the settings of the running backend."""
# A developer's own AWS settings must not reach the local house.
NOT_OURS = ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_CONFIG_FILE", "PYTHONPATH", "VIRTUAL_ENV")


class Wiring(NamedTuple):
    """Everything the programs must agree on."""

    stage: str
    clock: str
    urls: Mapping[str, str]
    ports: Mapping[str, int]
    state_dir: Path
    keys: Keys
    extra: Mapping[str, str]

    def log(self, name: str) -> Path:
        """Where a program writes."""
        return self.state_dir / "logs" / f"{name}.log"

    def common(self) -> dict[str, str]:
        """For every program: this machine's environment, ours on top, and loopback never through a proxy."""
        kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        kept.update(NO_PROXY="127.0.0.1,localhost", no_proxy="127.0.0.1,localhost")
        kept.update(STAGE=self.stage, CLOCK=self.clock, PYTHONPATH=str(ROOT))
        return {**kept, **self.extra}


def backend_environ(wiring: Wiring, made: Made) -> dict[str, str]:
    """For the API, the workers, the schedule and the demo data."""
    return {
        **wiring.common(),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "backend"), str(ROOT)]),
        **backend_settings(wiring, made),
    }


def backend_settings(wiring: Wiring, made: Made) -> dict[str, str]:
    """What the backend is told beside this machine's environment."""
    rsz, common = wiring.urls["rsz"], wiring.common()
    return {
        "STAGE": wiring.stage,
        "CLOCK": wiring.clock,
        "TABLE_NAME": made.table_name,
        "AWS_ENDPOINT_URL": wiring.urls["aws"],
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": common.get("AWS_ACCESS_KEY_ID", "test"),
        "AWS_SECRET_ACCESS_KEY": common.get("AWS_SECRET_ACCESS_KEY", "test"),
        "QUEUE_URGENT_URL": made.queue_urls["urgent"],
        "QUEUE_BULK_URL": made.queue_urls["bulk"],
        "QUEUE_FOLLOW_UP_URL": made.queue_urls["follow-up"],
        "QUEUE_JOBS_URL": made.queue_urls["jobs"],
        "KEY_FILE": str(wiring.keys.sealing_key),
        "RSZ_BASE_URL": f"{rsz}/REST/dimona/v2",
        "RSZ_TOKEN_URL": f"{rsz}/REST/oauth/v5/token",
        "RSZ_CLIENT_ID": RSZ_CLIENT_ID,
        "RSZ_PRIVATE_KEY_FILE": str(wiring.keys.rsz_private_key),
        "WEB_SIGNING_KEY": wiring.keys.web_signing_key,
        "WEB_URL": wiring.urls["web"],
        "MAILBOX_DIR": str(mails(wiring)),
        "PUSH_KEY_FILE": str(wiring.keys.push_key),
        "PUSH_CONTACT": "mailto:nobody@dimona24.example",
        **{name: common[name] for name in ("NOTICE_WINDOW",) if name in common},
    }


def mails(wiring: Wiring) -> Path:
    """Where the mails of a house lie."""
    return wiring.state_dir / "mails"


def mailbox(wiring: Wiring) -> Program:
    """The page on which everybody's mails can be read."""
    port = wiring.ports["mail"]
    return Program(
        name="mailbox",
        command=(sys.executable, "-m", "infra.local.mailbox"),
        environ={**wiring.common(), "MAIL_PORT": str(port), "MAILBOX_DIR": str(mails(wiring))},
        log=wiring.log("mailbox"),
        health=f"http://127.0.0.1:{port}/health",
    )


def keep_backend_settings(wiring: Wiring, made: Made) -> None:
    """Keep what the backend is told, for a person's commands while the house runs; it holds secrets."""
    settings = json.dumps(backend_settings(wiring, made), indent=1)
    write_private(wiring.state_dir / BACKEND_SETTINGS, settings)


def simulator(wiring: Wiring) -> Program:
    """The RSZ simulator."""
    return Program(
        name="rsz",
        command=(sys.executable, "-m", "infra.rsz_simulator"),
        environ={
            **wiring.common(),
            "RSZ_PORT": str(wiring.ports["rsz"]),
            "RSZ_STATE_DIR": str(wiring.state_dir / "rsz"),
            "RSZ_CLIENTS_FILE": str(wiring.keys.rsz_clients),
            "RSZ_PUBLIC_URL": wiring.urls["rsz"],
        },
        log=wiring.log("rsz"),
        health=f"{wiring.urls['rsz']}/_simulator/health",
    )


def api(wiring: Wiring, made: Made) -> Program:
    """The API behind its gateway."""
    return Program(
        name="api",
        command=(sys.executable, "-m", "infra.local.gateway"),
        environ={**backend_environ(wiring, made), "API_PORT": str(wiring.ports["api"])},
        log=wiring.log("api"),
        health=f"{wiring.urls['api']}/v1/health",
    )


def workers(wiring: Wiring, made: Made) -> Program:
    """The queue workers."""
    command = (sys.executable, "-m", "infra.local.workers")
    return Program("workers", command, backend_environ(wiring, made), wiring.log("workers"))


def schedule(wiring: Wiring, made: Made) -> Program:
    """The sweep of each minute, and telling people."""
    command = (sys.executable, "-m", "infra.local.schedule")
    return Program("schedule", command, backend_environ(wiring, made), wiring.log("schedule"))


def web(wiring: Wiring) -> Program:
    """The web app, already built."""
    return Program(
        name="web",
        command=(sys.executable, "-m", "dimona_web.serve"),
        environ={
            **wiring.common(),
            "PYTHONPATH": str(ROOT / "frontend"),
            "WEB_PORT": str(wiring.ports["web"]),
            "API_URL": wiring.urls["api"],
            "SESSION_KEY": wiring.keys.session_key,
            "WEB_STATES_DIR": str(wiring.state_dir / "web-states"),
            "WEB_SIGNING_KEY": wiring.keys.web_signing_key,
        },
        log=wiring.log("web"),
        health=f"{wiring.urls['web']}/health",
        cwd=ROOT / "frontend",
    )
