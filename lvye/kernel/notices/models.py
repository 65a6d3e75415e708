"""Messages, how each person wants to get them, and how far their sending has come.

None of these is a record of the school: what happened is in the registers and their trail, a notice only points there.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

TITLE, BODY, URL = 120, 1000, 300


class Cadence(models.TextChoices):
    """When a channel brings a message."""

    NOW = "now", _("马上")
    DAILY = "daily", _("每天汇总一次（急件马上）")
    NEVER = "never", _("不要")


class Notice(models.Model):
    """One message to one user. Written in the deed's own transaction: these rows are the outbox.

    kind: which declared kind of message (see kinds.py). routed_at: when it was given to the channels.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("给谁"))
    kind = models.CharField(_("种类"), max_length=60)
    title = models.CharField(_("标题"), max_length=TITLE)
    body = models.CharField(_("内容"), max_length=BODY, blank=True)
    url = models.CharField(_("去哪里看"), max_length=URL, blank=True)
    urgent = models.BooleanField(_("急"), default=False)
    target = models.CharField(max_length=60, blank=True)  # "repairs.job"
    target_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("看过"), null=True, blank=True)
    routed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("消息")
        verbose_name_plural = _("消息")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "url", "title"], condition=Q(read_at=None), name="notices_notice_unread_once"
            )
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="notices_notice_user"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notices_notice_unread"),
            models.Index(fields=["id"], condition=Q(routed_at=None), name="notices_notice_unrouted"),
            models.Index(fields=["target", "target_id"], condition=Q(read_at=None), name="notices_notice_about"),
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """One message by one channel: when it is due, how often it was tried, what went wrong."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("等发送")
        SENT = "sent", _("已发送")
        DROPPED = "dropped", _("已在程序里看过，不再发")
        FAILED = "failed", _("发不出去")

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=20)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("发送")
        verbose_name_plural = _("发送")
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="notices_delivery_once")]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="notices_delivery_due")]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class Preference(models.Model):
    """How one user wants one kind of message by one channel. In the program he always gets it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=20)
    cadence = models.CharField(max_length=10, choices=Cadence.choices)

    class Meta:
        verbose_name = _("消息设置")
        verbose_name_plural = _("消息设置")
        constraints = [models.UniqueConstraint(fields=["user", "kind", "channel"], name="notices_preference_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.channel} {self.cadence}"


class Personal(models.Model):
    """What holds for all channels of one user: the language of mails, and the hours he is left in peace.

    The hours may cross midnight (22:00–06:00). Urgent messages do not wait for their end.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    language = models.CharField(_("邮件的语言"), max_length=10, choices=settings.LANGUAGES, blank=True)
    quiet_from = models.TimeField(_("安静时段从"), null=True, blank=True)
    quiet_to = models.TimeField(_("到"), null=True, blank=True)

    class Meta:
        verbose_name = _("个人消息设置")
        verbose_name_plural = _("个人消息设置")
        constraints = [
            models.CheckConstraint(
                name="notices_personal_quiet_whole",
                condition=Q(quiet_from=None, quiet_to=None) | Q(quiet_from__isnull=False, quiet_to__isnull=False),
                violation_error_message=_("安静时段要填开始和结束两个时间，或者都不填。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.quiet_from}-{self.quiet_to}"
