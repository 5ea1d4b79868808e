"""Change and add single records, put cases in the bin and take them out again, each as one named step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from nemndsekr.operations.changes import Changes
from nemndsekr.operations.step_names import thing_changed
from nemndsekr.records.case import Case
from nemndsekr.records.row import Row
from nemndsekr.store.database import Store
from nemndsekr.support.errors import UserError


def edit_record(
    store: Store,
    table: type[Row],
    row_id: int,
    values: Mapping[str, Any],
    who: str,
    now: datetime,
    *,
    name: str = "",
    visit: str = "",
) -> Changes:
    """Save some fields of one record.

    The values are checked by the record's ``…Fields`` class first: a table class is not checked by pydantic.
    Saves with the same ``visit`` are one step.

    Raises:
        UserError: a value is not allowed, or the record is gone.
    """
    title = name or _step_name(table, values)
    with store.step(title, who, now, visit=visit) as step:
        row = step.get(table, row_id)
        for field, value in checked(table, row, values).items():
            if getattr(row, field) != value:
                setattr(row, field, value)
    return Changes.of(title, step)


def checked(table: type[Row], row: Row, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the record's own fields hold them.

    Raises:
        UserError: a value is not allowed; the sentence names the field.
    """
    fields = _fields_class(table)
    stored = {name: getattr(row, name) for name in fields.model_fields}
    try:
        # Nothing but spaces is as empty as nothing; but the space that is typed before a word is kept.
        fields.model_validate({**stored, **{name: _bare(value) for name, value in values.items()}})
        whole = fields.model_validate({**stored, **values})
    except ValidationError as error:
        wrong = error.errors()[0]
        title = fields.model_fields[str(wrong["loc"][0])].title or str(wrong["loc"][0])
        if wrong["type"] == "string_too_short" and isinstance(row, Case):
            raise UserError("Ärendet måste ha en rubrik.", f"«{row.title}» gäller tills du skriver en ny.") from error
        if wrong["type"] == "string_too_short":
            raise UserError(f"{title} får inte vara tom.", "Skriv något, eller ta bort raden.") from error
        raise UserError(f"{title} kan inte ha det värdet.", "Ändra det och försök igen.") from error
    return {name: getattr(whole, name) for name in values}


def _bare(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _fields_class(table: type[Row]) -> type[Any]:
    return next(base for base in table.__mro__ if base.__name__.endswith("Fields"))


def _step_name(table: type[Row], values: Mapping[str, Any]) -> str:
    first = next(iter(values), "")
    title = table.model_fields[first].title if first in table.model_fields else None
    return f"ändrade {thing_changed(title)}"


def remove_case(store: Store, case_id: int, who: str, now: datetime) -> Changes:
    """Put a case in the bin; it is kept there until it is thinned out."""
    with store.step("tog bort ärendet", who, now) as step:
        step.get(Case, case_id).removed_at = now
    return Changes.of("tog bort ärendet", step)


def bring_case_back(store: Store, case_id: int, who: str, now: datetime) -> Changes:
    """Take a case out of the bin."""
    with store.step("tog tillbaka ärendet", who, now) as step:
        step.get(Case, case_id).removed_at = None
    return Changes.of("tog tillbaka ärendet", step)


def undo(store: Store, now: datetime) -> Changes | None:
    """Take back the last step, or nothing where there is none."""
    done = store.undo(now)
    return None if done is None else Changes.of(*done)


def redo(store: Store, now: datetime) -> Changes | None:
    """Do the last undone step again, or nothing where there is none."""
    done = store.redo(now)
    return None if done is None else Changes.of(*done)
