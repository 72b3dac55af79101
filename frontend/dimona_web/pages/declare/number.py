"""National numbers as people write them."""

import re

_SEPARATORS = re.compile(r"[\s.\-/]")
_NATIONAL_NUMBER = re.compile(r"\d{11}")


def national_number(written: str) -> str:
    """Return the eleven digits of a national number however it is written; empty when it is none."""
    digits = _SEPARATORS.sub("", written)
    return digits if _NATIONAL_NUMBER.fullmatch(digits) else ""
