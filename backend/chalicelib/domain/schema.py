"""The base of every value that crosses a border: frozen, closed to unknown fields, lowerCamelCase outside."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

CHECKED = ConfigDict(hide_input_in_errors=True)
"""For whatever is checked: an error says where and what is wrong, and never repeats what stood there."""
STORED = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid", **CHECKED)
"""For plain values inside stored ones: made without a check where we know what we make, read with one."""


class Value(BaseModel):
    """An immutable value; unknown fields are refused, names are camelCase on the wire."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        populate_by_name=True,
        str_strip_whitespace=True,
        **CHECKED,
    )
