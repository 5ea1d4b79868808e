"""Whether all that an office keeps is whole: the database, the files in it, and the logos of its templates."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from nemndsekr.documents.template_archive import checked_logo
from nemndsekr.store.database import Store
from nemndsekr.store.queries import own_templates, verify
from nemndsekr.support.errors import UserError


class Verified(NamedTuple):
    """What is wrong (nothing is best), how many cases there are, and the schema's version."""

    problems: list[str]
    cases: int
    schema: int


def verify_office(store: Store) -> Verified:
    """Look through the database, and ask of each template's logo that it is there, unchanged and can be drawn."""
    problems, cases, schema = verify(store)
    # Of a broken file nothing more is asked; the tables may not be there.
    return Verified(problems if _is_broken(problems) else [*problems, *_logo_problems(store)], cases, schema)


def _is_broken(problems: list[str]) -> bool:
    return any(one.startswith("SQLite:") for one in problems)


def _logo_problems(store: Store) -> list[str]:
    templates, pictures = own_templates(store)
    problems: list[str] = []
    for template in templates:
        if not template.logo_sha256:
            continue
        called = f"Logotypen i mallen «{template.label}»"
        content = pictures.get(template.logo_sha256)
        if content is None:
            problems.append(f"{called} saknas. Välj den igen under Mallar.")
        elif hashlib.sha256(content).hexdigest() != template.logo_sha256:
            problems.append(f"{called} är ändrad eller skadad. Välj den igen under Mallar.")
        else:
            try:
                checked_logo(content, called)
            except UserError as error:
                problems.append(str(error))
    return problems
