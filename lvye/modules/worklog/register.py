"""What the kernel is told about the work log."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link, link_by
from lvye.kernel.offers.api import Offer, offer
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import Column, Panel, Register, View, panel_on, register
from lvye.kernel.registers.api import Offer as Button
from lvye.kernel.registers.api import offer as button
from lvye.modules.inspections.api import Hazard

from . import blocks, figures, services  # noqa: F401 - blocks and figures declare themselves
from .models import Entry, Kind, Line, Meaning
from .screens.mend import edit
from .sight import own

HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
DAILY = ("repairer", "cleaner", "gardener", "guard", "canteen", "keeper", "desk")
STAFF = (*DAILY, "buyer", "receiver", "finance", "cashier", "teacher", "admin")
OWN = "view add change withdraw log"
WHOLE = f"{OWN} export import all"
NOTED = {"director": "view add change export", "deputy_director": "view add change export", "admin": "view add change"}


def _keep(*, actor: User, **values: Any) -> Entry:
    now = timezone.now()
    return services.entry_keep(now=now, today=timezone.localdate(now), actor=actor, **values)


def _amend(entry: Entry, *, actor: User, **values: Any) -> Entry:
    return services.entry_amend(entry, today=timezone.localdate(), actor=actor, **values)


def _withdraw(entry: Entry, *, actor: User, why: str = "") -> Entry:
    return services.entry_withdraw(entry, why=why, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Entry,
        menu="day",
        icon="edit",
        columns=("said", "person", "done_on", "kind", "place", "people", "minutes", "origin", "status"),
        fields=("person", "done_on", "said"),
        more=("kind", "place", "minutes", "people", "origin"),
        filters=("kind", "person", "building", "origin", "done_on", "status"),
        sorts=("-id", "-done_on"),
        views=(
            View("sudden", _("临时任务"), {"origin": Entry.Origin.SUDDEN, "status": Entry.Status.KEPT}),
            View("withdrawn", _("撤回的"), {"status": Entry.Status.WITHDRAWN}),
        ),
        imports=("person", "done_on", "said", "minutes", "people"),
        create=_keep,
        amend=_amend,
        actions={"withdraw": _withdraw},
        screens={"edit": edit},
        scope=own,
        rights=dict.fromkeys((*HEADS, *LEADERS), WHOLE)
        | dict.fromkeys(STAFF, OWN)
        | dict.fromkeys(DAILY, f"{OWN} daily"),
        empty=_("还没有日志。点“记一笔”，做了什么说一句就行，数量会自己读出来。"),
    )
)


def _drop(line: Line, *, actor: User) -> Line:
    return services.line_drop(line, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Line,
        menu="more",
        icon="list",
        columns=(
            Column("what", _("做了什么"), lambda line: f"{line.action} {line.object}"), "qty", "unit", "is_approx",
            "kind", "place", "person", "done_on", "status",
        ),
        filters=("kind", "action", "object", "unit", "person", "building", "done_on", "status"),
        sorts=("-id", "-done_on"),
        actions={"drop": _drop},
        scope=own,
        rights=dict.fromkeys((*HEADS, *LEADERS), "view export drop")
        | dict.fromkeys(STAFF, "view drop"),
        can_add=False,
        empty=_("日志里读出来的数量一条一行：“更换 灯管 3 根”。记下第一句就有了。"),
    )
)  # fmt: skip
register(
    Register(
        model=Kind,
        menu="more",
        icon="grid",
        columns=("name", "words", "sort", "is_active"),
        fields=("name", "words", "sort", "is_active"),
        more=("code", "icon"),
        filters=("is_active",),
        sorts=("sort", "-id"),
        rights=NOTED | dict.fromkeys(LEADERS, "view"),
        empty=_("日志按类别归拢：维修、搬运、保洁……每一类写上认得出的词。"),
    )
)
register(
    Register(
        model=Meaning,
        menu="more",
        icon="pin",
        columns=("said", "place", "person"),
        fields=("place",),
        filters=("person",),
        scope=own,
        rights=dict.fromkeys((*HEADS, *STAFF), "view change"),
        can_add=False,
        empty=_("谁说“三楼男厕”指的是哪一处：记日志时选过一次，就记在这里。"),
    )
)
panel_on("worklog.entry", Panel(_("做了什么"), register="worklog.line", by="entry"))
panel_on("people.person", Panel(_("工作日志"), register="worklog.entry", by="person"))
panel_on("places.place", Panel(_("在这里做的零星工作"), register="worklog.line", by="place"))
panel_on("repairs.job", Panel(_("来自工作日志"), register="worklog.line", by="job"))


def _note(*, title: str, text: str, place: Any, photos: Any, about: Any, actor: User) -> Entry:
    """What was found on the way, as a line of one's own log."""
    person = person_of(actor)
    if person is None:
        raise ValidationError(gettext("这个账号没有对应的人，不能记日志。"))
    said = f"{title}：{text}" if text else title
    now = timezone.now()
    return services.entry_keep(
        person=person, said=said, done_on=timezone.localdate(now), lines=[], place=place, photos=photos, now=now,
        today=timezone.localdate(now), actor=actor,
    )  # fmt: skip


offer(Offer(code="worklog.note", label=_("记一笔"), takes=_note, right="worklog.log_entry", icon="edit", order=90))
link_by(Line, "entry")
link_by(Line, "job", leads_to=True)


def _hazard_url(entry: Entry) -> str:
    about = {"about": f"worklog.entry:{entry.pk}", "what": entry.said}
    return f"{reverse('inspections:snap')}?{urlencode(about)}"


button(
    Button(name="hazard", label=_("转隐患"), icon="warn", url=_hazard_url, right="inspections.report_hazard", order=20),
    on="worklog.entry",
)
link(
    "worklog.entry", "inspections.hazard",
    forth=lambda entry: Hazard.objects.filter(about="worklog.entry", about_id=entry.pk).order_by("pk"),
    back=lambda hazard: Entry.objects.filter(pk=hazard.about_id) if hazard.about == "worklog.entry" else (),
)  # fmt: skip
