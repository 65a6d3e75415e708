"""消息: the list, opening one, and how one wants to be told."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import AuthedRequest, needs

from . import queries, services
from .channels import channels
from .kinds import kinds
from .models import Cadence, Notice, Personal


@needs()
@require_safe
def list_(request: AuthedRequest) -> HttpResponseBase:
    """One's own messages, newest first."""
    before = request.GET.get("before", "")
    unread = request.GET.get("only") == "unread"
    page = queries.page_of(request.user, before=int(before) if before.isdecimal() else 0, unread=unread)
    context = {
        "page": page,
        "only_unread": unread,
        "waiting": queries.unread_count(request.user),
        "newest": page.notices[0].pk if page.notices else 0,
    }
    return render(request, "notices/list.html", context)


@needs()
@require_safe
def open_(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Read one message: it is marked, and leads to what it is about."""
    notice = get_object_or_404(Notice, pk=pk, user=request.user)
    services.notice_read(notice, now=timezone.now())
    if notice.url and url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
        return redirect(notice.url)
    return redirect(f"{reverse('notices:list')}#n{notice.pk}")


@needs()
@require_POST
def read_all(request: AuthedRequest) -> HttpResponseBase:
    """全部看过: up to the newest one that was on the page."""
    until = request.POST.get("until", "")
    if until.isdecimal():
        services.notice_read_all(request.user, until=int(until), now=timezone.now())
    return redirect(reverse("notices:list"))


def clock() -> forms.TimeInput:
    """A field for a time of day."""
    return forms.TimeInput(attrs={"type": "time", "class": "input"}, format="%H:%M")


class PreferenceForm(forms.Form):
    """One choice for each kind of message and channel, the quiet hours, the language of mails."""

    quiet_from = forms.TimeField(label=gettext_lazy("从"), required=False, widget=clock())
    quiet_to = forms.TimeField(label=gettext_lazy("到"), required=False, widget=clock())
    language = forms.ChoiceField(
        label=gettext_lazy("邮件的语言"), choices=settings.LANGUAGES, widget=forms.Select(attrs={"class": "input"})
    )

    def __init__(self, user: User, *args: Any) -> None:
        super().__init__(*args)
        self.chosen = queries.cadences(user)
        for (kind, channel), cadence in self.chosen.items():
            label = f"{kinds[kind].label} · {channels[channel].label}"
            select = forms.Select(attrs={"class": "input"})
            self.fields[f"{channel}:{kind}"] = forms.ChoiceField(
                label=label, choices=Cadence.choices, initial=cadence, widget=select
            )
        personal = Personal.objects.filter(user=user).first()
        self.initial = {
            "quiet_from": personal.quiet_from if personal else None,
            "quiet_to": personal.quiet_to if personal else None,
            "language": (personal and personal.language) or settings.LANGUAGE_CODE,
        }

    def wishes(self) -> dict[tuple[str, str], str]:
        """(kind, channel) → cadence, as chosen."""
        return {(kind, channel): self.cleaned_data[f"{channel}:{kind}"] for kind, channel in self.chosen}

    def kind_fields(self) -> list[forms.BoundField]:
        """The choices by kind, for the page."""
        return [self[f"{channel}:{kind}"] for kind, channel in self.chosen]

    def quiet_fields(self) -> list[forms.BoundField]:
        """Both ends of the quiet hours, for the page."""
        return [self["quiet_from"], self["quiet_to"]]


@needs()
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: AuthedRequest) -> HttpResponseBase:
    """消息设置: what comes by mail, and when."""
    form = PreferenceForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        rest = {name: form.cleaned_data[name] for name in ("language", "quiet_from", "quiet_to")}
        try:
            services.preferences_set(request.user, form.wishes(), **rest)
        except ValidationError as problem:
            form.add_error("quiet_from", problem.messages)
        else:
            messages.success(request, _("记下了，下一条消息就按这样来。"))
            return redirect(reverse("notices:preferences"))
    unreached = [channel.label for channel in channels if not channel.reaches(request.user)]
    context = {"form": form, "unreached": unreached}
    return render(request, "notices/preferences.html", context, status=400 if form.errors else 200)
