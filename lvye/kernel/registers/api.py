"""The front door of registers: declare, guard, draw."""

from __future__ import annotations

from .cells import css_of, label_of, named_by, paper_text, related_names, shown, state_html, tone_of, without_tags
from .declare import (
    Block,
    Column,
    DetailPart,
    ExtraScreen,
    MenuLink,
    Offer,
    Panel,
    RecordLink,
    Register,
    TabLink,
    View,
    blocks,
    choose_with,
    default_rights,
    detail_part,
    extra_screen,
    grant,
    menu_link,
    offer,
    offers_for,
    panel_on,
    panels,
    record_link,
    register,
    registers,
    tab_link,
    workbench,
)
from .details import context as detail_context
from .details import facts, steps_for, story
from .fields import DayInput, form_class, step_form_class
from .frame import bell_counters, school_name
from .guard import AuthedRequest, needs, varied, wants_part
from .lists import Listing, rows_html, shown_rows
from .rights import rights
from .screens import allowed, explain
from .screens import do as step_screen
from .templatetags.frame import chosen_words

__all__ = [
    "AuthedRequest",
    "Block",
    "Column",
    "DayInput",
    "DetailPart",
    "ExtraScreen",
    "Listing",
    "MenuLink",
    "Offer",
    "Panel",
    "RecordLink",
    "Register",
    "TabLink",
    "View",
    "allowed",
    "bell_counters",
    "blocks",
    "choose_with",
    "chosen_words",
    "css_of",
    "default_rights",
    "detail_context",
    "detail_part",
    "explain",
    "extra_screen",
    "facts",
    "form_class",
    "grant",
    "label_of",
    "menu_link",
    "named_by",
    "needs",
    "offer",
    "offers_for",
    "panel_on",
    "panels",
    "paper_text",
    "record_link",
    "register",
    "registers",
    "related_names",
    "rights",
    "rows_html",
    "school_name",
    "shown",
    "shown_rows",
    "state_html",
    "step_form_class",
    "step_screen",
    "steps_for",
    "story",
    "tab_link",
    "tone_of",
    "varied",
    "wants_part",
    "without_tags",
    "workbench",
]
