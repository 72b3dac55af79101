"""Mail on one machine: a file for each in a folder, where the mailbox page finds them. Never in AWS."""

import json
from pathlib import Path

from chalicelib.application.ports import AddressRefusedError, Clock, Ids, Words

REFUSED = "@refused.example"
"""Addresses that end so are refused, to see what comes of that."""


class MailboxMailer:
    """Implements the port Mailer."""

    def __init__(self, folder: Path, clock: Clock, ids: Ids) -> None:
        self._folder = folder
        self._clock = clock
        self._ids = ids

    def send(self, to: str, words: Words) -> None:
        """Write a mail to the folder, whole or not at all; see the port."""
        if to.endswith(REFUSED):
            raise AddressRefusedError(REFUSED)
        at = self._clock.now()
        mail = {
            "to": to,
            "at": at.isoformat(),
            "subject": words.subject,
            "text": words.text,
            "language": words.language,
        }
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / f"{at:%Y%m%dT%H%M%S%f}-{self._ids.new('mail')}.json"
        unfinished = path.with_suffix(".part")
        unfinished.write_text(json.dumps(mail, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(path)
