"""as_json: a reading as the JSON object that the command line prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nemndsekr.reading.draft import Found, FoundDate, Reading
from nemndsekr.records.block_text import BlockText, Heading, ListBlock, Paragraph, TableBlock, runs_text


def reading_as_json(reading: Reading) -> dict[str, Any]:
    """The reading as plain values: ISO days or null, quotes as half-open places in ``text``."""
    draft = reading.draft
    return {
        "kind": draft.kind,
        "title": draft.title.text if draft.title else "",
        "dnr": _texts(draft.dnr),
        "counterpart_dnr": _texts(draft.counterpart_dnr),
        "report_no": _texts(draft.report_no),
        "committee": draft.committee.text if draft.committee else "",
        "dates": {
            "document": _iso(draft.document_day),
            "received": _iso(draft.received),
            "reply_due": _iso(draft.reply_due),
            "followup_due": _iso(draft.followup_due),
        },
        "recommendations": [
            {
                "no": item.no,
                **_quoted(item.found),
                "recipient": item.recipient,
                "answer": answer_text(item.answer),
                "other_wording": item.other_wording.text if item.other_wording else "",
            }
            for item in draft.recommendations
        ],
        "audit_questions": [{**_quoted(item.found), "assessment": item.assessment} for item in draft.audit_questions],
        "attsatser": _numbered(draft.attsatser),
        "decision_points": _numbered(draft.decision_points),
        "plan": [{"step": step.step, "date": _iso(step.day)} for step in draft.plan],
        "recipients": [{"text": item.text} for item in draft.recipients],
        "people": [
            {"name": item.name, "role": item.role, "party": item.party, "part": item.part} for item in draft.people
        ],
        "demand": dict.fromkeys(draft.demand, True),
        "text": reading.text,
        "problems": [{"text": problem.text, "page": problem.page} for problem in reading.problems],
    }


def answer_text(text: BlockText) -> str:
    """An answer as plain paragraphs, the items of its lists with a hyphen."""
    parts: list[str] = []
    for block in text.blocks:
        match block:
            case Heading(runs=runs) | Paragraph(runs=runs):
                parts.append(runs_text(runs))
            case ListBlock(items=items):
                parts.append("\n".join(f"- {runs_text(item.runs)}" for item in items))
            case TableBlock(lost=False):
                rows = ((block.header,) if block.header else ()) + block.rows
                parts.append("\n".join("\t".join(runs_text(cell) for cell in row) for row in rows))
            case _:
                # A lost table has nothing but the words before it.
                continue
    return "\n\n".join(parts)


def _texts(found: Iterable[Found]) -> list[str]:
    return [item.text for item in found]


def _iso(day: FoundDate | None) -> str | None:
    return day.day.isoformat() if day and day.day else None


def _quoted(found: Found) -> dict[str, Any]:
    return {"text": found.text, "page": found.page, "quote": [found.start or 0, found.end or 0]}


def _numbered(found: Iterable[Found]) -> list[dict[str, Any]]:
    return [{"no": number, **_quoted(item)} for number, item in enumerate(found, start=1)]
