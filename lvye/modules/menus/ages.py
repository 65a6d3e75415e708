"""Which age a class is of, by the words of its grade."""

# house: words of grades, as schools write them

from __future__ import annotations

import re

from lvye.kernel.people.api import SchoolClass
from lvye.kernel.rules import api as rules

from .words import YOUNG, Age

NUMBERS = {word: place for place, word in enumerate("一二三四五六七八九", start=1)}
KINDER = ("大班", "中班", "小班", "托班", "幼儿", "学前")
SENIOR = ("高一", "高二", "高三")
JUNIOR = ("初一", "初二", "初三")


def age_of(school_class: SchoolClass | None) -> str:
    """The age group a class eats as: 一—三年级 6—8, 四—六 9—11, 七—九 and 初中 12—14, 高中 15—17.

    A class of a kindergarten eats as the youngest; the staff (None) as the oldest; a grade that says nothing as the
    first age of the rules.
    """
    if school_class is None:
        return Age.A15
    text = f"{school_class.grade}{school_class.name}"
    if is_young(school_class):
        return YOUNG
    if any(word in text for word in SENIOR):
        return Age.A15
    if any(word in text for word in JUNIOR):
        return Age.A12
    if found := re.search(r"([一二三四五六七八九]|[1-9])年级", text):
        grade = NUMBERS.get(found[1]) or int(found[1])
        return (Age.A6, Age.A9, Age.A12)[(grade - 1) // 3]
    return str(rules.value("menus.ages")[0])


def is_young(school_class: SchoolClass) -> bool:
    """Whether a class is one of a kindergarten, for which the standard says nothing ("大一班" too)."""
    text = f"{school_class.grade}{school_class.name}"
    return any(word in text for word in KINDER) or bool(re.search(r"[大中小托][一二三四五六七八九1-9]班", text))
