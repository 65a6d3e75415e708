"""The front door of notices: tell people, in the deed's transaction; they choose how it reaches them."""

from __future__ import annotations

from .channels import Channel, ChannelError, Message, channel, channels
from .kinds import Kind, declare, kinds
from .queries import failed, unread_count
from .sending import send
from .services import Told, notice_seen, notify

__all__ = [
    "Channel",
    "ChannelError",
    "Kind",
    "Message",
    "Told",
    "channel",
    "channels",
    "declare",
    "failed",
    "kinds",
    "notice_seen",
    "notify",
    "send",
    "unread_count",
]
