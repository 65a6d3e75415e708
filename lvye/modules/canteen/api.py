"""The front door of the canteen: what modules above may use."""

from __future__ import annotations

from .costs import Spent, canteen_spent, meal_cost
from .models import Accompany, Batch, Control, Delivery, Finding, Incident, Meal, MealKind, Order, Sample, Serving, Use
from .services import canteen_store, finding_add, meal_open
from .services.staff import WorkerPapers, worker_papers
from .stock import in_store, spoiling, trace, traced

__all__ = [
    "Accompany",
    "Batch",
    "Control",
    "Delivery",
    "Finding",
    "Incident",
    "Meal",
    "MealKind",
    "Order",
    "Sample",
    "Serving",
    "Spent",
    "Use",
    "WorkerPapers",
    "canteen_spent",
    "canteen_store",
    "finding_add",
    "in_store",
    "meal_cost",
    "meal_open",
    "spoiling",
    "trace",
    "traced",
    "worker_papers",
]
