from datetime import date
from itertools import count
from typing import Any

from lvye.kernel.accounts.api import User, account_create, system_user
from lvye.kernel.people import services
from lvye.kernel.people.models import Appointment, Department, IncompatiblePair, Person, Post, SchoolClass
from lvye.kernel.records import api as records

_numbers = count(1)
LONG_AGO = date(2020, 9, 1)


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def department(**values: Any) -> Department:
    return records.create(Department, actor=_actor(values), **({"name": f"处室{next(_numbers)}"} | values))


def schoolclass(**values: Any) -> SchoolClass:
    number = next(_numbers)
    return records.create(
        SchoolClass, actor=_actor(values), **({"name": f"七年级{number}班", "grade": "七年级"} | values)
    )


def person(**values: Any) -> Person:
    """Whoever gets a password here has chosen it himself."""
    actor, values = _actor(values), {"password_is_given": False} | values
    return services.person_create(values.pop("name", f"职工{next(_numbers)}"), actor=actor, **values)


def post(*rights: str, **values: Any) -> Post:
    number = next(_numbers)
    given = {"code": f"post{number}", "name": f"岗位{number}", "rights": list(rights)}
    return records.create(Post, actor=_actor(values), **(given | values))


def appointment(**values: Any) -> Appointment:
    actor = _actor(values)
    who, where = values.pop("person", None) or person(), values.pop("post", None) or post()
    return services.appoint(who, where, values.pop("from_on", LONG_AGO), actor=actor, **values)


def incompatiblepair(**values: Any) -> IncompatiblePair:
    given = {"document": "会计法", "article": "第二十五条"} | values
    first, second = given.pop("first", None) or post(), given.pop("second", None) or post()
    return records.create(IncompatiblePair, actor=_actor(given), first=first, second=second, **given)


def user_with(*rights: str, name: str = "") -> User:
    """A signed-in person who holds one post with exactly these rights, since long ago."""
    number = next(_numbers)
    holder = person(name=name or f"职工{number}", username=f"user{number}")
    appointment(person=holder, post=post(*rights))
    assert holder.user is not None
    return holder.user


def user_without_person(**values: Any) -> User:
    number = next(_numbers)
    return account_create(str(values.get("username", f"alone{number}")), str(values.get("name", "无岗")), None)


def user_in(*post_codes: str, name: str = "") -> User:
    """A signed-in person in standard posts ("director"), which are prepared where they are not there yet."""
    if not Post.objects.filter(code__in=post_codes).exists():
        services.posts_prepare(system_user())
    number = next(_numbers)
    holder = person(name=name or f"职工{number}", username=f"user{number}")
    for code in post_codes:
        appointment(person=holder, post=Post.objects.get(code=code))
    assert holder.user is not None
    return holder.user
