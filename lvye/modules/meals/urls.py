"""Addresses of the meals beside those of their registers; short ones for people without account."""

from __future__ import annotations

from django.urls import include, path

from .screens import aid, book, classes, kitchen, survey

patterns = [
    path("", book.desk, name="desk"),
    path("begin/", book.begin, name="begin"),
    path("months/<int:pk>/income/", book.income, name="income"),
    path("months/<int:pk>/word/", book.month_word, name="month-word"),
    path("today/", classes.today, name="today"),
    path("today/staff/", classes.staff_today, name="staff-today"),
    path("today/<int:pk>/", classes.class_today, name="class-today"),
    path("classes/", classes.board, name="classes"),
    path("classes/<int:pk>/", classes.class_deed, name="class-deed"),
    path("surveys/", survey.term_result, name="surveys"),
    path("aid/", aid.report, name="aid"),
    path("weigh/", kitchen.weigh, name="weigh"),
    path("recheck/", kitchen.recheck, name="recheck"),
]
everybody = [
    path("m/<str:token>/", book.published, name="month"),
    path("y/<str:code>/", survey.answer, name="answer"),
]
urlpatterns = [path("meal-book/", include((patterns, "meals"))), path("", include((everybody, "meals-public")))]
