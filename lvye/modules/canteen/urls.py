"""Addresses of the canteen beside those of its registers."""

from __future__ import annotations

urlpatterns: list[object] = []
