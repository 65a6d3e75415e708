from itertools import count
from typing import Any

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.places import services
from lvye.kernel.places.models import Place, PlaceCode, School

_numbers = count(101)  # the makers of other packages call their buildings 1号楼 to 7号楼


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def place(**values: Any) -> Place:
    """A building of its own unless told otherwise: a place that may stand anywhere."""
    actor = _actor(values)
    name = values.pop("name", f"{next(_numbers)}号楼")
    return services.place_create(name, actor=actor, **({"kind": "building"} | values))


def room(name: str = "301教室", *, building: str = "教学楼", floor: str = "3层", **values: Any) -> Place:
    """A room with its floor and building, which are made where they are not there yet."""
    rows = [{"building": building, "floor": floor, "room": name} | values]
    return services.place_tree_import(rows, actor=system_user()).places[0]


def placecode(**values: Any) -> PlaceCode:
    actor = _actor(values)
    return services.code_issue(values.pop("place", None) or place(), actor=actor)


def school(**values: Any) -> School:
    actor = _actor(values)
    return services.school_set(
        actor=actor, **({"name": "青禾实验学校", "short_name": "青禾", "phone": "8001"} | values)
    )
