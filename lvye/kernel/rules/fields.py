"""The field of a rule's value, in the database and in a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models


class ValueInput(forms.CharField):
    """What a person types for a value: no plain words, the rule that is chosen decides what it must be."""


class ValueField(models.CharField):  # type: ignore[type-arg]
    """Text in the spelling of `spec.text_of`; a plain text column for the database and for migrations."""

    def formfield(self, **kwargs: Any) -> Any:
        """The input above. Only code may leave a value empty: a person who means nothing says so."""
        return super().formfield(**({"form_class": ValueInput} | kwargs | {"required": True}))

    def deconstruct(self) -> Any:
        """How a migration spells it."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
