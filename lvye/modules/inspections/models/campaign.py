"""大排查: everything looked at by everybody within some days; each area answers, also when nothing was found."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step


class CampaignStatus(models.TextChoices):
    """A campaign is over when every area has answered."""

    OPEN = "open", _("排查中")
    DONE = "done", _("已结束")


class AreaStatus(models.TextChoices):
    """What an area has said."""

    DUE = "due", _("未报")
    REPORTED = "reported", _("已报")
    EXCUSED = "excused", _("免查")


class Campaign(Record):
    """One campaign. items: what is looked at everywhere, one a line."""

    Status = CampaignStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    name = models.CharField(_("名称"), max_length=60)
    why = models.CharField(_("起因"), max_length=200, blank=True)
    begins_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("最迟报的日期"))
    items = models.TextField(_("查什么（一行一项）"), max_length=2000)
    lead = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("牵头人"))
    status = models.CharField(
        _("状态"), max_length=6, choices=CampaignStatus.choices, default=CampaignStatus.OPEN, editable=False
    )
    done_on = models.DateField(_("结束日期"), null=True, blank=True, editable=False)
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("finish", _("结束排查"), {CampaignStatus.OPEN}, CampaignStatus.DONE, tone="main"),
        final={CampaignStatus.DONE},
    )
    tones: ClassVar[dict[str, str]] = {CampaignStatus.OPEN: "going", CampaignStatus.DONE: "done"}
    search_from: ClassVar[tuple[str, ...]] = ("number", "name")

    class Meta:
        verbose_name = _("大排查")
        verbose_name_plural = _("大排查")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")),
                name="inspections_campaign_days",
                violation_error_message=_("最迟报的日期不能早于开始日期。"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def item_list(self) -> list[str]:
        """What is looked at, one by one."""
        return [line.strip() for line in self.items.splitlines() if line.strip()]


class Area(Record):
    """One area of a campaign. found_count: how many hazards were found, counted when it answered; 0 is an answer."""

    Status = AreaStatus

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="areas", verbose_name=_("大排查"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("区域"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("谁查"))
    status = models.CharField(
        _("状态"), max_length=8, choices=AreaStatus.choices, default=AreaStatus.DUE, editable=False
    )
    reported_on = models.DateField(_("报的日期"), null=True, blank=True, editable=False)
    reported_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("谁报的")
    )
    found_count = models.PositiveIntegerField(_("发现几处"), null=True, blank=True, editable=False)
    words = models.CharField(_("说明"), max_length=300, blank=True)

    flow: ClassVar[Flow] = Flow(
        Step("report", _("报排查结果"), {AreaStatus.DUE}, AreaStatus.REPORTED, fields=("words",), tone="main"),
        Step("excuse", _("免查"), {AreaStatus.DUE}, AreaStatus.EXCUSED, fields=("words",), tone="no"),
        final={AreaStatus.REPORTED, AreaStatus.EXCUSED},
    )
    tones: ClassVar[dict[str, str]] = {
        AreaStatus.DUE: "soon", AreaStatus.REPORTED: "done", AreaStatus.EXCUSED: "idle",
    }  # fmt: skip

    class Meta:
        verbose_name = _("排查区域")
        verbose_name_plural = _("排查区域")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "place"],
                name="inspections_area_once",
                violation_error_message=_("这个区域在这次排查里已经有了。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=AreaStatus.REPORTED) | Q(reported_on__isnull=False, found_count__isnull=False),
                name="inspections_area_answer",
                violation_error_message=_("报排查结果要写发现几处，没有发现也要报“0”。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.words}".strip()
