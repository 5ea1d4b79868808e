"""TakeInDialog: what a file of cases holds and how each stands to ours, before anything of it is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from nemndsekr.ui.kit.dialogs import FittedDialog
from nemndsekr.ui.kit.forms import Combo, Field
from nemndsekr.ui.kit.labels import Label, button, caption, link_button, primary_button
from nemndsekr.ui.kit.measures import column, row, set_size
from nemndsekr.ui.kit.messages import FieldMessage
from nemndsekr.ui.kit.panels import Panel
from nemndsekr.ui.kit.states import State
from nemndsekr.ui.kit.table_model import Column, FetchMoreModel
from nemndsekr.ui.kit.tables import TableView

if TYPE_CHECKING:
    from nemndsekr.operations.look_at_archive import ArchiveLook, CaseInFile
    from nemndsekr.operations.take_archive import Taking
    from nemndsekr.support.errors import UserError

_STANDINGS: Final = {
    "new": ("Nytt", State.EVENT),
    "same": ("Finns redan, lika", State.DONE),
    "newer": ("Finns redan, nyare i filen", State.QUESTION),
    "older": ("Finns redan, äldre i filen", State.TOLD),
    "parted": ("Ändrat på båda håll", State.REMARK),
}
_LIKE: Final = ("Nytt, men numret finns här", State.REMARK)
_WORDS: Final = {
    "take": "Tas in",
    "leave": "Tas inte in",
    "copy": "Tas in som ny kopia",
    "swap": "Byts ut mot filens",
}
_HERE: Final = {"leave": "Vårt är kvar"}
# One word in the singular and in the plural for what several cases share; the others are told of as «mer».
_SHARED: Final = (
    ("namnder", "nämnd", "nämnder"),
    ("meeting_bodies", "instans", "instanser"),
    ("meetings", "sammanträde", "sammanträden"),
    ("persons", "person", "personer"),
    ("chain_rules", "kedjeregel", "kedjeregler"),
    ("own_templates", "mall", "mallar"),
    ("word_forms", "Wordmall", "Wordmallar"),
)
_UNDONE: Final = "Allt tas in i ett steg, som Ångra tar tillbaka."


class TakeInDialog(FittedDialog):
    """Shows the cases of a file. ``wanted``: take them in; ``stop_wanted``: stop that. Closed by whoever takes them."""

    wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, look: ArchiveLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from nemndsekr.operations.take_archive import usual_taking

        self.setWindowTitle("Ta in ärenden")
        self._look = look
        self._working = False
        self._taking = {case.uid: usual_taking(case) for case in look.cases}
        self.model: FetchMoreModel[CaseInFile] = FetchMoreModel(self._columns(), identity=lambda case: case.uid)
        self.table = TableView("Ärenden i filen", closed=True)
        self.table.set_model(self.model)
        self.model.set_source(lambda offset, limit: look.cases[offset : offset + limit], len(look.cases))
        self.how = Combo()
        self.how_field = Field("Gör &så här med det valda ärendet", self.how)
        self.hint = caption("", wrap=True)
        self.all_newer = link_button("")
        self.message = FieldMessage()
        self.progress = caption("")
        self.take = primary_button("Ta in")
        self.cancel = button("Avbryt")
        for one in (self.take, self.cancel, self.all_newer):
            one.setAutoDefault(False)
        panel = Panel(body=self.table)
        set_size(panel, min_height=120)
        self.fit(
            column(
                Label(_in_file(look), "body", wrap=True),
                (panel, 1),
                self.how_field,
                self.hint,
                row(self.all_newer, None),
                gap=10,
            ),
            column(self.message, row((caption(_UNDONE, wrap=True), 1), self.progress, self.cancel, self.take), gap=8),
            width=860,
            height=560,
        )
        self.take.clicked.connect(self._begin)
        self.cancel.clicked.connect(self.reject)
        self.how.activated.connect(self._choose)
        self.table.chosen.connect(self._show)
        self.all_newer.clicked.connect(self._swap_newer)
        if look.cases:
            self.table.selectRow(0)
            self._show(look.cases[0])
        else:
            self.how_field.hide()
        self._tell()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _columns(self) -> tuple[Column[CaseInFile], ...]:
        return (
            Column("Diarienummer", lambda case: case.dnr or "–", "quiet", 132),
            Column("Ärende", lambda case: case.title, "text", 260, stretch=True),
            Column(
                "Jämfört med här", lambda case: _standing(case)[0], "tag", 216, state=lambda case: _standing(case)[1]
            ),
            Column("Vad som görs", self._done_with, "quiet", 152),
        )

    def _done_with(self, case: CaseInFile) -> str:
        taking = self._taking[case.uid]
        return (_HERE.get(taking, "") if case.here else "") or _WORDS[taking]

    @property
    def choices(self) -> dict[str, Taking]:
        """What is to be done with each case, by uid."""
        return dict(self._taking)

    def _show(self, case: CaseInFile) -> None:
        from nemndsekr.operations.take_archive import possible_takings

        self.how.clear()
        for one in possible_takings(case):
            self.how.addItem((_HERE.get(one, "") if case.here else "") or _WORDS[one], one)
        self.how.setCurrentIndex(self.how.findData(self._taking[case.uid]))
        self.hint.setText(_about(case))
        self.hint.setVisible(bool(self.hint.text()))

    def _choose(self) -> None:
        case = self.table.record()
        if case is not None:
            self._taking[case.uid] = self.how.currentData()
            self.model.refresh(len(self._look.cases))
            self.table.choose(case.uid)
            self._tell()

    def _swap_newer(self) -> None:
        from nemndsekr.operations.take_archive import Taking

        for case in self._newer():
            self._taking[case.uid] = Taking.swap
        self.model.refresh(len(self._look.cases))
        case = self.table.record()
        if case is not None:
            self._show(case)
        self._tell()
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _newer(self) -> list[CaseInFile]:
        return [one for one in self._look.cases if one.standing == "newer" and self._taking[one.uid] == "leave"]

    def _tell(self) -> None:
        count = sum(one != "leave" for one in self._taking.values())
        shared = self._look.whole and bool(self._look.coming)
        self.take.setText(f"&Ta in {count} ärenden" if count > 1 else "&Ta in")
        self.take.setEnabled(bool(count or shared) and not self._working)
        newer = len(self._newer())
        self.all_newer.setVisible(newer > 0 and len(self._look.cases) > 1)
        self.all_newer.setText(
            f"Byt ut de {newer} som är nyare i filen" if newer > 1 else "Byt ut det som är nyare i filen"
        )
        if not count and not shared:
            differs = any(one.standing in {"newer", "older", "parted"} for one in self._look.cases)
            there = (
                "Ärendena i filen finns redan här, några med andra uppgifter." if differs else "Allt finns redan här."
            )
            self.message.set_message(f"{there} Välj vad som ska bytas ut, eller avbryt.")
        else:
            self.message.set_message("")

    # While it is taken in

    def _begin(self) -> None:
        self._work(working=True)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.wanted.emit()

    def tell_progress(self, done: int, of: int) -> None:
        """Say how far it is."""
        if self._working:
            self.progress.setText(f"{done} av {of} …")

    def tell_failed(self, error: UserError) -> None:
        """Say why nothing was taken in; another choice may do."""
        self._work(working=False)
        self.message.set_message(str(error))

    def _work(self, *, working: bool) -> None:
        self._working = working
        for one in (self.table, self.how, self.all_newer):
            one.setEnabled(not working)
        self.progress.setText("Tar in …" if working else "")
        self._tell()

    def reject(self) -> None:
        """Close; while it is taken in, stop that instead: nothing is half taken."""
        if self._working:
            self.stop_wanted.emit()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own cross does as Avbryt does."""
        if self._working:
            event.ignore()
            self.stop_wanted.emit()
        else:
            super().closeEvent(event)


def _standing(case: CaseInFile) -> tuple[str, State]:
    if case.like:
        return _LIKE
    words, state = _STANDINGS[case.standing]
    return ("Finns i papperskorgen", State.QUESTION) if case.in_bin else (words, state)


def _about(case: CaseInFile) -> str:
    """What is to be known of a case before one chooses."""
    said = [case.told] if case.told else []
    if case.like:
        said.append(f"Ett annat ärende här har samma diarienummer: {case.like}. Tas det in finns numret två gånger.")
    if case.in_bin:
        said.append("Vårt ligger i papperskorgen. Byts det ut kommer det tillbaka därifrån.")
    if case.standing == "parted":
        said.append("Byts vårt ut försvinner det som skrivits här.")
    if case.removed and not case.here:
        said.append("Det låg i papperskorgen där det kom ifrån, och läggs i papperskorgen här.")
    if case.marked:
        said.append("Det är, eller har handlingar, märkt med sekretess.")
    return " ".join(said)


def _in_file(look: ArchiveLook) -> str:
    many = len(look.cases)
    words = "1 ärende" if many == 1 else f"{many} ärenden"
    there = many - look.new
    of = ""
    if there == many and many:
        of = ". Det finns redan här" if many == 1 else ". Alla finns redan här"
    elif there:
        of = f", {there} av dem finns redan här"
    return " ".join(filter(None, (f"Filen «{look.path.name}» har {words}{of}.", _shared(look))))


def _shared(look: ArchiveLook) -> str:
    """What comes along that is not here."""
    named = [
        f"{count} {one if count == 1 else several}"
        for table, one, several in _SHARED
        if (count := look.coming.get(table))
    ]
    if not named:
        return ""
    listed = _listed(named)
    return f"Med följer {listed} som inte finns här." if look.whole else f"{listed} följer med vid behov."


def _listed(words: Sequence[str]) -> str:
    return " och ".join(filter(None, (", ".join(words[:-1]), words[-1])))
