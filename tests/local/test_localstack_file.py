import yaml

from infra.environments import ROOT


def test_localstack_is_pinned_and_reachable_from_this_machine_only() -> None:
    service = yaml.safe_load((ROOT / "localstack.yml").read_text())["services"]["localstack"]
    assert service["image"] == "localstack/localstack:4.14.0"
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
