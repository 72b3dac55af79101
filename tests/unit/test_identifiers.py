"""The numbers of the field: formulas, the ways people write them, and masks."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.identifiers import (
    BirthDate,
    InvalidIdentifierError,
    birth_date_of,
    is_dimona_number,
    is_enterprise_number,
    is_ssin,
    mask_ssin,
    parse_enterprise_number,
    parse_ssin,
)


@pytest.mark.parametrize(
    ("ssin", "born"),
    [
        ("90011599762", BirthDate(1990, 1, 15)),
        ("88112399843", BirthDate(1988, 11, 23)),
        ("03060999731", BirthDate(2003, 6, 9)),
        ("07022899801", BirthDate(2007, 2, 28)),
        ("92231799506", BirthDate(1992, 3, 17)),
        ("79520599703", BirthDate(1979, 12, 5)),
        ("01483099840", BirthDate(2001, 8, 30)),
    ],
)
def test_published_examples(ssin: str, born: BirthDate) -> None:
    assert parse_ssin(ssin) == ssin
    assert birth_date_of(ssin) == born


@pytest.mark.parametrize("written", ["90.01.15-997.62", " 90 01 15 997 62 ", "900115-997-62"])
def test_people_write_numbers_in_many_ways(written: str) -> None:
    assert parse_ssin(written) == "90011599762"


@pytest.mark.parametrize(
    "wrong", ["90011599763", "9001159976", "900115997620", "", "abc", "\uff19001159976\uff12", "90131599707"]
)
def test_what_is_not_a_national_number(wrong: str) -> None:
    assert not is_ssin(wrong)
    with pytest.raises(InvalidIdentifierError) as error:
        parse_ssin(wrong)
    assert "9001159976" not in str(error.value)


@pytest.mark.parametrize("wrong", ["90011500089", "90011599960", "90004599728", "92204599815"])
def test_a_counter_given_to_nobody_and_a_day_of_no_month_make_no_national_number(wrong: str) -> None:
    """Counters 000 and 999, and a 45th day of an unknown month, each with fitting check digits."""
    assert not is_ssin(wrong)


@pytest.mark.parametrize(
    ("ssin", "born"),
    [
        ("92231700031", BirthDate(1992, 3, 17)),
        ("92231799902", BirthDate(1992, 3, 17)),
        ("90003199760", BirthDate(1990, None, None)),
        ("90000099720", BirthDate(1990, None, None)),
    ],
)
def test_a_bis_number_has_any_counter_and_a_day_may_stand_beside_an_unknown_month(
    ssin: str, born: BirthDate
) -> None:
    assert birth_date_of(ssin) == born


@given(st.dates(date(1920, 1, 1), date(2026, 1, 1)), st.integers(900, 998), st.sampled_from([0, 20, 40]))
def test_every_number_with_fitting_digits_is_read(born: date, counter: int, offset: int) -> None:
    first9 = f"{born:%y}{born.month + offset:02d}{born:%d}{counter:03d}"
    prefix = "2" if born.year >= 2000 else ""
    ssin = f"{first9}{97 - int(prefix + first9) % 97:02d}"

    assert parse_ssin(ssin) == ssin
    assert birth_date_of(ssin).month == born.month
    assert birth_date_of(ssin).day == born.day or birth_date_of(ssin).year != born.year


@given(st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_seldom_a_number(position: int, step: int) -> None:
    number = "88112399843"
    digit = (int(number[position]) + step) % 10
    changed = number[:position] + str(digit) + number[position + 1 :]

    assert not is_ssin(changed) or birth_date_of(changed) != birth_date_of(number)


def test_an_unknown_day_agrees_with_every_day() -> None:
    assert BirthDate(1990, 1, None).agrees_with(date(1990, 1, 31))
    assert not BirthDate(1990, 1, None).agrees_with(date(1990, 2, 1))


def test_a_masked_number_hides_counter_and_check_digits() -> None:
    assert mask_ssin("90011599762") == "90.01.15-***.**"


@pytest.mark.parametrize(
    "written",
    [
        "0999999922", "0999.999.922", " 0999 999 922", "BE 0999.999.922",
        " BE0999999922", "be 0999999922", "999.999.922", "999999922", "BE 999.999.922",
    ],
)  # fmt: skip
def test_enterprise_numbers(written: str) -> None:
    assert parse_enterprise_number(written) == "0999999922"


@pytest.mark.parametrize("wrong", ["0999999921", "999999921", "99999992", "2999999922", "BE09999999221", ""])
def test_what_is_not_an_enterprise_number(wrong: str) -> None:
    with pytest.raises(InvalidIdentifierError):
        parse_enterprise_number(wrong)


@pytest.mark.parametrize(
    ("number", "other"),
    [("0999992497", "0999992400"), ("0999992301", "0999992398"), ("0999992202", "0999992299")],
)
def test_an_enterprise_number_has_one_pair_of_check_digits(number: str, other: str) -> None:
    """Remainders 0, 96 and 95: check digits that differ by 97 leave the same remainder."""
    assert is_enterprise_number(number)
    assert not is_enterprise_number(other)


@pytest.mark.parametrize("number", ["900000000116", "900000000217", "912345678954"])
def test_dimona_numbers(number: str) -> None:
    assert is_dimona_number(number)
    assert not is_dimona_number(str(int(number) + 1))
