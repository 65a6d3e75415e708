"""Declarations: every register on paper, and the labels of places."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.registers.api import ExtraScreen, MenuLink, Offer, extra_screen, menu_link, offer

from .register_papers import list_pdf, record_pdf
from .screens import RIGHT

extra_screen(
    ExtraScreen(name="paper", route="paper.pdf", view=list_pdf, label="PDF", icon="print", verbs=("view", "export"))
)
extra_screen(
    ExtraScreen(
        name="record-paper",
        route="<int:pk>/paper.pdf",
        view=record_pdf,
        label=_("PDF 单据"),
        icon="file",
        of_record=True,
    )
)
menu_link(MenuLink(group="school", label=_("打印标签"), url_name="papers:labels", icon="print", right=RIGHT, order=80))
offer(
    Offer(
        name="labels",
        label=_("打印标签"),
        icon="print",
        url=lambda place: f"{reverse('papers:labels')}?at={place.pk}",
        right=RIGHT,
        order=90,
    ),
    on="places.place",
)
