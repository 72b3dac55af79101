"""Everything the environment decides, read once and checked at the start.

docs/operations.md lists these settings; a test compares the two.
"""

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, HttpUrl, SecretStr, model_validator

from chalicelib.domain.schema import CHECKED

LOCAL_STAGES = frozenset({"local", "test"})
PUSH_SERVICES = frozenset(
    {"fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com"}
)
"""Of Chrome and what is built on it, Firefox, Safari, Edge."""


def parse_clock(value: object) -> object:
    """Read the CLOCK setting: empty, signed seconds, or the instant at which this process starts."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not text:
        return timedelta(0)
    try:
        return timedelta(seconds=float(text))
    except ValueError:
        start = datetime.fromisoformat(text)
    if start.tzinfo is None:
        raise ValueError("an instant in CLOCK needs an offset")
    return start - datetime.now(UTC)


def parse_codes(value: object) -> object:
    """Read a list of codes: ``00028-348, own.thirdExtDay``."""
    return {code.strip() for code in value.split(",")} if isinstance(value, str) else value


class Settings(BaseModel):
    """The settings of the deployed code; names are those of the environment, in lower case."""

    model_config = ConfigDict(frozen=True, extra="ignore", **CHECKED)

    stage: Annotated[str, Field(description="local, test, or the name of a stage in AWS")]
    table_name: Annotated[str, Field(description="the DynamoDB table")]
    aws_region: Annotated[str, Field(description="where table, queues and keys are")] = "eu-west-3"
    queue_urgent_url: Annotated[str, Field(description="queue of filings whose deadline is near")]
    queue_bulk_url: Annotated[str, Field(description="queue of all other filings")]
    queue_follow_up_url: Annotated[str, Field(description="queue of questions for the RSZ's answer")]
    queue_jobs_url: Annotated[str, Field(description="queue of long work")]
    key_file: Annotated[Path | None, Field(description="local key: 32 bytes, base64url")] = None
    kms_key_id: Annotated[str | None, Field(description="key-encryption key in AWS")] = None
    rsz_base_url: Annotated[HttpUrl | None, Field(description="the RSZ's Dimona REST v2 service")] = None
    rsz_token_url: Annotated[HttpUrl | None, Field(description="the RSZ's OAuth token endpoint")] = None
    rsz_client_id: Annotated[str, Field(description="our client id at the RSZ")] = ""
    rsz_private_key_file: Annotated[Path | None, Field(description="PEM of the key that signs for us")] = None
    web_signing_key: Annotated[
        SecretStr, Field(description="shared with the web app: signs the browser's address")
    ] = SecretStr("")
    web_url: Annotated[
        HttpUrl | None, Field(description="where the web app is, for links in mails; needed to tell people")
    ] = None
    mail_sender: Annotated[
        str | None, Field(description="address that SES sends from", pattern=r"^[^@\s]+@[^@\s]+$")
    ] = None
    mailbox_dir: Annotated[
        Path | None, Field(description="folder for mails instead of SES; only local and test")
    ] = None
    push_key_file: Annotated[
        Path | None, Field(description="PEM of the P-256 key that web push is sent with; without it no push")
    ] = None
    push_contact: Annotated[
        str | None, Field(description="mailto: or https: address for push services that have a question")
    ] = None
    push_services: Annotated[
        frozenset[str],
        BeforeValidator(parse_codes),
        Field(description="host names of the push services of browsers, separated by commas"),
    ] = PUSH_SERVICES
    notice_window: Annotated[
        int, Field(description="seconds for which a notice waits for others like it", ge=0)
    ] = 60
    rules_off: Annotated[
        frozenset[str],
        BeforeValidator(parse_codes),
        Field(description="codes of uncertain rules that stay silent, separated by commas"),
    ] = frozenset()
    clock: Annotated[
        timedelta,
        BeforeValidator(parse_clock),
        Field(description="shift of the clock; only in the stages local and test"),
    ] = timedelta(0)

    @model_validator(mode="after")
    def _is_consistent(self) -> "Settings":
        if self.clock and self.stage not in LOCAL_STAGES:
            raise ValueError("CLOCK is refused outside the stages local and test")
        if self.key_file and self.stage not in LOCAL_STAGES:
            raise ValueError("KEY_FILE is refused outside the stages local and test; use KMS_KEY_ID")
        if self.mailbox_dir and self.stage not in LOCAL_STAGES:
            raise ValueError("MAILBOX_DIR is refused outside the stages local and test; use MAIL_SENDER")
        if self.push_key_file and self.push_contact is None:
            raise ValueError("PUSH_KEY_FILE needs PUSH_CONTACT")
        if (self.key_file is None) == (self.kms_key_id is None):
            raise ValueError("one of KEY_FILE and KMS_KEY_ID is needed")
        return self


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings of an environment; an empty variable counts as absent."""
    given = {name.lower(): value for name, value in environ.items() if value}
    return Settings.model_validate({name: given[name] for name in Settings.model_fields if name in given})


@cache
def settings() -> Settings:
    """Return the settings of this process, read once."""
    return read_settings(os.environ)
