"""The computer: its system, clock, time zone and language; screens and printers; what the IT department has decided."""

from __future__ import annotations

import locale
import platform
import sys
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import nemndsekr
from nemndsekr.operations.selfcheck.finding import Finding, fail, ok, warn
from nemndsekr.operations.selfcheck.program import REINSTALL
from nemndsekr.operations.selfcheck.windows_facts import code_pages, pdf_viewer
from nemndsekr.support.policy import Policy, policy_file

_ZONE: Final = "Europe/Stockholm"
_FAR: Final = timedelta(days=15 * 365)
"""After the program's own day: a clock that shows more than this is no longer believed."""


def computer_findings(now: datetime) -> list[Finding]:
    """The system and its words, and whether its clock can be right."""
    pages = code_pages()
    words = {
        "locale": ".".join(filter(None, locale.getlocale())) or "C",
        "filnamn": sys.getfilesystemencoding(),
        "text": locale.getpreferredencoding(do_setlocale=False),
        "teckentabell": pages[0],
        "konsolens_teckentabell": pages[1],
    }
    shown = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in words.items() if value)
    return [
        ok("dator.system", platform.platform(), platform.platform()),
        clock_finding(now, date.fromisoformat(nemndsekr.RELEASED)),
        zone_finding(_zone_error(), now),
        ok("dator.sprak", f"Språk och teckentabeller: {shown}", words),
    ]


def clock_finding(now: datetime, released: date) -> Finding:
    """Whether the clock shows a day that can be: not before the program was made, nor long after."""
    value = now.isoformat(timespec="seconds")
    if not released <= now.date() <= released + _FAR:
        words = f"Klockan visar {now:%Y-%m-%d}, men programmet är från {released}."
        return warn("dator.klocka", words, "Ställ datorns klocka; alla svarsdagar räknas från den.", value)
    return ok("dator.klocka", f"Klockan visar {now:%Y-%m-%d %H.%M}.", value)


def _zone_error() -> str:
    try:
        ZoneInfo(_ZONE).utcoffset(datetime(2026, 7, 1))  # noqa: DTZ001 - the zone itself is asked
    except (ZoneInfoNotFoundError, OSError, ValueError) as error:
        return type(error).__name__
    return ""


def zone_finding(error: str, now: datetime) -> Finding:
    """Whether the time zones are there, and which one the computer keeps."""
    own = now.strftime("%z")
    value = {"tidszon": now.tzname() or "", "utc": own, "data": not error}
    if error:
        return fail("dator.tidszon", f"Tidszonen {_ZONE} kan inte läsas ({error}).", REINSTALL, value)
    return ok("dator.tidszon", f"Tidszon: {now.tzname()} (UTC{own[:3]}.{own[3:]}). Tidszonsdata finns.", value)


def window_findings(window: Mapping[str, Any], viewer: str) -> list[Finding]:
    """What the window and the printers of this computer are like; ``window`` is what Qt told."""
    if not window:
        words = "Fönstrets delar (Qt) kunde inte laddas."
        return [fail("skarm.qt", words, f"{REINSTALL} Kontrollera att AppLocker eller antivirus inte stoppar dem.")]
    screens = list(window.get("screens") or [])
    shown = ", ".join(_screen(screen) for screen in screens)
    found = [
        ok("skarm.plattform", f"Qt {window.get('qt')} på {window.get('platform')}.", window.get("platform")),
        _style(window),
        ok("skarm.skarmar", f"Skärmar: {shown or 'ingen'}.", screens),
        ok("skarm.sprak", f"Språk: {window.get('locale')}.", window.get("locale")),
    ]
    if "color_scheme" in window:
        found.append(ok("skarm.tema", f"Datorns färgtema: {window['color_scheme']}.", window["color_scheme"]))
    missing = list(window.get("icons_missing") or [])
    if missing:
        found.append(fail("skarm.ikoner", f"Ikoner kan inte ritas: {', '.join(missing[:5])}.", REINSTALL, missing))
    else:
        found.append(ok("skarm.ikoner", "Alla ikoner kan ritas.", missing))
    return [*found, printer_finding(window.get("printers")), _viewer(viewer)]


def _style(window: Mapping[str, Any]) -> Finding:
    """Whether the style that the program is drawn in is there; the computer's own would not follow its dark theme."""
    styles = [str(style) for style in window.get("styles") or []]
    value = {"datorn": window.get("style"), "finns": styles}
    if "fusion" not in [style.lower() for style in styles]:
        return fail("skarm.stil", "Stilen Fusion, som programmet ritas i, saknas.", REINSTALL, value)
    return ok("skarm.stil", f"Programmet ritas i stilen Fusion (datorns egen: {window.get('style')}).", value)


def _screen(screen: Mapping[str, Any]) -> str:
    size = f"{screen['width']} × {screen['height']} i " if "width" in screen else ""
    return f"{size}{round(float(screen.get('scale', 1)) * 100)} %"


def printer_finding(printers: Any) -> Finding:
    """The printers by their names; None is no answer in time."""
    if printers is None:
        words = "Skrivarna svarade inte i tid."
        return warn("skarm.skrivare", words, "Ta bort skrivare som inte finns längre, eller spara som PDF.", None)
    names = [str(name) for name in printers]
    if not names:
        return ok("skarm.skrivare", "Ingen skrivare; handlingar sparas som PDF.", names)
    return ok("skarm.skrivare", f"Skrivare: {', '.join(names)}.", names)


def _viewer(viewer: str) -> Finding:
    if viewer:
        return ok("skarm.pdf_visare", f"PDF-filer öppnas med {viewer}.", viewer)
    words = "Inget program är valt för att öppna PDF-filer."
    return warn("skarm.pdf_visare", words, "Programmet visar sina egna PDF-filer; välj ändå ett för andras.", "")


def policy_findings(policy: Policy) -> list[Finding]:
    """Which file decides, what it decides, and what of it does not hold."""
    if policy.file is None:
        place = policy_file()
        return [ok("policy.fil", f"Ingen policyfil ({place}); användaren bestämmer.", "")]
    off = sorted(policy.off)
    found = [ok("policy.fil", f"Policyfil: {policy.file}", str(policy.file))]
    found.append(ok("policy.nycklar", f"Nycklar som gäller: {', '.join(policy.keys) or 'inga'}.", list(policy.keys)))
    if policy.data is not None:
        last = ", och inget annat" if policy.data_is_last else ""
        found.append(ok("policy.mapp", f"Datamappen är bestämd: {policy.data}{last}.", str(policy.data)))
    if policy.share is not None:
        found.append(ok("policy.kopior", f"Säkerhetskopior går också till {policy.share}.", str(policy.share)))
    if off:
        found.append(ok("policy.avstangt", f"Avstängt: {', '.join(off)}.", off))
    found += [
        warn(f"policy.fel_{number}", f"{', '.join(filter(None, (str(policy.file), fault.place)))}: {fault.what}",
             fault.next_step, fault.place)
        for number, fault in enumerate(policy.faults, 1)
    ]  # fmt: skip
    return found


def find_window(window: Mapping[str, Any]) -> list[Finding]:
    """The same with the PDF viewer asked for."""
    return window_findings(window, pdf_viewer())
