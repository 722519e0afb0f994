"""A length of time in the words of ISO 8601."""

from datetime import timedelta


def duration(length: timedelta) -> str:
    """ "PT1H30M"; seconds are left out."""
    hours, minutes = divmod(length // timedelta(minutes=1), 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes or not hours else "")
