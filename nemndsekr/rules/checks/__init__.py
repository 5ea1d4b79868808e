"""CHECKS: all that a case is checked for (Kontroller, F8). A check tells and explains; it never stops anybody."""

from __future__ import annotations

from typing import Final

from nemndsekr.records.case_file import CaseFile
from nemndsekr.rules.checks.answer_checks import (
    missing_parts,
    only_what_is_done,
    stances_apart,
    unanswered_questions,
    unread_yttrande,
)
from nemndsekr.rules.checks.case_checks import (
    missing_dnr,
    signer_forms,
    title_forms,
    two_titles,
    undecided_differences,
)
from nemndsekr.rules.checks.day_checks import (
    dated_after_meeting,
    days_that_cannot_be,
    plan_in_order,
    vague_times,
    year_slips,
    years_left_out,
)
from nemndsekr.rules.checks.decided_checks import changed_after_decision
from nemndsekr.rules.checks.decision_checks import (
    missing_proposal,
    missing_reply_day,
    mixed_styles,
    nobody_to_send_to,
    proposal_lint,
    repeated_proposal,
    reply_without_sending,
)
from nemndsekr.rules.checks.followup_checks import followup_gaps
from nemndsekr.rules.checks.initiative_checks import attsatser_alike, unjudged_clauses
from nemndsekr.rules.checks.person_checks import personnummer_in_texts
from nemndsekr.rules.checks.plain_checks import dashes_astray, doubled_small_words, lost_goals, mixed_date_forms
from nemndsekr.rules.checks.promise_checks import same_commitment, unwatched_report_backs
from nemndsekr.rules.checks.reference_checks import gone_references, plain_references
from nemndsekr.rules.checks.remark import Check, Remark
from nemndsekr.rules.checks.repetition_checks import doubled_paragraphs, repeated_sentences, summary_without_body
from nemndsekr.rules.checks.texts import texts_at_hand
from nemndsekr.rules.checks.voice_checks import changing_voice
from nemndsekr.rules.checks.wording_checks import (
    att_left_out,
    capital_or_small,
    lost_tables,
    missing_full_stops,
    one_word_too_many,
    proposed_in_decided,
    template_text_left,
    two_office_names,
    two_wordings,
)

CHECKS: Final[tuple[Check, ...]] = (
    # What the answer holds
    Check("svarets_delar", "Svar som saknar något", "Det revisionen begär finns i svaret.", missing_parts),
    Check("revisionsfragor", "Revisionsfrågor", "Varje bedömning har ett svar, där revisionen vill det.",
          unanswered_questions),
    Check("attsatser_svar", "Att-satser utan svar", "Varje att-sats har en bedömning och ett förslag.",
          unjudged_clauses),
    Check("yttrandet_saknas", "Yttrandet är inläst", "Yttrandet som underlaget nämner finns i ärendet.",
          unread_yttrande),
    Check("bara_nulage", "Bara det som redan görs", "Svaret säger också vad som ska göras.", only_what_is_done),
    Check("stallningstaganden", "Helhet och delar", "Ställningstagandet i stort och i varje del går ihop.",
          stances_apart),
    # Days, promises and the plan
    Check("svarsdag_saknas", "Svarsdagen", "Dagen för det första yttrandet är känd.", missing_reply_day),
    Check("beslutsplanering", "Beslutsplanering", "Varje steg har en dag, och de kommer i ordning.", plan_in_order),
    Check("daterad_efter", "Handlingens datum", "Handlingen är inte yngre än mötena som hade den.",
          dated_after_meeting),
    Check("datum_stammer", "Dagar som finns", "Dagarna finns och har rätt veckodag.", days_that_cannot_be),
    Check("arsfel", "Fel år", "Inget datum ser ut att ha fel år.", year_slips),
    Check("ar_saknas", "År som saknas", "«I år» och «under året» säger vilket år.", years_left_out),
    Check("vag_tid", "Vaga tider", "Det som lovas har en dag eller månad.", vague_times),
    Check("datumformer", "Datumformer", "Datum skrivs på ett sätt.", mixed_date_forms),
    Check("aterrapportering", "Återrapportering", "Löften om att återrapportera bevakas.", unwatched_report_backs),
    Check("samma_atagande", "Samma åtagande", "Ett åtagande står på ett ställe.", same_commitment),
    Check("uppfoljning", "Uppföljande yttrande", "Varje löfte följs upp i det andra svaret.", followup_gaps),
    # The decision
    Check("forslag_saknas", "Förslag till beslut", "Det finns något för nämnden att besluta om.", missing_proposal),
    Check("svar_skickas_inte", "Svaret skickas", "En beslutspunkt skickar svaret.", reply_without_sending),
    Check("mottagare_saknas", "Mottagare", "Den som får beslutet står under «Beslutet skickas till».",
          nobody_to_send_to),
    Check("beslutsforslaget", "Förslaget till beslut", "Varje punkt förstås ensam och innehåller ett beslut.",
          proposal_lint),
    Check("beslutsstil", "Beslutspunkternas form", "Punkterna är skrivna på ett sätt.", mixed_styles),
    Check("forslaget_upprepas", "Förslaget en gång", "Förslaget till beslut står på ett ställe.", repeated_proposal),
    Check("andrat_efter_beslutet", "Det beslutade", "Ett beslutat yttrande säger det som nämnden beslutade.",
          changed_after_decision),
    Check("attsatser", "Att-satser", "Att-satserna är skrivna på samma sätt och ber om en sak var.", attsatser_alike),
    # Wordings
    Check("tva_lydelser", "Två lydelser", "En rekommendation står likadant överallt.", two_wordings),
    Check("kallor_skiljer", "Handlingar som skiljer sig", "Handlingarna säger samma sak.", undecided_differences),
    Check("mallrad", "Mallrader", "Ingen rad ur mallen står kvar att fylla i.", template_text_left),
    Check("foreslas_i_beslutat", "Förslagets ord", "En beslutad handling säger inte «föreslås».", proposed_in_decided),
    Check("tabell_saknas", "Tabeller", "Tabeller som texten visar på finns.", lost_tables),
    Check("levande_hanvisning", "Levande hänvisningar", "Hänvisningar till rekommendationer ändras med numren.",
          plain_references),
    Check("hanvisning_borta", "Hänvisningar som leder rätt", "Rekommendationen som nämns finns.", gone_references),
    Check("trasig_hanvisning", "Trasiga hänvisningar", "Ingen hänvisning har tappat sitt mål.", lost_goals),
    Check("samma_meningar", "Samma meningar", "Svaren säger inte samma sak på två ställen.", repeated_sentences),
    Check("dubbla_stycken", "Dubbla stycken", "Inget stycke står i två avsnitt.", doubled_paragraphs),
    Check("sammanfattningen", "Sammanfattningen", "Det sammanfattningen säger står också i texten.",
          summary_without_body),
    Check("rosten", "Vem som talar", "Yttrandet talar med nämndens röst, tjänsteskrivelsen med förvaltningens.",
          changing_voice),
    Check("dubbelt_ord", "Dubbla ord", "Inget ord står två gånger i rad.", doubled_small_words),
    Check("ett_ord_for_mycket", "Småord för mycket", "Inget småord är ett för mycket.", one_word_too_many),
    Check("att_saknas", "Att som saknas", "«För att» är inte bara «för».", att_left_out),
    Check("streck", "Streck", "Mellanrummen vid streck är rätt.", dashes_astray),
    Check("punkt_saknas", "Punkt", "Varje stycke slutar med punkt.", missing_full_stops),
    # Names and numbers
    Check("diarienummer", "Diarienummer", "Ärendet har ett diarienummer som ser ut som nämndens andra.", missing_dnr),
    Check("arendets_namn", "Ärendets namn", "Ärendet heter likadant överallt.", title_forms),
    Check("stor_bokstav", "Stor och liten bokstav", "Namn på nämnder och andra skrivs på ett sätt.", capital_or_small),
    Check("forvaltningens_namn", "Förvaltningens namn", "Förvaltningen heter likadant överallt.", two_office_names),
    Check("tva_titlar", "Titlar", "En person har en titel.", two_titles),
    Check("personnummer", "Personnummer", "Inget personnummer står i en text.", personnummer_in_texts),
    Check("undertecknare", "Undertecknare", "Undertecknarna står på samma sätt.", signer_forms),
)  # fmt: skip


def remarks_on(file: CaseFile) -> list[Remark]:
    """What the checks find, in the order of CHECKS, but for what is approved and what the nämnd has turned off."""
    approved = {approval.fingerprint for approval in file.approvals}
    return [remark for remark in _found(file) if remark.fingerprint not in approved]


def approved_remarks(file: CaseFile) -> list[Remark]:
    """What the checks find and a person has let stand."""
    approved = {approval.fingerprint for approval in file.approvals}
    return [remark for remark in _found(file) if remark.fingerprint in approved]


def _found(file: CaseFile) -> list[Remark]:
    with texts_at_hand(file):
        return [remark for check in CHECKS if check.slug not in file.rules_off for remark in check.find(file)]
