"""The window's commands, declared once: words, key, icon and menu; a command that does nothing does not exist."""

from __future__ import annotations

from typing import Final, NamedTuple

from nemndsekr.ui.kit.icons import IconName


class Command(NamedTuple):
    """One command: ``act`` is the method of ``WindowCommands`` that does it."""

    menu: str
    act: str
    text: str
    keys: tuple[str, ...] = ()
    icon: IconName | None = None
    page: str = ""
    """The attribute that the page shown must have for the command to be of use; empty: always of use."""
    function: str = ""
    """The function of ``FUNCTIONS`` (support/policy.py) that it is; the IT department can turn it off."""

    @property
    def wants(self) -> str:
        """What is to be done before the command is of use."""
        if self.page == "case_of":
            return CHOOSE_FIRST
        if self.menu == "planering":
            return PLAN_FIRST if self.page else ""
        return OPEN_FIRST if self.page else ""


CHOOSE_FIRST: Final = "Välj ett ärende först."
OPEN_FIRST: Final = "Öppna ett ärende först."
PLAN_FIRST: Final = "Gå till Planering först."
NOT_OPEN: Final = "Databasen är inte öppnad än."


MENUS: Final = (
    ("arkiv", "&Arkiv"),
    ("redigera", "&Redigera"),
    ("visa", "&Visa"),
    ("arende", "Äre&nde"),
    ("planering", "Plan&ering"),
    ("verktyg", "Ver&ktyg"),
    ("hjalp", "&Hjälp"),
)

# A line between groups is an entry without words.
LINE: Final = ""

COMMANDS: Final = (
    Command("arkiv", "read_files", "&Läs in…", ("Ctrl+Shift+O",), "download"),
    Command("arkiv", "read_list", "Läs in l&ista…", (), "list-bullet"),
    Command("arkiv", "new_case", "&Nytt ärende…", ("Ctrl+N",), "plus"),
    Command("arkiv", "new_audit", "Ny &granskning…", ("Ctrl+Shift+G",), "plus"),
    Command("arkiv", "new_initiative", "Nytt nä&mndinitiativ…", ("Ctrl+Shift+I",), "plus"),
    Command("arkiv", "open_case", "&Öppna ärende…", ("Ctrl+O", "Ctrl+E"), "folder-open"),
    Command("arkiv", "line", LINE),
    Command("arkiv", "preview", "&Förhandsgranska", ("Ctrl+F2",), "preview", "case_of"),
    Command("arkiv", "print_document", "Skriv &ut…", ("Ctrl+P",), "print", "case_of", "utskrift"),
    Command("arkiv", "save_pdf", "Spara &PDF…", ("F12",), "save", "case_of"),
    Command("arkiv", "save_docx", "Spara &Word…", ("Shift+F12",), "word", "case_of"),
    Command("arkiv", "export_calendar", "Exportera &kalender (.ics)…", function="kalenderexport"),
    Command("arkiv", "export_cases", "E&xportera ärenden…", function="arendeexport"),
    Command("arkiv", "line", LINE),
    Command("arkiv", "back_up", "&Säkerhetskopiera nu"),
    Command("arkiv", "show_backups", "&Visa säkerhetskopiorna"),
    Command("arkiv", "line", LINE),
    Command("arkiv", "close", "&Avsluta", ("Ctrl+Q",)),
    Command("redigera", "undo", "&Ångra", ("Ctrl+Z",), "undo"),
    Command("redigera", "redo", "&Gör om", ("Ctrl+Y",), "redo"),
    Command("redigera", "line", LINE),
    Command("redigera", "paste", "Klistra &in", ("Ctrl+V",)),
    Command("redigera", "copy_for_word", "&Kopiera för Word", ("Ctrl+Shift+C",), None, "case_of", "kopiera_for_word"),
    Command("redigera", "insert_table", "Infoga ta&bell", ("Ctrl+Shift+T",), None, "insert_table"),
    Command("redigera", "insert_reference", "Infoga &hänvisning…", ("Ctrl+Shift+H",), None, "insert_reference"),
    Command("redigera", "line", LINE),
    Command("redigera", "save", "&Spara nu", ("Ctrl+S",)),
    Command("redigera", "find_in_page", "Sök i &vyn", ("Ctrl+F",)),
    Command("redigera", "find_case", "Sök ä&rende", ("Ctrl+Shift+F",), "search"),
    Command("visa", "show_today", "&Idag", ("Ctrl+1",), "calendar-today"),
    Command("visa", "show_cases", "Ä&renden", ("Ctrl+2",), "folder"),
    Command("visa", "show_planning", "P&laneringen", ("Ctrl+3",), "plan"),
    Command("visa", "show_meetings", "&Sammanträden", ("Ctrl+4",), "people"),
    Command("visa", "show_followup", "&Uppföljning", ("Ctrl+5",), "checklist"),
    Command("visa", "show_templates", "M&allar", ("Ctrl+6",), "template"),
    Command("visa", "compare_versions", "&Jämför versioner…", (), None, "case_of"),
    Command("visa", "go_back", "&Tillbaka", ("Alt+Home",), "arrow-left"),
    Command("visa", "line", LINE),
    Command("visa", "show_source", "&Källtext", (), "document", "show_source"),
    Command("visa", "show_remarks", "Ärendets &påpekanden", (), "warning", "show_remarks"),
    Command("visa", "line", LINE),
    Command("visa", "larger_text", "St&örre text", ("Ctrl++", "Ctrl+=")),
    Command("visa", "smaller_text", "&Mindre text", ("Ctrl+-",)),
    Command("visa", "usual_text", "&Vanlig text", ("Ctrl+0",)),
    Command("arende", "show_case_again", "&Visa ärendet", ("Ctrl+Shift+E",), None, "case_of"),
    Command("arende", "next_remark", "&Nästa påpekande", ("F8",), "warning", "next_remark"),
    Command("arende", "previous_remark", "F&öregående påpekande", ("Shift+F8",), None, "previous_remark"),
    Command("arende", "show_matrix", "&Fullständighet", (), "checklist", "show_matrix"),
    Command("arende", "line", LINE),
    Command("arende", "lock_version", "&Lås version…", (), "lock", "case_of"),
    Command("arende", "begin_followup", "Skapa &uppföljande yttrande", (), None, "case_of"),
    Command("arende", "line", LINE),
    Command("arende", "remove_case", "&Ta bort ärendet", (), "trash", "case_of"),
    Command("planering", "new_meeting", "&Nytt sammanträde…", ("Ctrl+Shift+M",), "plus"),
    Command("planering", "edit_meeting", "Ändra sa&mmanträdet…", ("F2",), "pencil", "edit_meeting"),
    Command(
        "planering", "show_meeting_cases", "Till sammanträdets &ärenden", ("Ctrl+Down",), None, "show_meeting_cases"
    ),
    Command("planering", "open_agenda", "&Föredragningslista…", (), "list-bullet", "open_agenda"),
    Command("planering", "new_year_plan", "&Skapa plan för nästa år…"),
    Command("planering", "paste_plan", "Klistra &in plan…"),
    Command("planering", "change_closed_days", "&Uppehåll och egna lediga dagar…"),
    Command("planering", "change_bodies", "Instanser &och deras ordning…"),
    Command("planering", "read_meetings", "Läs in sammant&räden…", (), "download"),
    Command("planering", "save_meetings", "S&para sammanträden som CSV…", (), "save"),
    Command("planering", "line", LINE),
    Command("planering", "toggle_list", "Årsplan som bild eller &lista", ("Ctrl+L",), "list-bullet", "toggle_list"),
    Command("planering", "go_to_day", "&Gå till datum…", ("Ctrl+G",), None, "go_to_day"),
    Command("planering", "line", LINE),
    Command("planering", "move_day_later", "Flytta &en dag framåt", ("Alt+Right",), None, "move_day_later"),
    Command("planering", "move_day_earlier", "Flytta en dag &bakåt", ("Alt+Left",), None, "move_day_earlier"),
    Command("planering", "move_week_later", "Flytta en &vecka framåt", ("Ctrl+Alt+Right",), None, "move_week_later"),
    Command("planering", "move_week_earlier", "Flytta en ve&cka bakåt", ("Ctrl+Alt+Left",), None, "move_week_earlier"),
    Command("planering", "line", LINE),
    Command("planering", "print_year_plan", "Skriv ut s&ammanträdesplan…", (), "print"),
    Command("planering", "print_year_picture", "Skriv ut årsöversikt på A&3…"),
    Command("planering", "print_week_sheet", "Skriv ut veckans &kontrollista…"),
    Command("planering", "line", LINE),
    Command("planering", "copy_chain_card", "Kopiera ke&djekort", (), None, "case_of"),
    Command("planering", "print_chain_card", "Skriv ut kedjekor&t…", (), None, "case_of"),
    Command("verktyg", "check_file", "Kontrollera &fil…", (), "document"),
    Command("verktyg", "line", LINE),
    Command("verktyg", "edit_namnd", "&Nämnden…", (), "people"),
    Command("verktyg", "edit_templates", "Egna ma&llar…", (), "template"),
    Command("verktyg", "choose_checks", "Välj &kontroller…", (), "shield-check"),
    Command("verktyg", "edit_word_forms", "&Wordmallar…", (), "word"),
    Command("verktyg", "edit_chain_rules", "Kedjere&gler…", (), "plan"),
    Command("hjalp", "show_keys", "&Kortkommandon", ("F1",)),
    Command("hjalp", "open_exercise", "Öppna &övningsdatabas", function="ovningsarenden"),
    Command("hjalp", "show_computer", "Om &datorn och programmet…"),
    Command("hjalp", "show_log", "&Visa felrapporter och logg"),
    Command("hjalp", "about", "&Om Nämndsekr"),
)

TOOLS: Final = ("read_files", "open_case", "undo", "redo", LINE, "preview", "print_document")
TOOL_WORDS: Final = {
    "read_files": "Läs in",
    "open_case": "Öppna",
    "undo": "Ångra",
    "redo": "Gör om",
    "preview": "Förhandsgranska",
    "print_document": "Skriv ut",
}
