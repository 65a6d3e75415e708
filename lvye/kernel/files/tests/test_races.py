"""Two at once, on a server that lets them: they share the bytes, and neither is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from lvye.kernel.accounts.api import system_user
from lvye.kernel.files import api as files
from lvye.kernel.files.models import StoredFile
from lvye.kernel.files.tests import make
from lvye.kernel.places.tests import make as places

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_who_bring_the_same_picture_at_once_share_it() -> None:
    content, actor = make.jpeg(), system_user()
    rooms = [places.place() for _n in range(2)]
    together = Barrier(2)

    def bring(room: Any) -> int:
        try:
            with transaction.atomic():
                together.wait(20)
                made = files.attach(room, SimpleUploadedFile("a.jpg", content), actor=actor)
                return made.stored_id
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        stored = list(pool.map(bring, rooms))
    assert stored[0] == stored[1] == StoredFile.objects.get().pk
    assert [files.of(room).count() for room in rooms] == [1, 1]
