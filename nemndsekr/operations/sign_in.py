"""Say who sits at the program: the user of the computer, made known at the first start."""

from __future__ import annotations

from datetime import datetime

from nemndsekr.records.user import User
from nemndsekr.store.database import Store
from nemndsekr.store.queries import user_with_login


def sign_in(store: Store, login: str, now: datetime) -> User:
    """The user with this system login; a new one is named after the login until the name is filled in."""
    known = user_with_login(store, login)
    if known is not None:
        return known
    user = User(name=login, login=login)
    with store.step("Första start", user.uid, now, undoable=False) as step:
        step.add(user)
    return user
