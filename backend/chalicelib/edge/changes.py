"""Bodies of PATCH: only what is named changes; null removes what may be missing."""

from typing import Any

from pydantic import Field

from chalicelib.domain.schema import Value


def _without_default(schema: dict[str, Any]) -> None:
    """Say nothing of a default in the documentation: leaving a field out changes nothing."""
    schema.pop("default", None)


UNCHANGED: Any = Field(default=None, json_schema_extra=_without_default)
"""The default of a field that may be left out; null counts only if the field's own type takes it."""


class Changes(Value):
    """A body of PATCH."""

    def named(self, *beside: str) -> dict[str, Any]:
        """Return what was named, by field name, without the fields that are ``beside`` it."""
        return {name: getattr(self, name) for name in self.model_fields_set if name not in beside}
