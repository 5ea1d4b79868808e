-- Version 0.1: every table and index as first released. Never edited: the next migration mends it.

CREATE TABLE answer_events (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  recommendation_id INTEGER,
  question_id INTEGER,
  kind VARCHAR NOT NULL,
  at VARCHAR,
  person VARCHAR NOT NULL,
  note VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(recommendation_id) REFERENCES recommendations (id),
  FOREIGN KEY(question_id) REFERENCES audit_questions (id)
);

CREATE INDEX ix_answer_events_case_id ON answer_events (case_id);

CREATE TABLE assignments (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  attsats_id INTEGER,
  text VARCHAR NOT NULL,
  task_for VARCHAR NOT NULL,
  no_end_date BOOLEAN NOT NULL,
  finished_on DATE,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(attsats_id) REFERENCES attsatser (id)
);

CREATE INDEX ix_assignments_case_id ON assignments (case_id);

CREATE TABLE attachments (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  source_id INTEGER,
  secrecy VARCHAR NOT NULL,
  secrecy_ground VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(source_id) REFERENCES source_documents (id)
);

CREATE INDEX ix_attachments_case_id ON attachments (case_id);

CREATE TABLE attsatser (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  task_for VARCHAR NOT NULL,
  report_form VARCHAR NOT NULL,
  assessment TEXT NOT NULL,
  proposal VARCHAR,
  outcome VARCHAR,
  reason VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_attsatser_case_id ON attsatser (case_id);

CREATE TABLE audit_questions (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  assessment VARCHAR NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_audit_questions_case_id ON audit_questions (case_id);

CREATE TABLE audits (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  auditor VARCHAR NOT NULL,
  report_title VARCHAR NOT NULL,
  report_kind VARCHAR NOT NULL,
  report_on DATE,
  period VARCHAR NOT NULL,
  purpose VARCHAR NOT NULL,
  criteria VARCHAR NOT NULL,
  verdict VARCHAR NOT NULL,
  other_bodies VARCHAR NOT NULL,
  fact_check_received_on DATE,
  fact_check_answered_on DATE,
  fact_check_changes VARCHAR NOT NULL,
  stance VARCHAR,
  stance_text VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_audits_case_id ON audits (case_id);

CREATE TABLE bases (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  dated_on DATE,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_bases_case_id ON bases (case_id);

CREATE TABLE blobs (
  sha256 VARCHAR NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (sha256)
);

CREATE TABLE case_links (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  other_case_id INTEGER NOT NULL,
  recommendation_id INTEGER,
  attsats_id INTEGER,
  note VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(other_case_id) REFERENCES cases (id),
  FOREIGN KEY(recommendation_id) REFERENCES recommendations (id),
  FOREIGN KEY(attsats_id) REFERENCES attsatser (id)
);

CREATE INDEX ix_case_links_case_id ON case_links (case_id);

CREATE INDEX ix_case_links_other_case_id ON case_links (other_case_id);

CREATE TABLE case_numbers (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  dnr_key VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_case_numbers_case_id ON case_numbers (case_id);

CREATE INDEX ix_case_numbers_dnr_key ON case_numbers (dnr_key);

CREATE TABLE cases (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  namnd_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  dnr VARCHAR NOT NULL,
  dnr_expected BOOLEAN NOT NULL,
  registered_on DATE,
  received_on DATE,
  stage VARCHAR NOT NULL,
  requester VARCHAR NOT NULL,
  forwarded_by VARCHAR NOT NULL,
  officer_id INTEGER,
  secrecy VARCHAR NOT NULL,
  secrecy_ground VARCHAR NOT NULL,
  note VARCHAR NOT NULL,
  closed_on DATE,
  removed_at VARCHAR,
  opened_at VARCHAR,
  sort_key VARCHAR NOT NULL,
  search_key VARCHAR NOT NULL,
  dnr_key VARCHAR NOT NULL,
  dnr_sort_key VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(namnd_id) REFERENCES namnder (id),
  FOREIGN KEY(officer_id) REFERENCES persons (id)
);

CREATE INDEX ix_cases_dnr_key ON cases (dnr_key);

CREATE INDEX ix_cases_dnr_sort_key ON cases (dnr_sort_key);

CREATE INDEX ix_cases_namnd_id ON cases (namnd_id);

CREATE INDEX ix_cases_sort_key ON cases (sort_key);

CREATE TABLE changes (
  id INTEGER NOT NULL,
  step_id INTEGER NOT NULL,
  table_name VARCHAR NOT NULL,
  row_id INTEGER NOT NULL,
  row_uid VARCHAR NOT NULL,
  case_id INTEGER,
  "before" VARCHAR,
  "after" VARCHAR,
  PRIMARY KEY (id),
  FOREIGN KEY(step_id) REFERENCES steps (id)
);

CREATE INDEX ix_changes_case_id ON changes (case_id);

CREATE INDEX ix_changes_row_uid ON changes (row_uid);

CREATE INDEX ix_changes_step_id ON changes (step_id);

CREATE TABLE decision_points (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  lead_in BOOLEAN NOT NULL,
  "immediate" BOOLEAN NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_decision_points_case_id ON decision_points (case_id);

CREATE TABLE decisions (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  meeting_id INTEGER,
  kind VARCHAR NOT NULL,
  day DATE,
  paragraph VARCHAR NOT NULL,
  outcome VARCHAR,
  reason VARCHAR NOT NULL,
  decided_text TEXT NOT NULL,
  "immediate" BOOLEAN NOT NULL,
  justering_on DATE,
  anslag_on DATE,
  anslag_until DATE,
  dispatched_on DATE,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(meeting_id) REFERENCES meetings (id)
);

CREATE INDEX ix_decisions_case_id ON decisions (case_id);

CREATE TABLE demands (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  part VARCHAR NOT NULL,
  words VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_demands_case_id ON demands (case_id);

CREATE TABLE departures (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  left_as VARCHAR NOT NULL,
  file_name VARCHAR NOT NULL,
  sha256 VARCHAR NOT NULL,
  at VARCHAR,
  user_uid VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_departures_case_id ON departures (case_id);

CREATE TABLE dispatches (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  decision_id INTEGER,
  to_whom VARCHAR NOT NULL,
  sent_on DATE,
  how VARCHAR NOT NULL,
  note VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(decision_id) REFERENCES decisions (id)
);

CREATE INDEX ix_dispatches_case_id ON dispatches (case_id);

CREATE TABLE dissents (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  decision_id INTEGER,
  kind VARCHAR NOT NULL,
  who VARCHAR NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(decision_id) REFERENCES decisions (id)
);

CREATE INDEX ix_dissents_case_id ON dissents (case_id);

CREATE TABLE document_persons (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  document_id INTEGER NOT NULL,
  person_id INTEGER,
  position INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  unit VARCHAR NOT NULL,
  telephone VARCHAR NOT NULL,
  email VARCHAR NOT NULL,
  part VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(document_id) REFERENCES documents (id),
  FOREIGN KEY(person_id) REFERENCES persons (id)
);

CREATE INDEX ix_document_persons_case_id ON document_persons (case_id);

CREATE INDEX ix_document_persons_document_id ON document_persons (document_id);

CREATE TABLE documents (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  subtitle VARCHAR NOT NULL,
  document_name VARCHAR NOT NULL,
  template VARCHAR NOT NULL,
  mode VARCHAR NOT NULL,
  voice VARCHAR NOT NULL,
  dated_on DATE,
  recipient VARCHAR NOT NULL,
  address VARCHAR NOT NULL,
  secrecy VARCHAR NOT NULL,
  secrecy_ground VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_documents_case_id ON documents (case_id);

CREATE TABLE evidence (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  record VARCHAR NOT NULL,
  record_uid VARCHAR NOT NULL,
  field VARCHAR NOT NULL,
  source_id INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(source_id) REFERENCES source_documents (id)
);

CREATE INDEX ix_evidence_case_id ON evidence (case_id);

CREATE INDEX ix_evidence_record_uid ON evidence (record_uid);

CREATE INDEX ix_evidence_source_id ON evidence (source_id);

CREATE TABLE findings (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  question_id INTEGER,
  recommendation_id INTEGER,
  position INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  reply TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(question_id) REFERENCES audit_questions (id),
  FOREIGN KEY(recommendation_id) REFERENCES recommendations (id)
);

CREATE INDEX ix_findings_case_id ON findings (case_id);

CREATE TABLE initiators (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  person_id INTEGER,
  name VARCHAR NOT NULL,
  party VARCHAR NOT NULL,
  role VARCHAR NOT NULL,
  part VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(person_id) REFERENCES persons (id)
);

CREATE INDEX ix_initiators_case_id ON initiators (case_id);

CREATE TABLE measure_links (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  measure_id INTEGER NOT NULL,
  recommendation_id INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(measure_id) REFERENCES measures (id),
  FOREIGN KEY(recommendation_id) REFERENCES recommendations (id)
);

CREATE INDEX ix_measure_links_case_id ON measure_links (case_id);

CREATE INDEX ix_measure_links_measure_id ON measure_links (measure_id);

CREATE INDEX ix_measure_links_recommendation_id ON measure_links (recommendation_id);

CREATE TABLE measures (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  expected_effect VARCHAR NOT NULL,
  effect_change VARCHAR NOT NULL,
  effect_for_whom VARCHAR NOT NULL,
  effect_seen_by VARCHAR NOT NULL,
  responsible VARCHAR NOT NULL,
  responsible_id INTEGER,
  external_owner VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  done_on DATE,
  evidence VARCHAR NOT NULL,
  no_evidence_reason VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(responsible_id) REFERENCES persons (id)
);

CREATE INDEX ix_measures_case_id ON measures (case_id);

CREATE TABLE meeting_bodies (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  namnd_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(namnd_id) REFERENCES namnder (id)
);

CREATE INDEX ix_meeting_bodies_namnd_id ON meeting_bodies (namnd_id);

CREATE TABLE meetings (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  namnd_id INTEGER NOT NULL,
  body_id INTEGER NOT NULL,
  day DATE NOT NULL,
  starts_at TIME,
  ends_at TIME,
  place VARCHAR NOT NULL,
  status VARCHAR NOT NULL,
  justering_on DATE,
  note VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(namnd_id) REFERENCES namnder (id),
  FOREIGN KEY(body_id) REFERENCES meeting_bodies (id)
);

CREATE INDEX ix_meetings_body_id ON meetings (body_id);

CREATE INDEX ix_meetings_namnd_id ON meetings (namnd_id);

CREATE TABLE namnder (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  short_name VARCHAR NOT NULL,
  municipality VARCHAR NOT NULL,
  forvaltning_name VARCHAR NOT NULL,
  dnr_pattern VARCHAR NOT NULL,
  address VARCHAR NOT NULL,
  auditor VARCHAR NOT NULL,
  sort_key VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid)
);

CREATE INDEX ix_namnder_sort_key ON namnder (sort_key);

CREATE TABLE namndinitiativ (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  body TEXT NOT NULL,
  lead_in VARCHAR NOT NULL,
  place VARCHAR NOT NULL,
  dated_on DATE,
  handed_in_on DATE,
  raised_on DATE,
  first_treatment VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_namndinitiativ_case_id ON namndinitiativ (case_id);

CREATE TABLE persons (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  party VARCHAR NOT NULL,
  unit VARCHAR NOT NULL,
  telephone VARCHAR NOT NULL,
  email VARCHAR NOT NULL,
  address VARCHAR NOT NULL,
  sort_key VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid)
);

CREATE INDEX ix_persons_sort_key ON persons (sort_key);

CREATE TABLE plan_steps (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  label VARCHAR NOT NULL,
  day DATE,
  meeting_id INTEGER,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(meeting_id) REFERENCES meetings (id)
);

CREATE INDEX ix_plan_steps_case_id ON plan_steps (case_id);

CREATE TABLE point_outcomes (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  decision_id INTEGER NOT NULL,
  decision_point_id INTEGER,
  attsats_id INTEGER,
  outcome VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  decided_text VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(decision_id) REFERENCES decisions (id),
  FOREIGN KEY(decision_point_id) REFERENCES decision_points (id),
  FOREIGN KEY(attsats_id) REFERENCES attsatser (id)
);

CREATE INDEX ix_point_outcomes_case_id ON point_outcomes (case_id);

CREATE INDEX ix_point_outcomes_decision_id ON point_outcomes (decision_id);

CREATE TABLE posts (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  namnd_id INTEGER,
  title VARCHAR NOT NULL,
  acting BOOLEAN NOT NULL,
  from_day DATE,
  until_day DATE,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(person_id) REFERENCES persons (id),
  FOREIGN KEY(namnd_id) REFERENCES namnder (id)
);

CREATE INDEX ix_posts_person_id ON posts (person_id);

CREATE TABLE promises (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  words VARCHAR NOT NULL,
  earliest DATE,
  latest DATE,
  precision VARCHAR NOT NULL,
  recurrence VARCHAR NOT NULL,
  relative_to VARCHAR NOT NULL,
  meeting_id INTEGER,
  measure_id INTEGER,
  assignment_id INTEGER,
  position INTEGER NOT NULL,
  whose VARCHAR NOT NULL,
  given_on DATE,
  granted_by VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(meeting_id) REFERENCES meetings (id),
  FOREIGN KEY(measure_id) REFERENCES measures (id),
  FOREIGN KEY(assignment_id) REFERENCES assignments (id)
);

CREATE INDEX ix_promises_assignment_id ON promises (assignment_id);

CREATE INDEX ix_promises_case_id ON promises (case_id);

CREATE INDEX ix_promises_measure_id ON promises (measure_id);

CREATE TABLE recipients (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_recipients_case_id ON recipients (case_id);

CREATE TABLE recommendations (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  no INTEGER NOT NULL,
  position INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  other_wording VARCHAR NOT NULL,
  corrected_text VARCHAR NOT NULL,
  recipient VARCHAR NOT NULL,
  concerns_us BOOLEAN NOT NULL,
  joint BOOLEAN NOT NULL,
  stance VARCHAR,
  done TEXT NOT NULL,
  answer TEXT NOT NULL,
  no_measure_reason VARCHAR NOT NULL,
  note VARCHAR NOT NULL,
  finished BOOLEAN NOT NULL,
  answered_by_id INTEGER,
  answered_by_unit VARCHAR NOT NULL,
  answer_due_on DATE,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(answered_by_id) REFERENCES persons (id)
);

CREATE INDEX ix_recommendations_case_id ON recommendations (case_id);

CREATE TABLE reply_days (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  words VARCHAR NOT NULL,
  earliest DATE,
  latest DATE,
  precision VARCHAR NOT NULL,
  recurrence VARCHAR NOT NULL,
  relative_to VARCHAR NOT NULL,
  meeting_id INTEGER,
  to_whom VARCHAR NOT NULL,
  occasion VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  granted_by VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(meeting_id) REFERENCES meetings (id)
);

CREATE INDEX ix_reply_days_case_id ON reply_days (case_id);

CREATE TABLE report_backs (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  words VARCHAR NOT NULL,
  earliest DATE,
  latest DATE,
  precision VARCHAR NOT NULL,
  recurrence VARCHAR NOT NULL,
  relative_to VARCHAR NOT NULL,
  meeting_id INTEGER,
  measure_id INTEGER,
  assignment_id INTEGER,
  form VARCHAR NOT NULL,
  done_on DATE,
  note VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(meeting_id) REFERENCES meetings (id),
  FOREIGN KEY(measure_id) REFERENCES measures (id),
  FOREIGN KEY(assignment_id) REFERENCES assignments (id)
);

CREATE INDEX ix_report_backs_assignment_id ON report_backs (assignment_id);

CREATE INDEX ix_report_backs_case_id ON report_backs (case_id);

CREATE INDEX ix_report_backs_measure_id ON report_backs (measure_id);

CREATE TABLE sections (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  document_id INTEGER,
  "key" VARCHAR NOT NULL,
  heading VARCHAR NOT NULL,
  level INTEGER NOT NULL,
  position INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(document_id) REFERENCES documents (id)
);

CREATE INDEX ix_sections_case_id ON sections (case_id);

CREATE INDEX ix_sections_document_id ON sections (document_id);

CREATE TABLE source_documents (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  sha256 VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  page_starts VARCHAR NOT NULL,
  read_at VARCHAR,
  secrecy VARCHAR NOT NULL,
  secrecy_ground VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_source_documents_case_id ON source_documents (case_id);

CREATE INDEX ix_source_documents_sha256 ON source_documents (sha256);

CREATE TABLE steps (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  name VARCHAR NOT NULL,
  user_uid VARCHAR NOT NULL,
  at VARCHAR NOT NULL,
  visit VARCHAR NOT NULL,
  undoable BOOLEAN NOT NULL,
  undone_at VARCHAR,
  discarded BOOLEAN NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid)
);

CREATE INDEX ix_steps_user_uid ON steps (user_uid);

CREATE TABLE users (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  login VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid)
);

CREATE INDEX ix_users_login ON users (login);
