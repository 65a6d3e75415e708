from itertools import count

from lvye.kernel.accounts.api import User, account_create

_numbers = count(1)


def user(**values: object) -> User:
    number = next(_numbers)
    return account_create(str(values.get("username", f"user{number}")), str(values.get("name", f"用户{number}")), None)
