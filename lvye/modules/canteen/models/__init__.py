"""The canteen's records."""

from .controls import Control, Finding, FindingStatus
from .goods import Batch, Delivery, DeliveryStatus, Fate, Keep, Order, OrderLine, OrderStatus, Paper
from .house import Licence, Machine, Meeting, Price
from .meals import (
    Discard,
    Disinfection,
    Fridge,
    Meal,
    MealKind,
    Method,
    Sample,
    SampleStatus,
    Serving,
    Use,
)
from .outside import Accompany, Incident, IncidentStatus, Mark, Visit
from .staff import Certificate, CheckStatus, MorningCheck, Symptom, Worker

__all__ = [
    "Accompany",
    "Batch",
    "Certificate",
    "CheckStatus",
    "Control",
    "Delivery",
    "DeliveryStatus",
    "Discard",
    "Disinfection",
    "Fate",
    "Finding",
    "FindingStatus",
    "Fridge",
    "Incident",
    "IncidentStatus",
    "Keep",
    "Licence",
    "Machine",
    "Mark",
    "Meal",
    "MealKind",
    "Meeting",
    "Method",
    "MorningCheck",
    "Order",
    "OrderLine",
    "OrderStatus",
    "Paper",
    "Price",
    "Sample",
    "SampleStatus",
    "Serving",
    "Symptom",
    "Use",
    "Visit",
    "Worker",
]
