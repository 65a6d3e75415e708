"""What people keep of lists: their own saved views."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """A list as one person likes to see it: his own bookmark, no record of the school."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    register = models.CharField(max_length=60)
    name = models.CharField(_("名称"), max_length=20)
    query = models.CharField(max_length=500)

    class Meta:
        verbose_name = _("我的视图")
        verbose_name_plural = _("我的视图")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "register", "name"],
                name="registers_savedview_once",
                violation_error_message=_("您已经有一个同名的视图。"),
            )
        ]

    def __str__(self) -> str:
        return self.name
