"""Deeds on proofs: what shows that an item was done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import registers
from lvye.modules.plans.models import ItemStatus, PlanItem, PlanStatus, Proof, ProofKind

from .plans import state_refresh

WORDS = 300
OWN = "plans."  # a plan does not prove itself


def proof_words(item: PlanItem, words: str, *, now: datetime, actor: User) -> Proof:
    """Say in a sentence that and how it was done."""
    if not words.strip():
        raise ValidationError({"words": _("请写一句怎么做完的。")})
    return _prove(item, now=now, actor=actor, kind=ProofKind.WORDS, words=words.strip())


def proof_files(
    item: PlanItem, uploads: Sequence[File[Any]], *, words: str = "", now: datetime, actor: User
) -> list[Proof]:
    """Photos and papers, each a proof of its own kind. Raises ValidationError as `files.attach` does; all or none."""
    if not uploads:
        raise ValidationError({"uploads": _("请选一张照片或一份文件。")})
    received = [files.receive(upload, kind="") for upload in uploads]
    made = []
    with records.deed():
        for one in received:
            kind = ProofKind.PHOTO if one.usual_kind == files.Attachment.Kind.PHOTO else ProofKind.PAPER
            proof = _prove(item, now=now, actor=actor, kind=kind, label=one.filename[:120], words=words.strip())
            files.attach_all(proof, [one], kind="", actor=actor, now=now, fresh=True)
            made.append(proof)
    return made


def proof_record(item: PlanItem, about: str, pk: int, *, words: str = "", now: datetime, actor: User) -> Proof:
    """A record of any register the actor may see. Raises ValidationError for one that is not there for him."""
    reg = registers.get(about)
    missing = ValidationError({"about": _("没有找到这条记录，或者您看不到它。")})
    if reg is None or about.startswith(OWN) or not actor.has_perm(reg.permission("view")):
        raise missing
    record = reg.rows(actor).filter(pk=pk).first()
    if record is None:
        raise missing
    label = f"{reg.model._meta.verbose_name} {record}"[:120]
    return _prove(
        item, now=now, actor=actor, kind=ProofKind.RECORD, about=about, about_id=pk, label=label, words=words.strip()
    )


def proof_withdraw(proof: Proof, *, now: datetime, actor: User) -> Proof:
    """It does not count after all. Only who brought it, or who keeps the plan; never once the plan is closed."""
    _refuse_closed(proof.item)
    if proof.by_id != actor.pk and not actor.has_perm("plans.change_planitem"):
        raise ValidationError(_("别人登记的凭据，请编计划的人来撤。"))
    with records.deed():
        taken = records.take(proof, "withdraw", actor=actor)
        state_refresh(proof.item, today=timezone.localdate(now))
    return taken


def _prove(item: PlanItem, *, now: datetime, actor: User, **values: Any) -> Proof:
    _refuse_closed(item)
    if item.plan.status != PlanStatus.AGREED:
        raise ValidationError(_("计划还没有审定，等开始执行再登记。"))
    if item.status == ItemStatus.DROPPED:
        raise ValidationError(_("这一项已经取消，不用再登记。"))
    if len(values.get("words", "")) > WORDS:
        raise ValidationError({"words": _("最多 %(n)s 个字，请写短一点。") % {"n": WORDS}})
    with records.deed():
        made = records.create(Proof, actor=actor, item=item, by=actor, at=now, **values)
        state_refresh(item, today=timezone.localdate(now))
    return made


def _refuse_closed(item: PlanItem) -> None:
    if item.plan.status == PlanStatus.CLOSED:
        raise ValidationError(_("计划已经总结，不能再动凭据。"))
