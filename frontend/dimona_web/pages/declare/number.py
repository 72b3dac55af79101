"""Numbers of persons and of enterprises as people write them."""

import re

_SEPARATORS = re.compile(r"[\s.\-/]")
_NATIONAL_NUMBER = re.compile(r"\d{11}")


def without_separators(written: str) -> str:
    """Return a number without the spaces, dots, dashes and strokes between its digits."""
    return _SEPARATORS.sub("", written)


def national_number(written: str) -> str:
    """Return the eleven digits of a national number however it is written; empty when it is none."""
    digits = without_separators(written)
    return digits if _NATIONAL_NUMBER.fullmatch(digits) else ""
