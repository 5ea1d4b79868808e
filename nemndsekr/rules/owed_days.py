"""By which days a case's answers are owed, and to whom: several may be owed the same answer by days of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from nemndsekr.records.case import ReplyDay
from nemndsekr.records.case_file import CaseFile
from nemndsekr.records.choices import Occasion


def owed_days(file: CaseFile, occasion: Occasion) -> list[ReplyDay]:
    """The days of one of the answers that hold, the first one first: of several to the same one the newest."""
    newest = {squeezed_name(one): one for one in file.reply_days if one.occasion == occasion}
    return sorted(newest.values(), key=lambda one: one.latest or date.max)


def owed_to(file: CaseFile, occasion: Occasion) -> list[str]:
    """All who are owed one of the answers, the one with the first day first."""
    return [" ".join(one.to_whom.split()) for one in owed_days(file, occasion) if one.to_whom.strip()]


def days_in_words(file: CaseFile, occasion: Occasion, written: Callable[[ReplyDay], str]) -> str:
    """«30 april», or where several are owed the answer by different days «30 april till A, 15 maj till B»."""
    told = [(day, " ".join(one.to_whom.split())) for one in owed_days(file, occasion) if (day := written(one))]
    if len({day for day, _ in told}) < 2:
        return told[0][0] if told else ""
    return ", ".join(f"{day} till {whom}" if whom else day for day, whom in told)


def squeezed_name(day: ReplyDay) -> str:
    """Whom a day is for, for comparing."""
    return " ".join(day.to_whom.casefold().split())
