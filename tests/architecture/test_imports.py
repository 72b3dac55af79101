"""What a cold start loads is counted: nothing that the function does not use at once."""

import subprocess
import sys

import pytest

from infra.environments import ROOT

HEAVY = {
    "boto3",
    "botocore.session",
    "pynamodb",
    "pydantic",
    "httpx",
    "cryptography",
    "argon2",
    "joserfc",
    "openpyxl",
}


def loaded(module: str) -> set[str]:
    """The modules that a fresh process has after importing a module of the backend."""
    asked = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sys.modules)"],
        env={"PYTHONPATH": str(ROOT / "backend"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(asked.stdout.split())


def test_the_whole_rule_set_loads_no_aws_and_no_web_framework() -> None:
    """The import contract reads what we write; this sees what a fresh process really loads."""
    foreign = {
        "boto3",
        "botocore",
        "pynamodb",
        "chalice",
        "httpx",
        "aws_lambda_powertools",
        "uvicorn",
        "reflex",
    }

    modules = loaded("chalicelib.domain.judgement, chalicelib.domain.clock.late_risk")

    assert foreign.isdisjoint(name.partition(".")[0] for name in modules)
    assert not any(name.startswith(("chalicelib.application", "chalicelib.edge")) for name in modules)


@pytest.mark.parametrize("worker", ["submit_worker", "follow_up_worker", "jobs_worker", "schedule"])
def test_a_worker_loads_nothing_heavy_before_its_first_message(worker: str) -> None:
    assert not HEAVY & loaded(f"chalicelib.edge.{worker}")


def test_the_api_loads_only_what_every_call_needs() -> None:
    assert loaded("app") & HEAVY == {"pydantic"}
