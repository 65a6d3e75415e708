"""Addresses of the property. `/a/<code>/` is where a scanned label ends: it never changes."""

from __future__ import annotations

from django.urls import include, path

from .screens import booking, books, classes, custody, income, joining, label, papers, report, seats, writing

patterns = [
    path("a/<str:code>/", label.scanned, name="scan"),
    path("property/books/", books.books, name="first-book"),
    path("property/books/<slug:by>/", books.books, name="books"),
    path("property/books/<slug:by>/<int:pk>/", books.book, name="book"),
    path("property/books/<slug:by>/<int:pk>/sheet.pdf", books.book_paper, name="book-paper"),
    path("property/custody/", custody.board, name="custody"),
    path("property/custody/prepare/", custody.prepare, name="custody-prepare"),
    path("property/custody/<int:pk>/sign/", custody.sign, name="custody-sign"),
    path("property/custody/<int:pk>/sheet.pdf", papers.custody, name="custody-paper"),
    path("property/classes/", classes.board, name="classes"),
    path("property/report/", report.report, name="report"),
    path("property/report/depreciation.pdf", report.depreciation_paper, name="depreciation-paper"),
    path("property/report/booking/", booking.month, name="booking"),
    path("property/seats/<int:pk>/heads/", seats.heads, name="seats-heads"),
    path("property/seats/<int:pk>/move/", seats.move, name="seats-move"),
    path("property/seats/<int:pk>/sheet.pdf", seats.paper, name="seats-paper"),
    path("property/labels.pdf", papers.labels, name="labels"),
    path("property/transfer/", writing.transfer, name="transfer"),
    path("property/write-off/", writing.writeoff, name="writeoff"),
    path("property/card/<int:pk>/join/", joining.join, name="join"),
    path("property/card/<int:pk>/card.pdf", papers.card, name="card-paper"),
    path("property/transfer/<int:pk>/paper.pdf", papers.transfer, name="transfer-paper"),
    path("property/handover/<int:pk>/paper.pdf", papers.handover, name="handover-paper"),
    path("property/loan/<int:pk>/paper.pdf", papers.loan, name="loan-paper"),
    path("property/damage/<int:pk>/paper.pdf", papers.damage, name="damage-paper"),
    path("property/write-off/<int:pk>/income/", income.collect, name="writeoff-income"),
    path("property/write-off/<int:pk>/paper.pdf", papers.writeoff, name="writeoff-paper"),
]
urlpatterns = [path("", include((patterns, "assets")))]
