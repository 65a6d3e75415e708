"""The account a person signs in with. What he may do hangs on his posts (kernel.people)."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """One sign-in. `name` is the full name as it is written in Chinese, one field.

    password_is_given: somebody else chose the password and knows it; until its owner changes it, nothing else opens.
    """

    name = models.CharField(_("姓名"), max_length=40)
    password_is_given = models.BooleanField(_("初始密码还没有改"), default=False, editable=False)
    is_system = models.BooleanField(_("系统账号"), default=False, editable=False)

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    class Meta:
        verbose_name = _("账号")
        verbose_name_plural = _("账号")

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name, for libraries that ask in Django's way."""
        return self.name

    def get_short_name(self) -> str:
        """The name again: Chinese names are not cut."""
        return self.name
