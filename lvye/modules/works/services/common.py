"""What several deeds of building works ask."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.terms.api import refuse_closed
from lvye.modules.works.models import FindingStatus, Formality, Gate, Project


def said(words: str, name: str, refusal: str) -> str:
    """The words without blanks around them. Raises ValidationError for none."""
    if not words.strip():
        raise ValidationError({name: refusal})
    return words.strip()


def not_later(day: date | None, today: date, name: str) -> date:
    """The day of a deed, today where none is given. Raises ValidationError for one to come or in a closed term."""
    found = day or today
    if found > today:
        raise ValidationError({name: _("这一天还没有到。")})
    refuse_closed(found)
    return found


def refuse_missing(project: Project, gate: str) -> None:
    """Raises ValidationError naming the papers that must be there before this deed and are not."""
    rows = project.formalities.filter(gate=gate, status=Formality.Status.WANTED).order_by("pk")
    if missing := list(rows.values_list("name", flat=True)):
        text = _("%(when)s要有的手续还没有办好：%(names)s。办好归档，或写明为什么不需要。")
        words = {"when": Gate(gate).label, "names": "、".join(missing)}
        raise ValidationError(text % words, code="papers")


def refuse_open_findings(project: Project) -> None:
    """Raises ValidationError while something is still to be put right, or was and nobody has looked again."""
    if n := project.findings.exclude(status=FindingStatus.CHECKED).count():
        raise ValidationError(_("还有 %(n)s 个问题没有复查合格，先改好、复查。") % {"n": n}, code="findings")
