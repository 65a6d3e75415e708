"""Which age a class is of, by the words of its grade."""

# house: words of grades, as schools write them

from __future__ import annotations

import re

from lvye.kernel.people.api import SchoolClass
from lvye.kernel.rules import api as rules

from .words import Age

NUMBERS = {word: place for place, word in enumerate("一二三四五六七八九", start=1)}
SENIOR = ("高一", "高二", "高三")
JUNIOR = ("初一", "初二", "初三")


def age_of(school_class: SchoolClass | None) -> str:
    """The age group a class eats as: 一—三年级 6—8, 四—六 9—11, 七—九 and 初中 12—14, 高中 15—17.

    The staff (None) eats as the oldest; a grade that says nothing as the first age of the rules.
    """
    if school_class is None:
        return Age.A15
    text = f"{school_class.grade}{school_class.name}"
    if any(word in text for word in SENIOR):
        return Age.A15
    if any(word in text for word in JUNIOR):
        return Age.A12
    if found := re.search(r"([一二三四五六七八九]|[1-9])年级", text):
        grade = NUMBERS.get(found[1]) or int(found[1])
        return (Age.A6, Age.A9, Age.A12)[(grade - 1) // 3]
    return str(rules.value("menus.ages")[0])
