"""Who works in the canteen: their certificates, and how they were this morning."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step


class Worker(Record):
    """Somebody who works in the canteen. left_on: his last day; none while he works here.

    Who sees symptoms holds the right `health_worker`; all others see only whether he is on duty.
    """

    class Job(models.TextChoices):
        """What he does."""

        COOK = "cook", _("厨师")
        HELP = "help", _("帮厨")
        PASTRY = "pastry", _("面点")
        SERVE = "serve", _("打饭")
        WASH = "wash", _("洗消")
        STORE = "store", _("库管")
        HEAD = "head", _("食品安全员")

    extra_verbs: ClassVar[tuple[str, ...]] = ("health", "kitchen")
    verbs: ClassVar[dict[str, Any]] = {"health": _("看健康情况"), "kitchen": _("用灶台页")}

    person = models.OneToOneField(
        Person, models.PROTECT, related_name="+", verbose_name=_("姓名"),
        error_messages={"unique": _("这个人已经在食堂人员里了。")},
    )  # fmt: skip
    job = models.CharField(_("岗位"), max_length=8, choices=Job.choices, default=Job.HELP)
    begun_on = models.DateField(_("上岗日期"))
    left_on = models.DateField(_("离岗日期"), null=True, blank=True)

    named_by: ClassVar[tuple[str, ...]] = ("person",)

    class Meta:
        verbose_name = _("食堂人员")
        verbose_name_plural = _("食堂人员")
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("begun_on")),
                name="canteen_worker_days",
                violation_error_message=_("离岗日期不能早于上岗日期。"),
            )
        ]

    def __str__(self) -> str:
        return self.person.name


class Certificate(Record):
    """One certificate of a worker. ends_on: the last day it holds."""

    class Kind(models.TextChoices):
        """Which."""

        HEALTH = "health", _("健康证")
        TRAINING = "training", _("食品安全培训证")

    search_from: ClassVar[tuple[str, ...]] = ("number",)

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="certificates", verbose_name=_("人员"))
    kind = models.CharField(_("证件"), max_length=8, choices=Kind.choices, default=Kind.HEALTH)
    number = models.CharField(_("证号"), max_length=40)
    issued_by = models.CharField(_("发证机构"), max_length=60, blank=True)
    issued_on = models.DateField(_("发证日期"))
    ends_on = models.DateField(_("有效期至"))
    search_text = SearchField()

    class Meta:
        verbose_name = _("健康证")
        verbose_name_plural = _("健康证和培训证")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"],
                name="canteen_certificate_once",
                violation_error_message=_("这个证号已经登记过了。"),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("issued_on")),
                name="canteen_certificate_days",
                violation_error_message=_("有效期要晚于发证日期。"),
            ),
        ]
        indexes = [models.Index(fields=["worker", "kind", "ends_on"], name="canteen_certificate_worker")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Symptom(models.TextChoices):
    """The codes of the morning check's form."""

    FEVER = "1", _("发热")
    NAUSEA = "2", _("恶心")
    VOMIT = "3", _("呕吐")
    DIARRHOEA = "4", _("腹泻")
    BELLY = "5", _("腹痛")
    WOUND = "6", _("外伤、化脓")
    BURN = "7", _("烫伤")
    ECZEMA = "8", _("湿疹")
    JAUNDICE = "9", _("黄疸")
    THROAT = "10", _("咽痛")
    COUGH = "11", _("咳嗽")
    OTHER = "12", _("其他")


class CheckStatus(models.TextChoices):
    """Whether he works today."""

    ON = "on", _("上岗")
    OFF = "off", _("离岗")
    AWAY = "away", _("不在班")


C = CheckStatus


class MorningCheck(Record):
    """One worker on one morning. symptoms: codes, comma between; "" is 0, nothing. temperature: ℃ where measured.

    off_at: since when he is off duty. back: what shows that he may work again after having been sent off.
    """

    Status = CheckStatus

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="checks", verbose_name=_("人员"))
    day = models.DateField(_("日期"))
    status = models.CharField(_("结果"), max_length=4, choices=CheckStatus.choices, default=C.ON, editable=False)
    symptoms = models.CharField(_("症状编码"), max_length=40, blank=True, editable=False)
    temperature = models.DecimalField(_("体温（℃）"), max_digits=3, decimal_places=1, null=True, blank=True)
    is_clean = models.BooleanField(_("个人卫生和着装合格"), default=True)
    note = models.CharField(_("处理"), max_length=200, blank=True)
    back = models.CharField(_("凭什么回岗"), max_length=100, blank=True)
    checked_at = models.DateTimeField(_("晨检时间"), editable=False)
    checked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False, verbose_name=_("检查人"))
    off_at = models.DateTimeField(_("离岗时间"), null=True, blank=True, editable=False)

    flow: ClassVar[Flow] = Flow(
        Step("send_off", _("调离岗位"), {C.ON}, C.OFF, fields=("note",), tone="no"),
        Step("come", _("到岗"), {C.AWAY}, C.ON, tone="main"),
    )
    tones: ClassVar[dict[str, str]] = {C.ON: "done", C.OFF: "late", C.AWAY: "idle"}

    class Meta:
        verbose_name = _("晨检")
        verbose_name_plural = _("晨检记录")
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "day"],
                name="canteen_morningcheck_once",
                violation_error_message=_("这个人今天已经检过了。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=C.OFF) | Q(off_at__isnull=False),
                name="canteen_morningcheck_off",
                violation_error_message=_("离岗要有时间。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=C.ON) | Q(symptoms=""),
                name="canteen_morningcheck_well",
                violation_error_message=_("有症状的不能上岗。"),
            ),
        ]
        indexes = [models.Index(fields=["day", "status"], name="canteen_morningcheck_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.get_status_display()}"

    @property
    def symptom_words(self) -> str:
        """The codes in words."""
        known = dict(Symptom.choices)
        return "、".join(str(known[one]) for one in self.symptoms.split(",") if one in known)
