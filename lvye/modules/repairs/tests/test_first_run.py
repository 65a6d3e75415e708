from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db: None) -> Any:
    return places.school()


def test_the_last_page_of_the_first_run_leads_to_the_repairers(client: Client, school: Any) -> None:
    client.force_login(people.user_with("places.add_school", "repairs.add_worker", "repairs.view_worker"))
    page = client.get(reverse("setup:done")).content.decode()
    assert "登记维修工" in page
    assert f'href="{reverse("repairs.worker:list")}"' in page
    assert client.get(reverse("repairs.worker:list")).status_code == 200


def test_who_may_not_enter_repairers_is_not_sent_there(client: Client, school: Any) -> None:
    client.force_login(people.user_with("places.add_school"))
    assert "登记维修工" not in client.get(reverse("setup:done")).content.decode()
