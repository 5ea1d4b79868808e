"""CaseFile: one case whole, as complete detached rows; what pages, documents and exports are given."""

from dataclasses import dataclass, field

from nemndsekr.records.audit import Audit, AuditQuestion, Demand, Finding
from nemndsekr.records.case import Case, CaseLink, CaseNumber, ReplyDay
from nemndsekr.records.check import Approval
from nemndsekr.records.choices import CaseKind, DocumentKind
from nemndsekr.records.decision import Decision, DecisionPoint, Dispatch, Dissent, PointOutcome, Recipient
from nemndsekr.records.document import Attachment, Basis, Departure, Document, DocumentPerson, Mask, Section, Version
from nemndsekr.records.measure import Measure, MeasureLink, MeasureReport, Promise, ReportBack
from nemndsekr.records.meeting import PlanStep
from nemndsekr.records.namnd import Namnd, Person
from nemndsekr.records.namndinitiativ import Assignment, Attsats, Initiator, Namndinitiativ
from nemndsekr.records.planning import CasePlan
from nemndsekr.records.recommendation import AnswerEvent, Recommendation
from nemndsekr.records.source import Difference, Evidence, SourceDocument, SourceProblem
from nemndsekr.records.template import OwnTemplate


@dataclass(frozen=True, slots=True)
class Related:
    """A link between this case and another, seen from this one, with what is shown of the other.

    ``other_table`` is ``attsatser`` or ``recommendations`` where the link is to one of them, else empty;
    ``incoming`` that the link was made in the other case.
    """

    link_id: int
    incoming: bool
    case_id: int
    dnr: str
    title: str
    kind: CaseKind
    note: str = ""
    own_attsats_id: int | None = None
    own_recommendation_id: int | None = None
    other_table: str = ""
    other_uid: str = ""
    other_no: int = 0
    other_text: str = ""

    @property
    def name(self) -> str:
        """What the other end is called: «att-sats 2 i BUN-2026-0098 Trygg skolväg»."""
        case = f"{self.dnr} {self.title}".strip()
        part = {"attsatser": "att-sats", "recommendations": "rekommendation"}.get(self.other_table, "")
        return f"{part} {self.other_no} i {case}" if part else case


@dataclass(slots=True)
class CaseFile:
    """A case and everything that belongs to it; lists are in their own order (``position``, then id)."""

    case: Case
    namnd: Namnd
    persons: dict[int, Person] = field(default_factory=dict)
    numbers: list[CaseNumber] = field(default_factory=list)
    links: list[CaseLink] = field(default_factory=list)
    reply_days: list[ReplyDay] = field(default_factory=list)
    audits: list[Audit] = field(default_factory=list)
    demands: list[Demand] = field(default_factory=list)
    questions: list[AuditQuestion] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)
    answer_events: list[AnswerEvent] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    measure_links: list[MeasureLink] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    report_backs: list[ReportBack] = field(default_factory=list)
    measure_reports: list[MeasureReport] = field(default_factory=list)
    initiatives: list[Namndinitiativ] = field(default_factory=list)
    attsatser: list[Attsats] = field(default_factory=list)
    initiators: list[Initiator] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    plan_steps: list[PlanStep] = field(default_factory=list)
    case_plans: list[CasePlan] = field(default_factory=list)
    decision_points: list[DecisionPoint] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    point_outcomes: list[PointOutcome] = field(default_factory=list)
    dissents: list[Dissent] = field(default_factory=list)
    recipients: list[Recipient] = field(default_factory=list)
    dispatches: list[Dispatch] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    document_persons: list[DocumentPerson] = field(default_factory=list)
    bases: list[Basis] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    departures: list[Departure] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    masks: list[Mask] = field(default_factory=list)
    approvals: list[Approval] = field(default_factory=list)
    sources: list[SourceDocument] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    source_problems: list[SourceProblem] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)
    """What other cases are about the same question; the links of this case and those of others to it."""
    rules_off: frozenset[str] = frozenset()
    """The checks that the nämnd has turned off."""
    own_templates: list[OwnTemplate] = field(default_factory=list)
    """The templates that the office has of its own; documents of the case may be made by them."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """The logos of those templates, by checksum."""

    @property
    def audit(self) -> Audit | None:
        """The audit, where the case is one."""
        return self.audits[0] if self.audits else None

    @property
    def initiative(self) -> Namndinitiativ | None:
        """The initiative, where the case is one."""
        return self.initiatives[0] if self.initiatives else None

    def document(self, kind: DocumentKind) -> Document | None:
        """The latest document of a kind, if one was begun or read in."""
        return next((document for document in reversed(self.documents) if document.kind == kind), None)

    def section(self, key: str, document_id: int | None = None) -> Section | None:
        """The section with a key: the document's own wording if it has one, else the case's."""
        own = [section for section in self.sections if section.key == key]
        for wanted in (document_id, None):
            for section in own:
                if section.document_id == wanted:
                    return section
        return None

    def measures_of(self, recommendation_id: int) -> list[Measure]:
        """The measures that answer a recommendation, in order."""
        linked = {link.measure_id for link in self.measure_links if link.recommendation_id == recommendation_id}
        return [measure for measure in self.measures if measure.id in linked]

    def measures_of_question(self, question_id: int) -> list[Measure]:
        """The measures that answer the assessment of a revisionsfråga, in order."""
        linked = {link.measure_id for link in self.measure_links if link.question_id == question_id}
        return [measure for measure in self.measures if measure.id in linked]

    def promises_of(self, measure_id: int) -> list[Promise]:
        """The promises about a measure, the first one first."""
        return [promise for promise in self.promises if promise.measure_id == measure_id]


# Attribute of CaseFile and the table whose rows it holds; every table with a case_id is here once (a test sees to it).
CASE_TABLES: tuple[tuple[str, type], ...] = (
    ("numbers", CaseNumber),
    ("reply_days", ReplyDay),
    ("audits", Audit),
    ("demands", Demand),
    ("questions", AuditQuestion),
    ("recommendations", Recommendation),
    ("findings", Finding),
    ("answer_events", AnswerEvent),
    ("measures", Measure),
    ("measure_links", MeasureLink),
    ("initiatives", Namndinitiativ),
    ("attsatser", Attsats),
    ("initiators", Initiator),
    ("decision_points", DecisionPoint),
    ("decisions", Decision),
    ("assignments", Assignment),
    ("promises", Promise),
    ("report_backs", ReportBack),
    ("measure_reports", MeasureReport),
    ("links", CaseLink),
    ("plan_steps", PlanStep),
    ("case_plans", CasePlan),
    ("point_outcomes", PointOutcome),
    ("dissents", Dissent),
    ("recipients", Recipient),
    ("dispatches", Dispatch),
    ("documents", Document),
    ("sections", Section),
    ("document_persons", DocumentPerson),
    ("bases", Basis),
    ("sources", SourceDocument),
    ("attachments", Attachment),
    ("departures", Departure),
    ("versions", Version),
    ("masks", Mask),
    ("approvals", Approval),
    ("evidence", Evidence),
    ("source_problems", SourceProblem),
    ("differences", Difference),
)
