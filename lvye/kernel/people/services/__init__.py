"""All deeds on people: persons and their sign-ins, posts and rights, appointments, a list from a sheet."""

from __future__ import annotations

from .appointments import appoint, appointment_amend, appointment_end
from .persons import person_amend, person_create, person_leave, person_return
from .posts import Prepared, post_amend, post_rights, posts_prepare
from .sheet import Enrolled, person_import
from .sign_in import password_set, signin_close, signin_open, signin_reopen, signins_forget

__all__ = [
    "Enrolled",
    "Prepared",
    "appoint",
    "appointment_amend",
    "appointment_end",
    "password_set",
    "person_amend",
    "person_create",
    "person_import",
    "person_leave",
    "person_return",
    "post_amend",
    "post_rights",
    "posts_prepare",
    "signin_close",
    "signin_open",
    "signin_reopen",
    "signins_forget",
]
