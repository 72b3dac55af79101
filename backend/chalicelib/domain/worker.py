"""Who works: the identity data the RSZ knows for a worker.

Glossary 2023/3, zones 00024 to 00035, 00119, 00168 and 00169.
"""

from datetime import date
from typing import Annotated

from pydantic import Field

from chalicelib.domain.schema import Value

CountryCode = Annotated[int, Field(ge=100, le=999, description="Country code of annex 5; Belgium is 150")]
LONGEST_FAMILY_NAME, LONGEST_GIVEN_NAME = 48, 24
FamilyName = Annotated[str, Field(min_length=1, max_length=LONGEST_FAMILY_NAME)]
GivenName = Annotated[str, Field(min_length=1, max_length=LONGEST_GIVEN_NAME)]


class Municipality(Value):
    """A municipality by name and, in Belgium, by its NIS code (Brussels is 21004)."""

    code: int | None = None
    name: Annotated[str, Field(min_length=1, max_length=40)]


class Address(Value):
    """A postal address; the place of work of a student may have a street of 42 characters."""

    street: Annotated[str, Field(min_length=1, max_length=42)]
    house_number: Annotated[str, Field(min_length=1, max_length=10)]
    box_number: Annotated[str, Field(min_length=1, max_length=4)] | None = None
    post_code: Annotated[str, Field(min_length=1, max_length=9)]
    municipality: Municipality
    country: CountryCode = 150


class WorkerIdentity(Value):
    """What is known of a person. Sealed wherever it is stored, except for the two names."""

    ssin: str | None = None
    family_name: FamilyName | None = None
    given_name: GivenName | None = None
    birth_date: date | None = None
    place_of_birth: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    country_of_birth: CountryCode | None = None
    nationality: CountryCode | None = None
    gender: Annotated[int, Field(ge=1, le=2, description="1 male, 2 female (glossary zone 00029)")] | None = (
        None
    )
    address: Address | None = None

    @property
    def name(self) -> str:
        """Return given and family name as people say them, or an empty text."""
        return " ".join(part for part in (self.given_name, self.family_name) if part)


IDENTIFICATION_FIELDS = (
    "family_name",
    "given_name",
    "birth_date",
    "place_of_birth",
    "country_of_birth",
    "nationality",
    "gender",
    "address",
)
"""All of these are required when there is no SSIN (glossary 90017-363)."""
