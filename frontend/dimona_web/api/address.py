"""The browser's address, told to the API in a signed header: for throttling and audit, it grants nothing."""

import hashlib
import hmac

HEADER = "Dimona-Client-Address"


def signed_address(address: str, unix_seconds: int, signing_key: str) -> str:
    """Return `<address>;<unix seconds>;<hex hmac-sha256 of the first two>`."""
    stated = f"{address};{unix_seconds}"
    seal = hmac.new(signing_key.encode(), stated.encode(), hashlib.sha256).hexdigest()
    return f"{stated};{seal}"
