"""The composition root is asked in one place, and forgotten in one place."""

import importlib
import pkgutil

from chalicelib.edge import bootstrap


def test_whatever_an_area_makes_can_be_asked_and_forgotten_at_the_root() -> None:
    """A part that was missing there would keep the settings of an earlier house."""
    made = {
        name
        for area in pkgutil.iter_modules(bootstrap.__path__)
        for name, part in vars(importlib.import_module(f"{bootstrap.__name__}.{area.name}")).items()
        if hasattr(part, "cache_clear")
    }

    assert made
    assert made <= {name for name, part in vars(bootstrap).items() if hasattr(part, "cache_clear")}
    assert made <= set(bootstrap.__all__)
