"""Verbs: the words that a recommendation begins with, in the imperative, the infinitive or with its subject."""

from __future__ import annotations

import re

VERBS = re.compile(
    r"^(?:[Aa]tt\s+)?(?:säkerställ\w*|se till|se över|utveckla\w*|stärk\w*|tillse\w*|uppdatera\w*|upprätta\w*|"
    r"fastställ\w*|följ\w* upp|genomför\w*|inför\w*|komplettera\w*|klargör\w*|tydliggör\w*|förtydliga\w*|ta fram|"
    r"överväg\w*|vidta\w*|analysera\w*|intensifiera\w*|förbättra\w*|fortsätt\w*|prioritera\w*|utvärdera\w*|"
    r"utred\w*|besluta\w*|dokumentera\w*|verka|arbeta\w*|öka\w*|skapa\w*|vidareutveckla\w*|definiera\w*|"
    r"implementera\w*|kartlägg\w*|tillämpa\w*|systematisera\w*|beakta\w*|revidera\w*|initiera\w*|ge|pröva\w*|"
    r"etablera\w*|formalisera\w*|precisera\w*|inrätta\w*|samordna\w*|planera\w*|anta\w*|bevaka\w*|kontrollera\w*|"
    r"motverka\w*|utforma\w*|utöka\w*|utse\w*|utbilda\w*|informera\w*|redovisa\w*|granska\w*|undersök\w*|lägga?|"
    r"sätta?|hålla?|göra?|bedriv\w*|främja\w*|synliggör\w*|ställ\w*|aktualisera\w*|nämnden|kommunstyrelsen|"
    r"styrelsen|förvaltningen|\w+nämnden|att)\b",
    re.IGNORECASE,
)
