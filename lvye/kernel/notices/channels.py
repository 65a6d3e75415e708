"""Ways out of the program. Mail is the first; group robots and push join by declaring a `Channel`."""

from __future__ import annotations

from dataclasses import dataclass
from smtplib import SMTPException
from typing import Protocol

from django.core.mail import BadHeaderError, EmailMessage
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kit.registry import Registry


class ChannelError(Exception):
    """A message could not be brought; the text says why. It is tried again later."""


@dataclass(frozen=True)
class Message:
    """What a channel brings to one user: already in his language, with nothing private beyond titles and links."""

    subject: str
    text: str


class Channel(Protocol):
    """A way to bring messages to a user."""

    @property
    def name(self) -> str:
        """Its name in preferences and deliveries."""

    @property
    def label(self) -> str | Promise:
        """What people call it."""

    def reaches(self, user: User) -> bool:
        """Whether the user can be reached this way at all (he has an address)."""

    def send(self, user: User, message: Message) -> None:
        """Bring it; raises ChannelError."""


class Mail:
    """Electronic mail, as the settings say it is sent."""

    name = "mail"
    label = _("邮件")

    def reaches(self, user: User) -> bool:
        """Who has an address."""
        return bool(user.email)

    def send(self, user: User, message: Message) -> None:
        """Hand it to the mail server; raises ChannelError with the server's words."""
        headers = {"Auto-Submitted": "auto-generated"}  # no holiday replies
        try:
            EmailMessage(message.subject, message.text, to=[user.email], headers=headers).send()
        except (SMTPException, OSError, BadHeaderError) as problem:
            raise ChannelError(f"{type(problem).__name__}: {problem}") from problem


channels: Registry[Channel] = Registry("channel")


def channel(declared: Channel) -> Channel:
    """Make a channel known; raises ImproperlyConfigured for a name used twice."""
    return channels.add(declared.name, declared)


channel(Mail())
