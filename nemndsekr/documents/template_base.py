"""What templates share: a file that says ``extends`` takes all that it does not say itself from another file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from nemndsekr.support.paths import resource

EXTENDS: Final = "extends"
_SHARED: Final = "shared"
"""The folder of files that are only there to be taken from."""
_OWN: Final = ("name", "label")


def extended(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a template file, filled out with those of the file that it extends.

    Tables are filled out key by key; a list, such as the blocks, is taken whole or not at all.

    Raises:
        ValueError: there is no such file to extend; pydantic makes it a fault of the template.
    """
    own = dict(values)
    name = own.pop(EXTENDS, "")
    if not re.fullmatch(r"[a-z0-9_]*", str(name)):
        raise ValueError(f"det finns ingen mall «{name}» att utgå från")
    if not name:
        return own
    base = {key: value for key, value in _base(str(name)).items() if key not in _OWN}
    return _merged(base, own)


@cache
def _base(name: str) -> dict[str, Any]:
    for parts in ((f"{name}.toml",), (_SHARED, f"{name}.toml")):
        path = resource("templates", *parts)
        if path.is_file():
            return extended(tomllib.loads(path.read_text(encoding="utf-8")))
    raise ValueError(f"det finns ingen mall «{name}» att utgå från")


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    out = dict(base)
    for key, value in own.items():
        below = out.get(key)
        out[key] = _merged(below, value) if isinstance(value, Mapping) and isinstance(below, Mapping) else value
    return out
