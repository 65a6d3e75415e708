"""Choosing a card in a form: its number, its label's code or the number an older book gave it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import registers

from .codes import asset_code_in
from .models import Asset

SPLIT = re.compile(r"[\s,，;；、]+")
MOST = 500


class AssetField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """A card in a form, typed or scanned. A list of a hundred thousand would help nobody."""

    widget = forms.TextInput
    queryset: QuerySet[Asset]
    default_error_messages = {"required": gettext_lazy("请填资产编号，或者扫标签上的码。")}

    def prepare_value(self, value: Any) -> Any:
        """A card as its number (by its label's code for who does not see all cards); what was typed as it was typed."""
        if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()):
            value = self.queryset.filter(pk=value).first() or Asset.objects.filter(pk=value).first() or value
        if not isinstance(value, Asset):
            return value
        return value.number if self.queryset.filter(pk=value.pk).exists() else value.code

    def to_python(self, value: Any) -> Any:
        """The one card meant. Raises ValidationError with a sentence.

        Numbers name cards the person may see; who holds a label in his hand may name any card by its code.
        """
        if isinstance(value, Asset) or value in self.empty_values:
            return value or None
        found = list(meant(self.queryset, [str(value)])[:2])
        if not found and (code := asset_code_in(str(value))):
            found = list(Asset.objects.filter(code=code))
        if not found and str(value).isdecimal():
            found = list(self.queryset.filter(pk=value))
        if len(found) != 1:
            raise ValidationError(_("没有找到资产“%(text)s”，请看一看编号或标签码。") % {"text": str(value)[:40]})
        return found[0]


def meant(rows: QuerySet[Any], texts: Iterable[str]) -> QuerySet[Any]:
    """The cards meant by numbers, label codes (or addresses) and old numbers."""
    words = [text.strip() for text in texts if text.strip()][:MOST]
    codes = [code for text in words if (code := asset_code_in(text))]
    return rows.filter(Q(number__in=[text.upper() for text in words]) | Q(code__in=codes) | Q(old_number__in=words))


def words_in(text: str) -> list[str]:
    """What a person typed or scanned one after another."""
    return [word for word in SPLIT.split(text) if word]


def asset_field(found: ForeignKey[Any, Any], *, user: User, required: bool) -> forms.Field:
    """The field for a foreign key to a card."""
    rows = registers["assets.asset"].rows(user)
    return AssetField(rows, required=required, label=str(found.verbose_name), help_text=_("资产编号、标签码或原编号。"))
