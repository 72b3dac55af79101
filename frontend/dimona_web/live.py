"""Where the type checker and Reflex part ways, said once.

Reflex's elements come without types. And while a page is built, an attribute of a state class is not the
value it is declared as, but a stand-in for the value the browser will have later.
"""

from typing import Any

# A part of a page.
View = Any
# A value that only the browser will know.
Live = Any


def live(attribute: object) -> Live:
    """Return the attribute of a state class as what it is while a page is built: its later value."""
    return attribute
