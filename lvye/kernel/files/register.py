"""Declarations: the register of attachments, and their place on every record's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Column, DetailPart, Register, detail_part, register, registers

from . import queries, services
from .models import Attachment


def _on(attachment: Attachment) -> str:
    reg = registers.get(attachment.target)
    return f"{reg.model._meta.verbose_name} {attachment.target_id}" if reg else attachment.target


attachments = register(
    Register(
        model=Attachment,
        menu="more",
        columns=(
            "filename",
            Column("on", _("在哪条记录上"), _on),
            "kind",
            "caption",
            "by",
            "added_at",
            "status",
        ),
        filters=("kind", "status"),
        sorts=("-id",),
        actions={"withdraw": services.withdraw},
        scope=queries.seen_by,
        rights={"director": "view withdraw", "admin": "view withdraw"},
        empty=_("报修、验收时拍的照片和单据都列在这里；在一条记录的页面上“加照片”，就有了第一张。"),
        icon="camera",
        can_add=False,
    )
)


def on_page(reg: Register, record: Any, user: User) -> Mapping[str, Any]:
    """What a record's page shows of its files: `files`, and `attach_url` for who may add."""
    if reg.key == attachments.key:
        kept = record.status == Attachment.Status.KEPT
        return {"files": [_item(record, user)] if kept else [], "attach_url": ""}
    may_add = user.has_perm(reg.permission("change"))
    return {
        "files": [_item(attachment, user) for attachment in queries.of(record)],
        "attach_url": reverse("files:add", args=[reg.key, record.pk]) if may_add else "",
        "attach_kinds": [("", _("看内容定")), *Attachment.Kind.choices],
    }


def _item(attachment: Attachment, user: User) -> dict[str, Any]:
    mine = attachment.by_id == user.pk or user.has_perm("files.withdraw_attachment")
    return {
        "attachment": attachment,
        "url": queries.url(attachment),
        "thumb": queries.thumb_url(attachment),
        "caption": attachment.caption or ("" if attachment.is_picture else attachment.filename),
        "kind": attachment.get_kind_display(),
        "size": filesizeformat(attachment.stored.size),
        "withdraw_url": reverse("files:withdraw", args=[attachment.pk]) if mine else "",
    }


detail_part(DetailPart(name="files", context=on_page))
