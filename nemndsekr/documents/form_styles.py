"""Which style of a municipality's Word form stands for each of ours, by English or Swedish name, or as was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal

from docx.document import Document
from docx.oxml.ns import qn

from nemndsekr.documents.docx_styles import add_style

StyleKind = Literal["paragraph", "table"]

TABLE: Final = "Table Grid"
STYLE_WORDS: Final = {
    **{f"Heading {level}": f"Rubrik {level}" for level in range(1, 6)},
    "Normal": "Brödtext",
    "Ärendeuppgift": "Fet rad med uppgifter",
    "Subtitle": "Underrubrik",
    "Quote": "Citat",
    "List Number": "Numrerad lista",
    "List Bullet": "Punktlista",
    "Caption": "Tabellens namn",
    TABLE: "Tabell",
    "Tabellrubrik": "Tabellhuvud",
    "Tabelltext": "Text i tabell",
    "Underskrift": "Underskrift",
    "Not": "Not under tabell",
}
"""The styles that a form is asked for, in the order they are shown, and what a secretary calls them."""

# What the style may be called in a form: Word writes the English names of its own styles, other programs the Swedish.
_NAMES: Final[dict[str, tuple[str, ...]]] = {
    **{f"Heading {level}": (f"heading {level}", f"rubrik {level}") for level in range(1, 6)},
    "Normal": ("body text", "brödtext", "normal"),
    "Subtitle": ("subtitle", "underrubrik"),
    "Quote": ("quote", "citat"),
    "Caption": ("caption", "beskrivning", "tabellrubrik ovan"),
    TABLE: ("table grid", "tabellrutnät"),
    **{
        f"List {kind}{level}": (f"list {kind}{level}".casefold(), f"{swedish}{level}")
        for kind, swedish in (("Number", "numrerad lista"), ("Bullet", "punktlista"))
        for level in ("", " 2", " 3")
    },
}
# What Word calls its own styles in Swedish; a style of the municipality's own is called as it is.
_SHOWN: Final = {
    **{names[0]: names[1].capitalize() for names in _NAMES.values() if len(names) > 1},
    "normal": "Normal",
    "header": "Sidhuvud",
    "footer": "Sidfot",
    "title": "Rubrik",
    "list paragraph": "Liststycke",
    "normal table": "Normal tabell",
    "no spacing": "Inget avstånd",
    "quote": "Citat",
}
# What a style that is added goes on from, the first that the form has.
_BASES: Final = {
    **{f"Heading {level}": tuple(f"Heading {above}" for above in range(level - 1, 0, -1)) for level in range(2, 6)},
    **{f"List {kind} {level}": (f"List {kind}",) for kind in ("Number", "Bullet") for level in (2, 3)},
    "Tabelltext tät": ("Tabelltext",),
    "Tabellrubrik": ("Tabelltext",),
}


class FormStyles:
    """The styles of one form; calling it gives the id of one of ours, which is added where the form has none."""

    def __init__(self, document: Document, style_map: Mapping[str, str]) -> None:
        """``style_map`` holds the form's style names by our names, as a person has chosen them."""
        self._document, self._map = document, style_map
        self._ids: dict[tuple[StyleKind, str], str] = {}
        self.names: dict[StyleKind, list[str]] = {"paragraph": [], "table": []}
        self._default = ""
        self._known: dict[str, str] = {}
        for style in document.styles.element.iter(qn("w:style")):
            self._take(style)

    def _take(self, style: Any) -> None:
        kind = style.get(qn("w:type"))
        style_id = style.get(qn("w:styleId"), "")
        if kind not in self.names or not style_id:
            return
        name = next((one.get(qn("w:val"), "") for one in style.iter(qn("w:name"))), style_id)
        aliases = next((one.get(qn("w:val"), "") for one in style.iter(qn("w:aliases"))), "")
        self.names[kind].append(name)
        for word in (name, *aliases.split(","), style_id):
            self._ids.setdefault((kind, _folded(word)), style_id)
        if kind == "paragraph" and style.get(qn("w:default")) in {"1", "true", "on"}:
            self._default = style_id

    def found(self, ours: str) -> str:
        """The id of the form's style for one of ours; nothing where it has none and none was chosen."""
        kind: StyleKind = "table" if ours == TABLE else "paragraph"
        for name in (self._map.get(ours, ""), *_NAMES.get(ours, (ours,))):
            style_id = self._ids.get((kind, _folded(name))) if name else None
            if style_id:
                return style_id
        return ""

    def name_of(self, style_id: str, kind: StyleKind) -> str:
        """What the form calls a style."""
        return next((name for name in self.names[kind] if self._ids.get((kind, _folded(name))) == style_id), "")

    def __call__(self, ours: str) -> str:
        """The id to write with."""
        if ours not in self._known:
            self._known[ours] = self.found(ours) or self._added(ours)
        return self._known[ours]

    def _added(self, ours: str) -> str:
        if ours == TABLE:
            return self._ids.get(("table", "normaltable"), self._ids.get(("table", "tablenormal"), ""))
        if ours == "Normal":
            return self._default
        base = next((found for above in _BASES.get(ours, ()) if (found := self.found(above))), "")
        return add_style(self._document, ours, base or self.found("Normal") or self._default)


def swedish_style(name: str) -> str:
    """What Word calls a style in Swedish."""
    return _SHOWN.get(name.casefold(), name)


def _folded(name: str) -> str:
    return "".join(name.casefold().split())
