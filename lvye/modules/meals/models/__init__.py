"""Records of the meals."""

from __future__ import annotations

from .aid import AidKind, Entitled, EntitledStatus
from .book import Category, Line, LineStatus, Month, MonthStatus, Section, Waste
from .fee import Fee, FeeStatus, How, Leave, Meal, Refund, Serving, Standard
from .voice import ASPECTS, Answer, Complaint, ComplaintStatus, Meeting, Side, Survey, SurveyStatus

__all__ = [
    "ASPECTS",
    "AidKind",
    "Answer",
    "Category",
    "Complaint",
    "ComplaintStatus",
    "Entitled",
    "EntitledStatus",
    "Fee",
    "FeeStatus",
    "How",
    "Leave",
    "Line",
    "LineStatus",
    "Meal",
    "Meeting",
    "Month",
    "MonthStatus",
    "Refund",
    "Section",
    "Serving",
    "Side",
    "Standard",
    "Survey",
    "SurveyStatus",
    "Waste",
]
