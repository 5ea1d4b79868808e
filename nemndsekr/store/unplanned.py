"""What lies on no meeting, over all cases: cases with a reply day, report-backs, promises, tasks; four statements."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from nemndsekr.records.choices import Secrecy, title_to_show
from nemndsekr.rules.planning.unplanned import Unplanned
from nemndsekr.store.database import Store

MOST: Final = 500
"""Lines of each kind."""
_CASES: Final = """
SELECT 'cases', c.id, c.uid, c.id, c.namnd_id, c.dnr, c.title, c.secrecy, '', d.words, d.earliest, d.latest,
  d.precision, 'cases'
FROM reply_days d CROSS JOIN cases c ON c.id = d.case_id
WHERE d.latest IS NOT NULL AND d.occasion <> 'uppfoljande' AND c.removed_at IS NULL
  AND c.stage NOT IN ('beslutat', 'expedierat', 'uppfoljning', 'avslutat')
  AND NOT EXISTS (SELECT 1 FROM reply_days n
    WHERE n.case_id = d.case_id AND n.occasion <> 'uppfoljande' AND n.id > d.id)
  AND NOT EXISTS (SELECT 1 FROM plan_steps p WHERE p.case_id = c.id AND p.day >= :today)
ORDER BY d.latest, d.id LIMIT :most
"""
_REPORTS: Final = """
SELECT 'report_backs', r.id, coalesce(m.uid, a.uid), c.id, c.namnd_id, c.dnr, c.title, c.secrecy,
  coalesce(m.text, a.text, ''), r.words, r.earliest, r.latest, r.precision, iif(m.id IS NULL, 'assignments', 'measures')
FROM report_backs r JOIN cases c ON c.id = r.case_id
LEFT JOIN measures m ON m.id = r.measure_id LEFT JOIN assignments a ON a.id = r.assignment_id
WHERE r.done_on IS NULL AND r.meeting_id IS NULL AND c.removed_at IS NULL AND c.stage <> 'avslutat'
  AND a.finished_on IS NULL
ORDER BY r.latest IS NULL, r.latest, r.id LIMIT :most
"""
# What is reported back is told by its report-back; of several promises the newest of one's own holds.
_PROMISES: Final = """
SELECT 'promises', p.id, coalesce(m.uid, a.uid), c.id, c.namnd_id, c.dnr, c.title, c.secrecy,
  coalesce(m.text, a.text, ''), p.words, p.earliest, p.latest, p.precision, iif(m.id IS NULL, 'assignments', 'measures')
FROM promises p JOIN cases c ON c.id = p.case_id
LEFT JOIN measures m ON m.id = p.measure_id LEFT JOIN assignments a ON a.id = p.assignment_id
WHERE p.meeting_id IS NULL AND p.latest IS NOT NULL AND p.whose = 'egen'
  AND p.precision IN ('sammantrade', 'dag', 'vecka', 'manad')
  AND c.removed_at IS NULL AND c.stage <> 'avslutat'
  AND (m.state IN ('planerad', 'pagar') OR (a.id IS NOT NULL AND a.finished_on IS NULL))
  AND NOT EXISTS (SELECT 1 FROM promises n WHERE n.whose = 'egen' AND n.id > p.id
    AND (n.measure_id = p.measure_id OR n.assignment_id = p.assignment_id))
  AND NOT EXISTS (SELECT 1 FROM report_backs r
    WHERE r.measure_id = p.measure_id OR r.assignment_id = p.assignment_id)
ORDER BY p.latest, p.id LIMIT :most
"""
_TASKS: Final = """
SELECT 'assignments', a.id, a.uid, c.id, c.namnd_id, c.dnr, c.title, c.secrecy, a.text, '', NULL, NULL, '',
  'assignments'
FROM assignments a JOIN cases c ON c.id = a.case_id
WHERE a.finished_on IS NULL AND NOT a.no_end_date AND c.removed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM report_backs r WHERE r.assignment_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM promises p WHERE p.assignment_id = a.id)
ORDER BY a.id LIMIT :most
"""


def unplanned(store: Store, today: date) -> list[Unplanned]:
    """What has no meeting: at most ``MOST`` of each kind, the most urgent of them."""
    with store.read() as connection:
        return [
            _unplanned(row)
            for statement, values in (
                (_CASES, {"today": today.isoformat(), "most": MOST}),
                (_REPORTS, {"most": MOST}),
                (_PROMISES, {"most": MOST}),
                (_TASKS, {"most": MOST}),
            )
            for row in connection.exec_driver_sql(statement, values)
        ]


def _unplanned(row: Any) -> Unplanned:
    table, row_id, uid, case_id, namnd_id, dnr, title, secrecy, text, words, earliest, latest, precision, owner = row
    shown = "" if secrecy == Secrecy.hela else " ".join(text.split())
    first, last = (date.fromisoformat(day) if day else None for day in (earliest, latest))
    return Unplanned(
        table,
        row_id,
        uid,
        case_id,
        namnd_id,
        dnr,
        title_to_show(title, secrecy),
        shown,
        words,
        first,
        last,
        precision,
        owner,
        secrecy == Secrecy.hela,
    )
