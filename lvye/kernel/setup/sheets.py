"""A sheet in the first run: looked at without a trace, then brought in as a whole. The kernel's own import does it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.exchange.api import Outcome, bring_in, drop, dry_run, keep, open_kept, template_xlsx
from lvye.kernel.people.api import Person, person_import
from lvye.kernel.registers.api import Register

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GONE = gettext_lazy("这个文件放得太久了，请再选一次。")


@dataclass(frozen=True)
class Trial:
    """What was found in a sheet, for the page. token: the kept file, to be brought in by the next press."""

    filename: str
    outcome: Outcome
    token: str
    gives_sign_ins: bool

    @property
    def sound_rows(self) -> int:
        """Rows nothing is wrong with."""
        bad = {problem.row for problem in self.outcome.problems}
        return 0 if 0 in bad else max(self.outcome.rows - len(bad), 0)


def template(reg: Register) -> HttpResponse:
    """The empty sheet to fill in."""
    name = _("%(title)s导入模板") % {"title": reg.title}
    headers = {"Content-Disposition": content_disposition_header(True, f"{name}.xlsx") or "attachment"}
    return HttpResponse(template_xlsx(reg), content_type=SHEET, headers=headers)


def look(reg: Register, upload: Any, *, actor: User) -> Trial:
    """Try a sheet: every problem is found, nothing is written."""
    outcome = dry_run(reg, upload, upload.name, actor=actor)
    upload.seek(0)
    token = keep(upload.chunks(), upload.name, reg.key, actor.pk, None)
    return Trial(upload.name, outcome, token, _names_accounts(outcome))


def look_again(reg: Register, token: str, *, actor: User) -> Trial:
    """The same for the file kept under `token`. Raises ValidationError when it is not there any more."""
    kept = open_kept(token, reg.key, actor.pk)
    if kept is None:
        raise ValidationError(GONE)
    with kept.file:
        outcome = dry_run(reg, kept.file, kept.filename, actor=actor)
    return Trial(kept.filename, outcome, token, _names_accounts(outcome))


def bring(reg: Register, token: str, *, actor: User) -> Trial:
    """Bring the kept file in, all of it or nothing. Raises ValidationError when it is not there any more."""
    kept = open_kept(token, reg.key, actor.pk)
    if kept is None:
        raise ValidationError(GONE)
    with kept.file:
        outcome = bring_in(reg, kept.file, kept.filename, actor=actor)
    if outcome.sound:
        drop(token)
    return Trial(kept.filename, outcome, token, _names_accounts(outcome))


def with_password(reg: Register, password: str, today: date) -> Register:
    """The register of people, whose import gives every new sign-in this first password."""
    assert reg.model is Person  # noqa: S101 - only people sign in

    def enter(rows: Any, *, actor: User) -> Any:
        return given(rows, actor=actor)

    given = partial(person_import, today=today, password=password or None)
    return replace(reg, importer=enter)


def _names_accounts(outcome: Outcome) -> bool:
    table = outcome.table
    if table is None or "username" not in table.columns:
        return False
    return any(str(table.value(row, "username") or "").strip() for row in table.rows)
