"""What was said or done is not rewritten: its edit page leads back to it."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from lvye.kernel.registers.api import AuthedRequest, Register, allowed


@allowed("change")
def stays(request: AuthedRequest, reg: Register, pk: int) -> HttpResponseBase:
    """An opinion that was given, or a deed that was noted, is not rewritten."""
    get_object_or_404(reg.rows(request.user), pk=pk)
    return redirect(f"{reg.key}:detail", pk=pk)
