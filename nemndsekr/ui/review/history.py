"""History: the states of one review, so that every act in it can be taken back before anything is stored."""

from __future__ import annotations

from nemndsekr.operations.review_state import ReviewState


class History:
    """Where a review stands, what came before, and what was taken back."""

    def __init__(self, state: ReviewState) -> None:
        """Begin with a state in which nobody has decided anything."""
        self.state = state
        self._past: list[tuple[str, ReviewState]] = []
        self._future: list[tuple[str, ReviewState]] = []
        self._typed = False

    @property
    def touched(self) -> bool:
        """Whether there is anything that would be lost."""
        return bool(self._past) or self._typed

    def touch(self) -> None:
        """Note that something is typed that is no act yet."""
        self._typed = True

    def do(self, name: str, state: ReviewState) -> bool:
        """Go on to another state by an act of this name; whether it is another one."""
        if state == self.state:
            return False
        self._past.append((name, self.state))
        self._future.clear()
        self.state = state
        return True

    def undo(self) -> ReviewState | None:
        """Go back one act."""
        return self._step(self._past, self._future)

    def redo(self) -> ReviewState | None:
        """Do the act again that was taken back."""
        return self._step(self._future, self._past)

    def names(self) -> tuple[str | None, str | None]:
        """What undo and redo would do."""
        return (self._past[-1][0] if self._past else None, self._future[-1][0] if self._future else None)

    def _step(self, origin: list[tuple[str, ReviewState]], goal: list[tuple[str, ReviewState]]) -> ReviewState | None:
        if not origin:
            return None
        name, state = origin.pop()
        goal.append((name, self.state))
        self.state = state
        return state
