"""Monthly checks of the shop, what they find, prices beside those outside, and goods that may not be sold."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.partners.api import Lease

SHOPS = {"what": "shop"}
QUESTIONS = ("licence", "labels", "shelf", "banned", "storage", "hygiene", "price")


class BannedGoods(Record):
    """What a school shop may not sell: goods whose name holds one of the words."""

    name = models.CharField(_("什么"), max_length=30, unique=True)
    words = models.CharField(_("名称里的词"), max_length=200, help_text=_("用顿号分开：香烟、雪茄、电子烟"))
    why = models.CharField(_("为什么"), max_length=100, blank=True)
    document = models.CharField(_("依据"), max_length=100)
    article = models.CharField(_("条款"), max_length=40, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("禁售商品")
        verbose_name_plural = _("小卖部禁售目录")

    def __str__(self) -> str:
        return self.name

    @property
    def word_list(self) -> list[str]:
        """The words, one by one."""
        return [word for word in self.words.replace(",", "、").replace("，", "、").split("、") if word.strip()]


class Check(Record):
    """One check of a shop: seven questions, each answered yes or no."""

    class Kind(models.TextChoices):
        """Whether the shop knew."""

        MONTHLY = "monthly", _("每月检查")
        SURPRISE = "surprise", _("不打招呼抽查")

    lease = models.ForeignKey(Lease, models.PROTECT, related_name="+", verbose_name=_("哪一家"), limit_choices_to=SHOPS)
    kind = models.CharField(_("怎么查的"), max_length=8, choices=Kind.choices, default=Kind.MONTHLY)
    checked_on = models.DateField(_("检查日期"))
    checked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False, verbose_name=_("检查人"))
    licence = models.BooleanField(_("证照亮在店里，没有过期"), default=False)
    labels = models.BooleanField(_("商品都有厂名、厂址、生产日期和保质期"), default=False)
    shelf = models.BooleanField(_("没有过期商品，快到期的单独放"), default=False)
    banned = models.BooleanField(_("没有烟、酒、槟榔等禁售商品"), default=False)
    storage = models.BooleanField(_("离地离墙，要冷的冷着"), default=False)
    hygiene = models.BooleanField(_("店面干净，没有虫鼠"), default=False)
    price = models.BooleanField(_("明码标价"), default=False)
    words = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("小卖部检查")
        verbose_name_plural = _("小卖部检查")
        constraints = [
            models.UniqueConstraint(
                fields=["lease", "checked_on"], name="shop_check_once",
                violation_error_message=_("这一天已经查过这一家了。"),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.checked_on:%Y-%m-%d}"

    @property
    def failed(self) -> list[str]:
        """The questions answered no, in words."""
        words = {field.name: str(field.verbose_name) for field in self._meta.fields}
        return [words[name] for name in QUESTIONS if not getattr(self, name)]


class FindingStatus(models.TextChoices):
    """Whether it is put right."""

    OPEN = "open", _("待整改")
    FIXED = "fixed", _("已整改")
    DROPPED = "dropped", _("核实不成立")


S = FindingStatus


class Finding(Record):
    """What was wrong in a shop. A serious one counts towards the end of the lease, put right or not."""

    Status = FindingStatus

    class Kind(models.TextChoices):
        """What was wrong; the first three are serious."""

        EXPIRED = "expired", _("过期变质")
        NAMELESS = "nameless", _("三无商品")
        BANNED = "banned", _("禁售商品")
        UNHEALTHY = "unhealthy", _("高盐高糖高脂")
        HYGIENE = "hygiene", _("卫生")
        PRICE = "price", _("价格")
        PAPERS = "papers", _("证照")
        OTHER = "other", _("其他")

    lease = models.ForeignKey(Lease, models.PROTECT, related_name="+", verbose_name=_("哪一家"), limit_choices_to=SHOPS)
    check_made = models.ForeignKey(
        Check, models.PROTECT, null=True, blank=True, editable=False, related_name="findings", verbose_name=_("检查")
    )
    found_on = models.DateField(_("发现日期"))
    kind = models.CharField(_("什么问题"), max_length=10, choices=Kind.choices)
    what = models.CharField(_("哪件商品、什么情况"), max_length=200)
    is_serious = models.BooleanField(_("严重"), default=False, editable=False)
    due_on = models.DateField(_("整改时限"), editable=False)
    status = models.CharField(_("状态"), max_length=8, choices=S.choices, default=S.OPEN, editable=False)
    done = models.CharField(_("怎么整改的"), max_length=200, blank=True)
    fixed_on = models.DateField(_("整改日期"), null=True, blank=True, editable=False)
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("fix", _("整改好了"), {S.OPEN}, S.FIXED, fields=("done",), tone="main"),
        Step("drop", _("不成立"), {S.OPEN}, S.DROPPED, fields=("done",), tone="no"),
        final={S.FIXED, S.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {S.OPEN: "soon", S.FIXED: "done", S.DROPPED: "idle"}
    search_from: ClassVar[tuple[str, ...]] = ("what",)

    class Meta:
        verbose_name = _("小卖部问题")
        verbose_name_plural = _("小卖部问题")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open") | ~Q(done=""), name="shop_finding_done",
                violation_error_message=_("请写怎么整改的。"),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.what


SERIOUS = (Finding.Kind.EXPIRED, Finding.Kind.NAMELESS, Finding.Kind.BANNED)


class Price(Record):
    """One thing's price in the shop beside its price outside, the same day."""

    class Status(models.TextChoices):
        """Whether it is dearer than the rule allows, and cut since."""

        FAIR = "fair", _("合适")
        DEAR = "dear", _("偏贵")
        CUT = "cut", _("已降价")

    lease = models.ForeignKey(Lease, models.PROTECT, related_name="+", verbose_name=_("哪一家"), limit_choices_to=SHOPS)
    goods = models.CharField(_("商品和规格"), max_length=60)
    ours = models.DecimalField(_("店里卖（元）"), max_digits=7, decimal_places=2)
    outside = models.DecimalField(_("校外卖（元）"), max_digits=7, decimal_places=2)
    where = models.CharField(_("校外哪一家"), max_length=40)
    compared_on = models.DateField(_("比价日期"))
    status = models.CharField(_("状态"), max_length=5, choices=Status.choices, default=Status.FAIR, editable=False)
    agreed = models.DecimalField(_("谈成的价（元）"), max_digits=7, decimal_places=2, null=True, blank=True)
    cut_on = models.DateField(_("降价日期"), null=True, blank=True, editable=False)
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("cut", _("谈成降价"), {Status.DEAR}, Status.CUT, fields=("agreed",), tone="main"), final={Status.CUT}
    )
    tones: ClassVar[dict[str, str]] = {Status.FAIR: "done", Status.DEAR: "soon", Status.CUT: "done"}
    search_from: ClassVar[tuple[str, ...]] = ("goods",)

    class Meta:
        verbose_name = _("校内外比价")
        verbose_name_plural = _("校内外比价")
        constraints = [
            models.CheckConstraint(
                condition=Q(ours__gt=0) & Q(outside__gt=0), name="shop_price_positive",
                violation_error_message=_("价格要大于零。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="cut") | Q(agreed__gt=0, agreed__lt=F("ours")), name="shop_price_agreed",
                violation_error_message=_("谈成的价要比现在低。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.goods

    @property
    def gap(self) -> Decimal:
        """How much dearer it is in the shop, yuan."""
        return self.ours - self.outside
