"""Cursors: where a list goes on, sealed, and bound to the employer, the mode, the list and its filters.

DynamoDB goes on only within the range that is asked for, so under other filters a cursor is of no use.
"""

import base64
import binascii
import json
from typing import Any

from chalicelib.adapters.sealing import BrokenSealError, Seal
from chalicelib.application.ports import InvalidCursorError


def write_cursor(seal: Seal, of: str, position: dict[str, Any] | None) -> str | None:
    """Return the cursor for a position of DynamoDB, or None at the end."""
    if position is None:
        return None
    sealed = seal.close(json.dumps(position, separators=(",", ":")).encode(), f"cursor {of}")
    return base64.urlsafe_b64encode(sealed).rstrip(b"=").decode()


def read_cursor(seal: Seal, of: str, cursor: str | None) -> dict[str, Any] | None:
    """Return the position of a cursor. Raises InvalidCursorError for one of somewhere else."""
    if cursor is None:
        return None
    try:
        sealed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        position: dict[str, Any] = json.loads(seal.open(sealed, f"cursor {of}"))
    except (BrokenSealError, binascii.Error, ValueError) as wrong:
        raise InvalidCursorError from wrong
    return position
