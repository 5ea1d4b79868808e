"""namnd_id_named: the nämnd that a command is asked about, by its name or its short name, or the only one there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nemndsekr.support.errors import UserError

if TYPE_CHECKING:
    from nemndsekr.store.database import Store


def namnd_id_named(store: Store, named: str, where_none: str) -> int:
    """The id of the nämnd; ``where_none`` is the next step where the database has none.

    Raises:
        UserError: there is none, or none of that name, or several to choose among.
    """
    from nemndsekr.store.queries import all_namnder
    from nemndsekr.support.swedish import folded

    known = all_namnder(store)
    if not known:
        raise UserError("Det finns ingen nämnd i databasen.", where_none)
    found = [one for one in known if not named or folded(named) in (folded(one.name), folded(one.short_name))]
    if len(found) == 1:
        return found[0].stored_id
    names = ", ".join(one.name for one in known)
    if named:
        raise UserError(f"Ingen nämnd heter {named}.", f"Ange en av dessa med --namnd: {names}.")
    raise UserError("Det finns flera nämnder.", f"Ange en av dessa med --namnd: {names}.")
