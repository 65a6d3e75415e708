"""Lists of choices kept as JSON, chosen as chips: the posts that may serve, the days of the week."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Post

WEEKDAYS = (
    (0, _("周一")), (1, _("周二")), (2, _("周三")), (3, _("周四")), (4, _("周五")), (5, _("周六")), (6, _("周日")),
)  # fmt: skip


def _posts() -> list[tuple[str, str]]:
    return list(Post.objects.filter(is_open=True).order_by("sort", "pk").values_list("code", "name"))


class _Chosen(models.JSONField):
    """A JSON list that a form shows as chips. In migrations it is a plain JSONField."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """How it is kept is all a migration needs."""
        name, _path, given, named = super().deconstruct()
        return str(name), "django.db.models.JSONField", list(given), dict(named)

    def chips(self) -> forms.Field:
        """The control of the form."""
        raise NotImplementedError

    def formfield(self, **_named: Any) -> forms.Field:
        """Chips instead of a text of brackets."""
        made = self.chips()
        made.label, made.help_text = self.verbose_name, self.help_text
        return made


class PostsField(_Chosen):
    """Codes of posts ("teacher")."""

    def chips(self) -> forms.Field:
        """One chip for each post in use."""
        return forms.MultipleChoiceField(
            choices=_posts, widget=forms.CheckboxSelectMultiple, required=not self.blank,
            error_messages={"required": _("请选哪些岗位的人可以值。")},
        )  # fmt: skip


class WeekdaysField(_Chosen):
    """Days of the week, 0 for Monday; none chosen: all."""

    def chips(self) -> forms.Field:
        """Seven chips."""
        return forms.TypedMultipleChoiceField(
            choices=WEEKDAYS, coerce=int, widget=forms.CheckboxSelectMultiple, required=False
        )
