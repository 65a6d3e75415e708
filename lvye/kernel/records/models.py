"""The base of every record a school keeps."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from lvye.kit.text import search_tokens

from .flow import Flow


class SearchField(models.TextField):  # type: ignore[type-arg]
    """What a record is found by: tokens made from its own words. Kept by the record verbs, rebuilt at will."""

    def __init__(self, **kwargs: object) -> None:
        kwargs = {"blank": True, "default": "", "editable": False} | kwargs
        super().__init__(**kwargs)  # type: ignore[arg-type]


class Record(models.Model):
    """Something the school keeps. Written only through `records.api`.

    flow: the steps of its life. search_from: the fields it is found by (needs a `search_text = SearchField()`); where
    `search_source` is overridden, the fields those words come from, so that other changes need not make them anew.
    removable: may be deleted while it is a draft (almost nothing may). tones: status → done, going, soon, late, idle.
    verbs: words for audit verbs that are no steps. extra_verbs: rights beyond view, add, change and the steps.
    named_by: foreign keys its own name (`str`) reads; a list that shows the record joins them.
    """

    id = models.BigAutoField(primary_key=True)

    flow: ClassVar[Flow] = Flow()
    search_from: ClassVar[tuple[str, ...]] = ()
    removable: ClassVar[bool] = False
    tones: ClassVar[dict[str, str]] = {}
    verbs: ClassVar[dict[str, object]] = {}
    extra_verbs: ClassVar[tuple[str, ...]] = ()
    named_by: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def search_source(self) -> list[str]:
        """The words this record is found by; override where they lie in other records."""
        return [str(getattr(self, name) or "") for name in self.search_from]

    def search_tokens(self) -> str:
        """The tokens of those words, as the index keeps them."""
        return search_tokens(*self.search_source())
