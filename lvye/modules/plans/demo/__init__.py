"""The plans of the demo school: the full term's plan reckoned up, the running term's in work, meetings of both.

Items are taken from what the program offers; targets are fed by the repairs of the demo, so that every state is true.
"""

from __future__ import annotations

from .ground import School
from .meetings import meetings
from .plans import close, letters, proofs, term_plan


def make(school: School, *, small: bool) -> None:
    """Both terms in the order of their days: plan, letters, meetings, proofs; the first one closed."""
    full = term_plan(school, school.full)
    letters(school, full, unsigned=0)
    meetings(school, school.full, full, until=school.full.ends_on, small=small)
    proofs(school, full, until=school.full.ends_on)
    close(school, full)
    running = term_plan(school, school.running)
    letters(school, running, unsigned=2)
    meetings(school, school.running, running, until=school.today, small=small)
    proofs(school, running, until=school.today)
