"""Until when a device may be relied upon: pure arithmetic over the rules in force."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from lvye.kernel.rules import api as rules

from .models import Kind

TESTED = (Kind.HYDRANT, Kind.LIGHT, Kind.ALARM, Kind.PUMP)


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where there is no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def dates_of(
    kind: str, agent: str, *, made_on: date | None, installed_on: date | None, serviced_on: date | None, on: date
) -> tuple[date | None, date | None]:
    """(service due, scrap due) by the rules of a day; None where there is none.

    An extinguisher is first serviced so long after it was made, then so long after each service, and scrapped so long
    after it was made: GB 50444-2008, 5.3.2 and 5.4.3. A service that would fall on or after its scrapping is not owed.
    Hydrants, lights, alarms and pumps are tested once a year: 消防法 article 16. Exits have no dates.
    """
    if kind == Kind.EXTINGUISHER and made_on is not None and agent:
        scrap = add_months(made_on, int(rules.value(f"fire.scrap.{agent}", on)))
        if serviced_on is None:
            due = add_months(made_on, int(rules.value(f"fire.first_service.{agent}", on)))
        else:
            due = add_months(serviced_on, int(rules.value(f"fire.again_service.{agent}", on)))
        return (due if due < scrap else None), scrap
    begins = serviced_on or installed_on or made_on
    if kind in TESTED and begins is not None:
        return add_months(begins, int(rules.value("fire.test_months", on))), None
    return None, None
