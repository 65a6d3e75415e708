"""Whose turn it is, and what came of it. The program's own diary: no records of the school, no register."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Turn(models.Model):
    """The state of one job: the time it was last done for, and the worker that holds it now."""

    job = models.CharField(max_length=80, unique=True)
    done_for = models.DateTimeField(null=True)
    holder = models.CharField(max_length=32, blank=True)
    held_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("任务进度")
        verbose_name_plural = _("任务进度")

    def __str__(self) -> str:
        return self.job


class Run(models.Model):
    """One run of a job. A run without an end either goes on or died with its worker.

    due_at: the time it was to run at; wrote: the rows it says it wrote; error: empty when it went well.
    """

    job = models.CharField(_("任务"), max_length=80)
    due_at = models.DateTimeField(_("应运行"))
    began_at = models.DateTimeField(_("开始"))
    ended_at = models.DateTimeField(_("结束"), null=True)
    wrote = models.PositiveIntegerField(_("写入"), default=0)
    error = models.TextField(_("错误"), blank=True)

    class Meta:
        verbose_name = _("任务运行")
        verbose_name_plural = _("任务运行")
        indexes = [
            models.Index(fields=["job", "-id"], name="jobs_run_job"),
            models.Index(fields=["began_at"], name="jobs_run_began"),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.due_at:%F %T}"
