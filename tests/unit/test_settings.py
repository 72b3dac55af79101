"""Settings: refused when they do not fit together, and all of them documented."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from chalicelib.edge.settings import Settings, read_settings

BASE = {
    "STAGE": "local",
    "TABLE_NAME": "t",
    "QUEUE_URGENT_URL": "u",
    "QUEUE_BULK_URL": "b",
    "QUEUE_FOLLOW_UP_URL": "f",
    "QUEUE_JOBS_URL": "j",
    "KEY_FILE": "/nowhere/key",
}
OPERATIONS = Path(__file__).parents[2] / "docs" / "operations.md"


def test_a_clock_may_be_shifted_locally() -> None:
    assert read_settings(BASE).clock == timedelta(0)
    assert read_settings({**BASE, "CLOCK": "+90.5"}).clock == timedelta(seconds=90.5)
    assert read_settings({**BASE, "CLOCK": "-90"}).clock == timedelta(seconds=-90)
    assert read_settings({**BASE, "CLOCK": "2100-01-01T00:00:00+01:00"}).clock > timedelta(days=10000)


@pytest.mark.parametrize(
    "changes",
    [
        {"STAGE": "production", "CLOCK": "+1"},
        {"STAGE": "production"},
        {"KEY_FILE": ""},
        {"KMS_KEY_ID": "alias/x"},
        {"TABLE_NAME": ""},
        {"CLOCK": "2026-12-01T17:55:00"},
        {"CLOCK": "tomorrow"},
        {"STAGE": "production", "KEY_FILE": "", "KMS_KEY_ID": "alias/x", "MAILBOX_DIR": "/tmp/mails"},
        {"MAIL_SENDER": "Dimona24"},
        {"PUSH_KEY_FILE": "/nowhere/push-key.pem"},
        {"NOTICE_WINDOW": "-1"},
    ],
)
def test_what_does_not_fit_together_is_refused(changes: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        read_settings({**BASE, **changes})


def test_telling_people_has_its_defaults() -> None:
    usual = read_settings(BASE)
    assert (usual.notice_window, usual.mail_sender, usual.push_key_file) == (60, None, None)
    assert "fcm.googleapis.com" in usual.push_services
    chosen = read_settings({**BASE, "NOTICE_WINDOW": "0", "PUSH_SERVICES": "push.example, other.example"})
    assert chosen.notice_window == 0
    assert chosen.push_services == {"push.example", "other.example"}


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_documented(name: str) -> None:
    assert f"`{name.upper()}`" in OPERATIONS.read_text(encoding="utf-8")
