"""UserError: something the user can put right, told in Swedish with the next step."""

from __future__ import annotations


class UserError(Exception):
    """What went wrong and what to do about it, in words for a secretary.

    Everything else that is raised is a bug and goes, unhandled, to the crash report.
    """

    def __init__(self, what: str, next_step: str = "") -> None:
        """Tell what is wrong (one sentence) and what to do next (one sentence)."""
        super().__init__(what)
        self.what = what
        self.next_step = next_step

    def about_file(self, name: str) -> UserError:
        """The same, with the name of the file in its first sentence: one may have chosen several."""
        if name in self.what:
            return self
        rest = self.what.removeprefix("Filen ")
        named = f"«{name}» {rest}" if rest != self.what else f"«{name}»: {rest[:1].lower()}{rest[1:]}"
        return UserError(named, self.next_step)

    def __str__(self) -> str:
        """Both sentences, as they are shown."""
        return f"{self.what} {self.next_step}".strip()


class NotWritableError(UserError):
    """The data folder, or the database in it, may be read but not written."""
