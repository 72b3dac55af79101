"""The parts that are plain functions: check digits, clock settings, delays, holidays, labels."""

import json
import random
import re
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from infra.rsz_simulator import numbers
from infra.rsz_simulator.behaviour import Behaviour
from infra.rsz_simulator.clock import parse_shift
from infra.rsz_simulator.rules import written
from infra.rsz_simulator.rules.working_days import easter, is_holiday, next_working_day
from infra.rsz_simulator.settings import from_environment

PACKAGE = Path(numbers.__file__).parent
TODAY = date(2030, 9, 2)


@pytest.mark.parametrize(
    ("ssin", "born", "sex"),
    [
        ("90011599762", (1990, 1, 15), 1),
        ("88112399843", (1988, 11, 23), 2),
        ("03060999731", (2003, 6, 9), 1),
        ("07022899801", (2007, 2, 28), 2),
        ("92231799506", (1992, 3, 17), None),
        ("79520599703", (1979, 12, 5), 1),
        ("01483099840", (2001, 8, 30), 2),
    ],
)
def test_ssins_tell_birth_and_sex(ssin: str, born: tuple[int, int, int], sex: int | None) -> None:
    assert numbers.ssin_birth(ssin) == born
    assert numbers.ssin_sex(ssin) == sex
    assert numbers.is_ssin(ssin, TODAY)


@pytest.mark.parametrize("ssin", ["90011599763", "00000000000", "90023099790"])
def test_what_is_no_ssin(ssin: str) -> None:
    assert not numbers.is_ssin(ssin, TODAY)


def test_new_bis_numbers_are_valid_and_synthetic() -> None:
    for birth, sex in (("1992-03-17", 2), ("2004-11-30", 1), ("1980-00-00", 1)):
        for serial in range(49):
            number = numbers.new_bis_number(birth, sex, serial)
            assert numbers.is_ssin(number, TODAY)
            assert numbers.ssin_sex(number) == sex
            assert 900 <= int(number[6:9]) <= 998


def test_other_numbers() -> None:
    assert all(numbers.is_enterprise_number(n) for n in ("0999999922", "0999999823", "1999999943"))
    assert not any(numbers.is_enterprise_number(n) for n in ("0999999921", "2999999922"))
    assert all(numbers.is_employer_id(n) for n in (199999837, 199999934, 5999999892))
    assert not any(numbers.is_employer_id(n) for n in (199999838, 96, 5999999893))
    known = (900000000116, 900000000217, 900000000318, 900000000419, 912345678954)
    assert all(numbers.is_dimona_number(n) for n in known)
    assert not any(numbers.is_dimona_number(n) for n in (900000000117, 116, 9000000001160))


def test_serials_whose_remainder_is_zero_are_skipped() -> None:
    multiple = 97 * 100_000_000
    assert numbers.dimona_number(multiple) is None
    assert numbers.next_dimona_number(multiple) == (multiple + 1, (multiple + 1) * 100 + 1)


def test_clock_settings() -> None:
    assert parse_shift("", "production", 0.0) == 0.0
    assert parse_shift("+12345.5", "local", 0.0) == 12345.5
    assert parse_shift("-60", "test", 0.0) == -60.0
    assert parse_shift("1970-01-01T01:00:10+01:00", "test", 4.0) == 6.0
    assert parse_shift("1970-07-01T02:00:00", "test", 0.0) == 181 * 86_400 + 3600
    with pytest.raises(ValueError, match="stage"):
        parse_shift("+1", "production", 0.0)
    with pytest.raises(ValueError, match="noon"):
        parse_shift("noon", "local", 0.0)


def test_delays_are_drawn_within_their_bounds() -> None:
    dice = random.Random(1)
    usual = Behaviour()
    draws = {
        kind: [usual.draw_delay(kind, dice) for _ in range(300)] for kind in ("dimonaIn", "dimonaCancel")
    }
    assert 2 <= min(draws["dimonaIn"]) < max(draws["dimonaIn"]) <= 5
    assert 2 <= min(draws["dimonaCancel"]) < 10
    assert 30 < max(draws["dimonaCancel"]) <= 45
    assert Behaviour(processing_delay="0").draw_delay("dimonaCancel", dice) == 0
    for wrong in ("5-2", "-1", "soon", ""):
        with pytest.raises(ValidationError):
            Behaviour(processing_delay=wrong)


def test_settings_of_an_empty_environment(tmp_path: Path) -> None:
    settings = from_environment({"RSZ_STATE_DIR": str(tmp_path)})
    assert (settings.port, settings.public_url) == (8900, "http://127.0.0.1:8900")
    assert settings.client_keys() == {}
    with pytest.raises(ValueError, match="delay"):
        from_environment({"RSZ_PROCESSING_DELAY": "soon"})


def test_holidays() -> None:
    assert [easter(year) for year in (2025, 2026, 2027)] == [
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2027, 3, 28),
    ]
    of_2026 = [day for month in range(1, 13) for day in range(1, 32) if _holiday(2026, month, day)]
    assert len(of_2026) == 10
    assert not is_holiday(date(2026, 4, 3))  # Good Friday


def _holiday(year: int, month: int, day: int) -> bool:
    try:
        return is_holiday(date(year, month, day))
    except ValueError:
        return False


@pytest.mark.parametrize(
    ("last", "without_saturday", "with_saturday"),
    [
        ("2026-03-25", "2026-03-26", "2026-03-26"),
        ("2026-03-27", "2026-03-30", "2026-03-28"),
        ("2026-04-03", "2026-04-07", "2026-04-04"),
        ("2026-04-30", "2026-05-04", "2026-05-02"),
        ("2026-05-22", "2026-05-26", "2026-05-23"),
        ("2026-12-31", "2027-01-04", "2027-01-02"),
    ],
)
def test_working_days(last: str, without_saturday: str, with_saturday: str) -> None:
    day = date.fromisoformat(last)
    assert next_working_day(day, saturday_counts=False).isoformat() == without_saturday
    assert next_working_day(day, saturday_counts=True).isoformat() == with_saturday


def test_every_code_the_rules_name_has_labels() -> None:
    texts = json.loads((PACKAGE / "data" / "anomalies.json").read_text(encoding="utf-8"))
    codes = {
        f"{block}-{error}" for block in ("90373", "90378") for error in ("333", "334", "341", "343", "421")
    }
    for file in (*PACKAGE.glob("rules/*.py"), *PACKAGE.glob("kinds/*.py"), PACKAGE / "office.py"):
        codes |= set(re.findall(r'"(\d{5}-\d{3})"', file.read_text(encoding="utf-8")))
    assert len(codes) > 30
    for code in codes:
        assert code in texts["specific"] or code[-3:] in texts["generic"], code
        label = written(code)["label"]
        assert label["nl"]
        assert label["fr"]
