"""The student's contingent of hours per calendar year, as a dated table.

Law of 10 April 2025 (650 hours from 1 January 2025); earlier years as the RSZ instructions had them.
"""

_STUDENT_HOURS_FROM_YEAR = ((2025, 650), (2023, 600), (2017, 475))


def student_hours_limit(year: int) -> int | None:
    """Return the student hours of a calendar year, or None for years before the count in hours."""
    return next((hours for since, hours in _STUDENT_HOURS_FROM_YEAR if year >= since), None)
