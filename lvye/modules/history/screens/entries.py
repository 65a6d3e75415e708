"""Forms of the history's screens."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lvye.kit import say
from lvye.modules.history.models import DocumentKind, FactKind, HistoryFact, Span

ENDINGS = ".docx,.pdf,.txt,.doc,application/pdf"


class ReadForm(forms.Form):
    """A file, or words; the rest is read from them where nothing is said."""

    upload = forms.FileField(
        label=_("文件"), required=False, allow_empty_file=True, max_length=200,
        widget=forms.FileInput(attrs={"accept": ENDINGS}), help_text=_("Word（.docx）、PDF 或文本文件，一次一份。"),
    )  # fmt: skip
    text = forms.CharField(
        label=_("或者把文字粘贴到这里"), required=False, strip=False, widget=forms.Textarea(attrs={"lv_rows": 8})
    )
    year = forms.IntegerField(
        label=_("说的是哪一年"), required=False, min_value=1950, max_value=2100,
        help_text=_("不填就从标题和正文里找；学年和学期填开学的那一年。"),
    )  # fmt: skip
    span = forms.ChoiceField(label=_("一整年还是一学期"), required=False, choices=[("", _("自己看")), *Span.choices])
    title = forms.CharField(label=_("标题"), required=False, max_length=120, help_text=_("不填就用文件名。"))
    kind = forms.ChoiceField(label=_("是什么"), choices=DocumentKind.choices, initial=DocumentKind.SUMMARY)


class WhenForm(forms.Form):
    """The time a document speaks of."""

    year = forms.IntegerField(label=_("哪一年"), min_value=1950, max_value=2100)
    span = forms.ChoiceField(label=_("一整年还是一学期"), choices=Span.choices)


class FactForm(forms.Form):
    """What a fact says."""

    kind = forms.ChoiceField(label=_("种类"), choices=FactKind.choices, initial=FactKind.DONE)
    deed = forms.CharField(label=_("动作"), max_length=40, required=False)
    object = forms.CharField(label=_("事物"), max_length=120, required=False)
    qty = forms.DecimalField(
        label=_("数量"), widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": _("请填一个数；读不出来的就点“不要”。")},
    )  # fmt: skip
    unit = forms.CharField(label=_("单位"), max_length=20)
    approx = forms.BooleanField(label=_("约数（余、多、近、约）"), required=False)

    def clean_qty(self) -> Decimal:
        """At most four places; how large it may be, the service says."""
        qty: Decimal = self.cleaned_data["qty"]
        if abs(qty) >= Decimal(10) ** 30:
            raise ValidationError(_("这个数太大了，不会是学校的数，请再看一眼原件。"))
        return qty.quantize(Decimal("0.0001"))


class AddForm(FactForm):
    """A fact the reader did not see, with the words of the text it stands in."""

    sentence = forms.CharField(
        label=_("正文里的原句"),
        widget=forms.Textarea(attrs={"lv_rows": 3}),
        help_text=_("从正文里复制一句，一字不差。"),
    )
    field_order = ("sentence", "kind", "deed", "object", "qty", "unit", "approx")


def said_of(fact: HistoryFact) -> dict[str, Any]:
    """What a fact's form begins with."""
    return {
        "kind": fact.kind, "deed": fact.deed or fact.action, "object": fact.object,
        "qty": "" if fact.qty is None else say.qty(fact.qty), "unit": fact.unit, "approx": fact.approx,
    }  # fmt: skip
