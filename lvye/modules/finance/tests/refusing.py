"""Refusals as a screen meets them: the deed is undone, and the test goes on."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction


@contextmanager
def refused(match: str | None = None, error: type[Exception] = ValidationError) -> Iterator[None]:
    """What is done inside is refused with words that fit `match`, and leaves nothing behind."""
    with pytest.raises(error, match=match), transaction.atomic():
        yield
