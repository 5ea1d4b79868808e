"""The papers written for the checks give exactly their lists; the tool tells what is missing and what is too much."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from nemndsekr.rules.checks import CHECKS
from tests.remarks.golden import KNOWN, as_listed, compare, golden_list, papers_in, told
from tests.rules.checks.cases import case_file, found

PAPERS = Path(__file__).with_name("papers")
# What one paper alone cannot show: a second paper, a decided one, records that no paper fills.
NOT_IN_ONE_PAPER = {
    "kallor_skiljer", "tva_titlar", "foreslas_i_beslutat", "vag_tid", "arsfel", "revisionsfragor", "mottagare_saknas",
    "bara_nulage", "trasig_hanvisning", "uppfoljning", "andrat_efter_beslutet", "attsatser_svar", "forslag_saknas",
}  # fmt: skip


@pytest.mark.parametrize("path", papers_in(PAPERS), ids=lambda path: path.stem)
def test_a_paper_gives_exactly_the_remarks_of_its_list(path):
    assert told(path) == golden_list(path)


def test_a_complete_and_correct_paper_gives_none():
    assert golden_list(PAPERS / "yttrande_utan_anmarkning.txt") == []


def test_the_papers_show_every_check_that_one_paper_can():
    shown = {remark.split()[0] for path in papers_in(PAPERS) for remark in golden_list(path) or []}
    assert {check.slug for check in CHECKS} - NOT_IN_ONE_PAPER == shown


def test_every_listed_remark_is_proved_by_a_line():
    lists = [golden_list(path) or [] for path in papers_in(PAPERS)]
    assert all(any(part.isdigit() for part in remark.split()) for remarks in lists for remark in remarks)
    assert "?" not in KNOWN.read_text(encoding="utf-8")


def test_the_tool_tells_what_is_missing_and_what_is_too_much(tmp_path):
    paper = tmp_path / "initiativ.txt"
    paper.write_bytes((PAPERS / "namndinitiativ_olika_satser.txt").read_bytes())
    wanted = [remark for remark in golden_list(PAPERS / "namndinitiativ_olika_satser.txt") or [] if "15" not in remark]
    listed = "\n".join(f'    "{remark}",' for remark in [*wanted, "mallrad sakert 3"])
    (tmp_path / "initiativ.remarks.toml").write_text(f"remarks = [\n{listed}\n]\n", encoding="utf-8")
    out = io.StringIO()

    assert compare(tmp_path, out) == 1

    assert "saknas   mallrad sakert 3" in out.getvalue()
    assert "för mycket   attsatser fraga 15" in out.getvalue()


def test_a_folder_without_lists_is_told_of(tmp_path):
    out = io.StringIO()
    assert compare(tmp_path, out) == 1
    assert "facit" in out.getvalue()


def test_a_passage_is_found_over_line_ends_and_marks():
    remark = found(case_file({"dnr": "", "title": "Granskning av badplatser i kommunen"}), "diarienummer")[0]
    lines = ["", "## **Granskning av", "badplatser** i kommunen"]
    assert as_listed(remark, lines) == "diarienummer upplysning 2"
    assert as_listed(remark, ["Annat"]) == "diarienummer upplysning ?"
