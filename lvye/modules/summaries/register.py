"""What the kernel is told about summaries."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import MenuLink, Offer, Register, View, menu_link, offer, register

from . import screens, services
from .models import Kind, Status, Summary


def visible(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Who writes, approves or signs summaries sees all; the others see what is signed, and their own report."""
    if any(user.has_perm(f"summaries.{verb}_summary") for verb in ("change", "approve", "sign")):
        return rows
    person = person_of(user)
    own = Q(person=person) if person else Q(pk__in=[])
    return rows.filter(own | (Q(status=Status.SIGNED) & ~Q(kind=Kind.PERSON)))


register(
    Register(
        model=Summary,
        menu="plans",
        icon="doc",
        columns=("title", "kind", "status", "version", "signed_at"),
        fields=("kind", "period", "person"),
        filters=("kind", "status"),
        views=(
            View("term", _("工作总结"), {"kind": Kind.TERM}),
            View("month", _("月度简报"), {"kind": Kind.MONTH}),
            View("person", _("个人述职"), {"kind": Kind.PERSON}),
        ),
        create=services.summary_draft,
        actions={
            "submit": services.summary_submit,
            "approve": services.summary_approve,
            "send_back": services.summary_send_back,
            "sign": screens.sign_now,
        },
        screens={"detail": screens.detail, "new": screens.new, "edit": screens.edit},
        scope=visible,
        rights={
            "director": "view add change export submit",
            "deputy_director": "view add change export submit",
            "vice_principal": "view export approve send_back",
            "principal": "view export send_back sign",
            "repairer": "view",
            "teacher": "view",
            "keeper": "view",
        },
        empty=_("总结由平时的记录自动写成：选一个学期，先看草稿，再改几句话就能送审。"),
    )
)

menu_link(
    MenuLink(
        group="plans",
        label=_("我的工作记录"),
        url_name="summaries:mine",
        icon="user",
        right="summaries.view_summary",
        order=70,
    )
)
offer(
    Offer(
        name="record",
        label=_("工作记录"),
        icon="doc",
        url=lambda person: reverse("summaries:person", args=[person.pk]),
        right="summaries.change_summary",
        order=30,
    ),
    on="people.person",
)
