"""报修 as a deed that takes a fault over, and the chain from what was found to the job."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link
from lvye.kernel.duties.api import Fault
from lvye.kernel.offers.api import Offer, offer
from lvye.kernel.people.api import person_of
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Category, Job
from lvye.modules.repairs.screens.desk import category_in

OTHER = "building-other"


def report(*, title: str, text: str, place: Any, photos: Any, about: Any, actor: User) -> Job:
    """A job out of a fault: its kind by the words, else one the desk will put right."""
    words = f"{title}：{text}" if text else title
    category = category_in(words) or Category.objects.filter(code=OTHER, is_active=True).first()
    if category is None:
        raise ValidationError(_("报修的故障类别还没有准备好，请先到“故障类别”里登记。"))
    person = person_of(actor)
    name = "" if person else actor.name
    return services.job_report(
        place=place, category=category, what=words[:200], source=Job.Source.PATROL, reporter=person,
        reporter_name=name, photos=photos, now=timezone.now(), actor=actor,
    )  # fmt: skip


offer(
    Offer(
        code="repairs.report", label=gettext_lazy("报修"), takes=report, right="repairs.report_job", icon="wrench",
        needs_place=True, order=10,
    )
)  # fmt: skip
link(
    "duties.fault",
    "repairs.job",
    forth=lambda fault: Job.objects.filter(pk=fault.target_id) if fault.target == "repairs.job" else (),
    back=lambda job: Fault.objects.filter(target="repairs.job", target_id=job.pk),
)
