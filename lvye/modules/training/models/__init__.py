"""What is trained, each training, who came; certificates, and the posts that ask for them."""

from .course import Audience, Course, Every, Kind
from .licence import Licence, LicenceKind, LicenceStatus, Need
from .training import Session, SessionStatus, Sign, Sitter, SitterStatus

__all__ = [
    "Audience",
    "Course",
    "Every",
    "Kind",
    "Licence",
    "LicenceKind",
    "LicenceStatus",
    "Need",
    "Session",
    "SessionStatus",
    "Sign",
    "Sitter",
    "SitterStatus",
]
