"""One job on paper: what was broken, what was done and used, photos before and after, boxes to sign, a code back."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image

from lvye.kernel.files import api as files
from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import school_name
from lvye.kit import say
from lvye.modules.repairs.models import OPEN, Job

from .board import owner
from .standing import reporter_of, standing, what_of

S = Job.Status
PICTURES = 3


def printed(job: Job, now: datetime) -> HttpResponse:
    """The form as PDF, shown in the browser."""
    content = papers.form_pdf(
        title=_("维修单"),
        school=school_name(),
        printed_on=timezone.localdate(now),
        register=_("报修"),
        number=job.number,
        facts=_facts(job, now),
        lines=_tables(job),
        pictures=_pictures(job),
        signatures=_signatures(job),
        url=f"{settings.BASE_URL}{reverse('repairs.job:detail', args=[job.pk])}",
        code=job.number,
    )
    return papers.answer(content, f"{job.number}.pdf")


def _facts(job: Job, now: datetime) -> list[tuple[str, str]]:
    rows = [
        (_("地点"), job.where),
        (_("哪件东西"), f"{job.asset.name} {job.asset.number}" if job.asset else ""),
        (_("故障"), what_of(job)),
        (_("类别"), f"{job.top.name} · {job.category.name}"),
        (_("缓急"), str(job.get_urgency_display())),
        (_("报修人"), reporter_of(job)),
        (_("报修时间"), say.moment(job.reported_at)),
        (_("负责"), owner(job)),
        (_("状态"), f"{job.get_status_display()} {standing(job, now).word if job.status in OPEN else ''}".strip()),
        (_("修好时间"), say.moment(job.finished_at) if job.finished_at else ""),
        (_("用时"), say.minutes(job.minutes) if job.minutes else ""),
        (_("材料费"), say.money(job.material_cost) if job.material_cost else ""),
        (_("自修节约"), say.money(job.saved_amount) if job.saved_amount else ""),
        (_("处理结果"), job.done_note),
    ]
    return [(label, value) for label, value in rows if value]


def _tables(job: Job) -> list[papers.Table]:
    lines = [[line.action, line.object, say.qty(line.qty), line.unit] for line in job.lines.order_by("pk")]
    parts = [
        [part.name, say.qty(part.qty), part.unit, say.money(part.amount) if part.amount is not None else ""]
        for part in job.materials.order_by("pk")
    ]
    left = [
        [one.object, say.qty(one.qty), one.unit, f"{one.get_fate_display()} {one.where}".strip()]
        for one in job.leftovers.order_by("pk")
    ]
    made = []
    if lines:
        heads = [_("动作"), _("物件"), _("数量"), _("单位")]
        made.append(papers.Table(heads, lines, numeric={2}, caption=_("做了什么")))
    if parts:
        heads = [_("材料"), _("数量"), _("单位"), _("金额")]
        made.append(papers.Table(heads, parts, numeric={1, 3}, caption=_("用料")))
    if left:
        heads = [_("物件"), _("数量"), _("单位"), _("去向")]
        made.append(papers.Table(heads, left, numeric={1}, caption=_("修不了的物件")))
    return made


def _pictures(job: Job) -> list[papers.Picture]:
    """The photos before and after, small enough for paper."""
    pictures = [one for one in files.of(job) if one.is_picture and files.path_of(one).exists()][:PICTURES]
    return [papers.Picture(_png(one), 50, str(one.get_kind_display())) for one in pictures]


def _png(attachment: files.Attachment) -> bytes:
    with Image.open(files.path_of(attachment)) as picture:
        picture.thumbnail((800, 800))
        kept = BytesIO()
        picture.convert("RGB").save(kept, "PNG")  # house: bytes in memory, no record
    return kept.getvalue()


def _signatures(job: Job) -> list[papers.Signature]:
    """Boxes to sign; what was accepted in the program is filled in."""
    done = job.done_on if job.status in {S.FINISHED, S.CLOSED} else None
    own_word = job.confirmed_how == Job.How.REPORTER and job.closed_at is not None
    accepted = timezone.localdate(job.closed_at) if own_word else None
    return [
        papers.Signature(_("维修人"), owner(job) if done else "", done),
        papers.Signature(_("报修人验收"), job.reporter_name if own_word else "", accepted),
        papers.Signature(_("总务处")),
    ]
