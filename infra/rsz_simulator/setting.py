"""The base of everything that is set from outside."""

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel


class Setting(BaseModel):
    """CamelCase outside, unknown names refused."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="forbid", coerce_numbers_to_str=True
    )
