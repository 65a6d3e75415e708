"""Papers that are final the moment they are made have no form to change them: their page says so."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from lvye.kernel.registers.api import AuthedRequest, Register, allowed


@allowed("change")
def edit(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """Back to the record, with a word why."""
    record: Any = get_object_or_404(reg.rows(request.user), pk=pk)
    messages.warning(request, _("这类单据登记后就不能改；有错请用新的单据更正。"))
    return redirect(f"{reg.key}:detail", pk=record.pk)
