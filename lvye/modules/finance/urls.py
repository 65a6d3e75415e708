"""Addresses of money beside those of its registers."""

from __future__ import annotations

from django.urls import include, path, re_path

from .screens import (
    adjust_form,
    archive,
    carry_form,
    journal,
    months,
    pay,
    remaining,
    review_paper,
    small_forms,
    vouchers,
)

patterns = [
    path("left/", remaining.remaining, name="left"),
    path("journal/", journal.journal, name="journal"),
    path("journal/close/", journal.close_day, name="close-day"),
    path("move/", small_forms.move, name="move"),
    path("month/", months.month, name="month"),
    path("month/close/", months.close, name="close-month"),
    re_path(r"^month/vouchers\.(?P<kind>xlsx|csv)$", months.export, name="export"),
    path("report/", months.report, name="report"),
    path("budget/<int:pk>/adjust/", adjust_form.adjust, name="adjust"),
    path("budget/<int:pk>/carry/", carry_form.carry, name="carry"),
    path("voucher/<int:pk>/reverse/", vouchers.reverse_it, name="reverse"),
    path("payout/<int:pk>/ask/", small_forms.payout_ask, name="payout-ask"),
    path("payout/<int:pk>/people/", pay.fill, name="payrows"),
    path("archive/", archive.archive, name="archive"),
    path("review/<int:pk>/sheet.pdf", review_paper.sheet, name="sheet"),
]
urlpatterns = [path("finance/", include((patterns, "finance")))]
