"""What a step is called after «Ångra: », where it changes one field: a field's title is not always what was changed."""

from __future__ import annotations

from typing import Final

REGISTERED: Final = "registrerade beslutet"

_CHANGED: Final = {
    "Andra granskade": "vilka andra som granskats",
    "Annan som ansvarar": "vem annan som ansvarar",
    "Anslaget": "dagen för anslaget",
    "Anslaget tas ned": "dagen då anslaget tas ned",
    "Av": "vem det är av",
    "Avslutat": "dagen då ärendet avslutades",
    "Beslutet skickas till": "vem beslutet skickas till",
    "Daterat": "dateringen",
    "Diariefört": "dagen för diarieföring",
    "Diarienummer väntas": "om diarienummer väntas",
    "Expedierad": "dagen för expediering",
    "Faktagranskning besvarad": "dagen då faktagranskningen besvarades",
    "Faktagranskning mottagen": "dagen då faktagranskningen kom",
    "Från": "vem ärendet kommer från",
    "För vem": "för vem effekten är",
    "Gemensam med andra": "om rekommendationen är gemensam",
    "Genomförd": "dagen då åtgärden genomfördes",
    "Genomfört": "vad som är genomfört",
    "Granskningen gjordes": "när granskningen gjordes",
    "Gäller nämnden": "om rekommendationen gäller nämnden",
    "Hur": "hur det skickas",
    "Hur ser vi det": "hur effekten ses",
    "Inkom": "dagen då ärendet inkom",
    "Inlämnat": "dagen då initiativet lämnades in",
    "Justerad": "dagen för justering",
    "Klar": "om svaret är klart",
    "Lovat den": "dagen då det lovades",
    "Läget den": "dagen för läget",
    "Medgiven av": "vem som medgav dagen",
    "Medgivet av": "vem som medgav tiden",
    "Publicerat": "dagen för publicering",
    "Redovisas": "hur uppdraget redovisas",
    "Redovisas när": "när uppdraget redovisas",
    "Riktad till": "vem rekommendationen är riktad till",
    "Räknas från": "vad tiden räknas från",
    "Skickat": "dagen då det skickades",
    "Skickat vidare av": "vem som skickade vidare",
    "Slutredovisat": "dagen för slutredovisning",
    "Svar lämnas av": "vem som lämnar svar",
    "Till": "vem det är till",
    "Uppdrag till": "vem uppdraget är till",
    "Utan slutdatum": "om uppdraget har slutdatum",
    "Vad ändras": "vad som ändras",
    "Vems datum": "vems datum det är",
    "Vilket svar": "vilket svar dagen gäller",
    "Väckt": "dagen då initiativet väcktes",
    "Återkommer": "hur ofta det återkommer",
    "Återrapporterat": "dagen för återrapportering",
}
"""The titles that are no nouns: a label beside a field is read with its value, the name of a step without it."""


def thing_changed(title: str | None) -> str:
    """What a field is called after «ändrade»; any field without a title is «en uppgift»."""
    if not title:
        return "en uppgift"
    return _CHANGED.get(title, title.lower())
