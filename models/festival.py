"""How far a day lies from the Spring Festival, which moves through January and February with the moon."""

from datetime import date

SPRING_FESTIVALS = (
    date(2019, 2, 5),
    date(2020, 1, 25),
    date(2021, 2, 12),
    date(2022, 2, 1),
    date(2023, 1, 22),
    date(2024, 2, 10),
    date(2025, 1, 29),
    date(2026, 2, 17),
    date(2027, 2, 6),
    date(2028, 1, 26),
    date(2029, 2, 13),
    date(2030, 2, 3),
    date(2031, 1, 23),
    date(2032, 2, 11),
    date(2033, 1, 31),
    date(2034, 2, 19),
    date(2035, 2, 8),
    date(2036, 1, 28),
    date(2037, 2, 15),
    date(2038, 2, 4),
    date(2039, 1, 24),
    date(2040, 2, 12),
)
"""The first day of the first lunar month, as the packaged calendar of holidays has it (a test compares them)."""

FAR = 180
"""Said of a day that no festival of the table is near to."""


def days_from_festival(day: date) -> int:
    """Days since the nearest Spring Festival; negative before it."""
    return min(((day - festival).days for festival in SPRING_FESTIVALS), key=abs, default=FAR)
