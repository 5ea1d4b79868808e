"""Outline → HTML: one accessible page for the web with all in one file, and the same words for Word's clipboard."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby
from typing import Final, assert_never

from nemndsekr.documents import outline as o
from nemndsekr.documents.kept_words import with_kept_words
from nemndsekr.documents.links import usable_link
from nemndsekr.documents.table_shape import all_rows, figure_columns
from nemndsekr.support.paths import resource

_PNG: Final = b"\x89PNG"
_ROLE_CLASSES: Final[dict[o.Role, str]] = {
    "body": "",
    "strong": "facts",
    "subtitle": "subtitle",
    "line": "line",
    "quote": "quote",
    "placeholder": "placeholder",
    "note": "note",
}
# Word and mail programs read the style of each element; a style sheet only Word itself.
_PASTED: Final[dict[str, str]] = {
    "facts": "font-weight:bold",
    "subtitle": "font-size:14pt",
    "line": "margin:0",
    "quote": "margin-left:17pt;margin-right:17pt",
    "placeholder": "background:#ffe9a8",
    "note": "font-size:9.5pt",
    "mark": "text-align:right;font-weight:bold",
    "sender": "margin:0",
    "name": "margin:0;text-align:right",
    "gap": "background:#ffe9a8",
    "caption": "text-align:left;font-weight:bold",
    "num": "text-align:right;padding:2pt 6pt",
    "cell": "padding:2pt 6pt",
}
_LIST_TYPES: Final = {True: ("1", "a", "i"), False: ("disc", "circle", "square")}


def write_html(outline: o.Outline) -> bytes:
    """The document as a web page in one file, without programs; the same bytes for the same outline."""
    outline = with_kept_words(outline)
    data = outline.metadata
    style = resource("handling.css").read_text(encoding="utf-8")
    facts = "".join(
        f'<meta name="{name}" content="{_attribute(value)}">\n'
        for name, value in (("author", data.author), ("description", data.subject))
        if value
    )
    look = f"<style>:root{{{_look(outline.look)}}}\n{style}</style>"
    page = _Page(pasted=False)
    return (
        f'<!DOCTYPE html>\n<html lang="{_attribute(data.language.partition("-")[0] or "sv")}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
        "style-src 'unsafe-inline'\">\n"
        f"<title>{_words(_title(outline))}</title>\n{facts}{look}\n</head>\n<body>\n<main>\n"
        f"{page.letterhead(outline)}{page.blocks(outline.blocks)}</main>\n</body>\n</html>\n"
    ).encode()


def clipboard_html(outline: o.Outline) -> str:
    """The document as HTML for the clipboard: Word gives each block its own style of that kind."""
    page = _Page(pasted=True)
    return (
        '<html lang="sv"><head><meta charset="utf-8"></head><body><!--StartFragment-->'
        f"{page.letterhead(outline)}{page.blocks(outline.blocks)}<!--EndFragment--></body></html>"
    )


def _title(outline: o.Outline) -> str:
    data = outline.metadata
    return " – ".join(filter(None, (o.clean_text(data.title), o.clean_text(outline.document_name), data.dnr)))


def _look(look: o.Look) -> str:
    font = "".join(char for char in look.word_font if char.isalnum() or char in " -")
    size = f"--size:{look.size / 11:.3f};" if look.size > 0 else ""
    return f'--font:"{font}";{size}'


class _Page:
    """Writes blocks; ``pasted`` with the look at each element, else with classes of the style sheet."""

    def __init__(self, *, pasted: bool) -> None:
        self._pasted = pasted

    def _as(self, name: str, more: Mapping[str, str] | None = None) -> str:
        """The attributes of an element of a kind."""
        made = dict(more or {})
        if name and self._pasted:
            made["style"] = _PASTED[name]
        elif name and name != "cell":
            made["class"] = name
        return "".join(f' {key}="{_attribute(value)}"' for key, value in made.items())

    def letterhead(self, outline: o.Outline) -> str:
        """Logo, sender, what the document is called and the grid; above them that it is a draft."""
        head = outline.letterhead
        mark = outline.page_note.mark
        out = [f"<p{self._as('mark')}>{_words(mark)}</p>\n"] if mark else []
        if head.logo is not None and not self._pasted:
            out.append(_logo(head.logo))
        out += [
            f"<p{self._as('sender')}>{line}</p>\n"
            for line in _bold_first([line for line in head.sender if line.strip()])
        ]
        if outline.document_name.strip():
            out.append(f"<p{self._as('name')}>{_words(outline.document_name)}</p>\n")
        if head.cells:
            out.append(self._grid(head.cells))
        return "".join(out) if self._pasted else f"<header>\n{''.join(out)}</header>\n"

    def _grid(self, cells: Sequence[o.HeaderCell]) -> str:
        told = [(_words(cell.label), "<br>".join(_bold_first(cell.lines))) for cell in cells]
        if self._pasted:
            at = ' style="padding-right:12pt;vertical-align:top"'
            inside = "".join(f"<td{at}>{label}<br>{lines}</td>" for label, lines in told)
            return f"<table><tr>{inside}</tr></table><p></p>"
        pairs = [f"<div><dt>{label}</dt><dd>{lines}</dd></div>" for label, lines in told]
        return "\n".join(("<dl>", *pairs, "</dl>\n"))

    def blocks(self, blocks: Sequence[o.OutlineBlock]) -> str:
        """The blocks in order."""
        return "".join(map(self._block, blocks))

    def _block(self, block: o.OutlineBlock) -> str:
        match block:
            case o.Heading(runs=runs, level=level):
                return f"<h{level}>{self._runs(runs)}</h{level}>\n" if o.runs_text(runs).strip() else ""
            case o.Paragraph(runs=runs, role=role):
                return self._paragraph(runs, role)
            case o.ItemList():
                return self._list(block)
            case o.Table():
                return self._table(block)
            case o.Signatures():
                return self._signatures(block)
            case o.KeepTogether(blocks=blocks):
                inside = self.blocks(blocks)
                return inside if self._pasted or not inside else f'<div class="together">\n{inside}</div>\n'
            case o.PageBreak():
                return '<br style="page-break-before:always">' if self._pasted else '<div class="break"></div>\n'
            case _:
                assert_never(block)

    def _paragraph(self, runs: o.Runs, role: o.Role) -> str:
        if not o.runs_text(runs).strip():
            return ""
        words = self._runs(runs)
        if role == "quote" and not self._pasted:
            return f"<blockquote><p>{words}</p></blockquote>\n"
        return f"<p{self._as(_ROLE_CLASSES[role])}>{words}</p>\n"

    def _runs(self, runs: o.Runs) -> str:
        out = []
        for link, together in groupby(runs, key=lambda run: usable_link(run.link)):
            words = "".join(map(self._run, together))
            out.append(f'<a href="{_attribute(link)}">{words}</a>' if link and words else words)
        return "".join(out)

    def _run(self, run: o.Run) -> str:
        words = _words(run.text)
        if not words:
            return ""
        words = f"<em>{words}</em>" if run.italic else words
        words = f"<strong>{words}</strong>" if run.bold else words
        if not run.gap:
            return words
        return f"<span{self._as('gap')}>{words}</span>" if self._pasted else f"<mark>{words}</mark>"

    def _list(self, items: o.ItemList) -> str:
        """A real list in lists; a level that is skipped becomes an item without a mark."""
        tag = "ol" if items.ordered else "ul"
        out: list[str] = []
        depth = -1
        for item in items.items:
            level = min(max(item.level, 0), o.DEEPEST_LIST)
            if level <= depth:
                out.append("</li>\n")
            while depth > level:
                depth -= 1
                out.append(f"</{tag}></li>\n")
            while depth < level:
                depth += 1
                out.append(self._opened(tag, depth, ordered=items.ordered))
                if depth < level:
                    out.append('<li class="bare" style="list-style:none">')
            out.append(f"<li>{self._runs(item.runs)}")
        while depth > 0:
            depth -= 1
            out.append(f"</li></{tag}>")
        return "".join(out) + (f"</li>\n</{tag}>\n" if items.items else "")

    def _opened(self, tag: str, depth: int, *, ordered: bool) -> str:
        return f'<{tag} type="{_LIST_TYPES[ordered][depth]}">\n' if self._pasted else f"<{tag}>\n"

    def _table(self, table: o.Table) -> str:
        lost = f"<p{self._as('placeholder')}>{_words(table.lost_note)}</p>\n" if table.lost_note.strip() else ""
        rows = all_rows(table)
        caption = _words(table.caption)
        if not rows or not rows[0]:
            return (f"<p{self._as('caption')}>{caption}</p>\n" if caption.strip() else "") + lost
        figures = figure_columns(table)
        told = f"<caption{self._as('caption')}>{caption}</caption>" if caption.strip() else ""
        head = f"<thead>{self._row(rows[0], figures, 'th')}</thead>\n" if table.header else ""
        body = "".join(self._row(row, figures, "td") for row in rows[bool(table.header) :])
        if self._pasted:
            return (
                f'{lost}<table border="1" cellspacing="0" style="border-collapse:collapse">{told}{head}'
                f"<tbody>{body}</tbody></table><p></p>"
            )
        # A wide table scrolls by itself, with the keys too.
        named = f' role="region" tabindex="0" aria-label="{_attribute(table.caption)}"' if caption.strip() else ""
        made = f"<table>{told}\n{head}<tbody>{body}</tbody>\n</table>"
        return f'{lost}<div class="scroll"{named}>{made}</div>\n'

    def _row(self, cells: Sequence[o.Runs], figures: Sequence[bool], tag: str) -> str:
        out = []
        for runs, to_right in zip(cells, figures, strict=True):
            # An empty head cell heads nothing.
            kind = "td" if not o.runs_text(runs).strip() else tag
            scope = {"scope": "col"} if kind == "th" else {}
            out.append(f"<{kind}{self._as('num' if to_right else 'cell', scope)}>{self._runs(runs)}</{kind}>")
        return f"<tr>{''.join(out)}</tr>\n"

    def _signatures(self, signatures: o.Signatures) -> str:
        people = [lines for person in signatures.people if (lines := o.signature_lines(person, signatures.order))]
        shown = ["<br>".join(map(_words, lines)) for lines in people]
        if self._pasted:
            return "".join(f"<p>{lines}</p>" for lines in shown)
        names = "".join(f"<p>{lines}</p>" for lines in shown)
        return f'<div class="signatures {signatures.layout}">{names}</div>\n'


def _bold_first(lines: Sequence[str]) -> list[str]:
    shown = [_words(line) for line in lines]
    return [f"<b>{shown[0]}</b>", *shown[1:]] if shown else []


def _logo(logo: o.Logo) -> str:
    kind = "png" if logo.content.startswith(_PNG) else "jpeg"
    data = base64.b64encode(logo.content).decode("ascii")
    alt = _attribute(logo.alt) or "Logotyp"
    return f'<img class="logo" style="height:{logo.height_mm:g}mm" alt="{alt}" src="data:image/{kind};base64,{data}">\n'


def _words(text: str) -> str:
    return escape(o.clean_text(text), quote=False).replace("\n", "<br>")


def _attribute(text: str) -> str:
    return escape(" ".join(o.clean_text(text).split()), quote=True)
