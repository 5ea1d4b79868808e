ALTER TABLE audit_questions ADD COLUMN corrected_text VARCHAR NOT NULL DEFAULT '';

ALTER TABLE audit_questions ADD COLUMN corrected_assessment VARCHAR NOT NULL DEFAULT '';

ALTER TABLE audit_questions ADD COLUMN no_measure_reason VARCHAR NOT NULL DEFAULT '';

ALTER TABLE audit_questions ADD COLUMN note VARCHAR NOT NULL DEFAULT '';

ALTER TABLE audit_questions ADD COLUMN finished BOOLEAN NOT NULL DEFAULT 0;

ALTER TABLE audit_questions ADD COLUMN answered_by_id INTEGER REFERENCES persons (id);

ALTER TABLE audit_questions ADD COLUMN answered_by_unit VARCHAR NOT NULL DEFAULT '';

ALTER TABLE audit_questions ADD COLUMN answer_due_on DATE;

ALTER TABLE attsatser ADD COLUMN report_when VARCHAR NOT NULL DEFAULT '';

ALTER TABLE assignments ADD COLUMN position INTEGER NOT NULL DEFAULT 0;

ALTER TABLE assignments ADD COLUMN decision_id INTEGER REFERENCES decisions (id);

ALTER TABLE assignments ADD COLUMN responsible VARCHAR NOT NULL DEFAULT '';

ALTER TABLE decisions ADD COLUMN occasion VARCHAR NOT NULL DEFAULT 'svar';

ALTER TABLE decisions ADD COLUMN own_proposal TEXT NOT NULL DEFAULT '';

ALTER TABLE decisions ADD COLUMN minutes_text VARCHAR NOT NULL DEFAULT '';

ALTER TABLE decisions ADD COLUMN published_on DATE;

ALTER TABLE documents ADD COLUMN based_on_uid VARCHAR NOT NULL DEFAULT '';

ALTER TABLE case_links ADD COLUMN other_recommendation_id INTEGER REFERENCES recommendations (id);

ALTER TABLE measure_links RENAME TO measure_links_before;

DROP INDEX ix_measure_links_case_id;

DROP INDEX ix_measure_links_measure_id;

DROP INDEX ix_measure_links_recommendation_id;

CREATE TABLE measure_reports (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  measure_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  reported_on DATE,
  state VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(measure_id) REFERENCES measures (id)
);

CREATE INDEX ix_measure_reports_case_id ON measure_reports (case_id);

CREATE INDEX ix_measure_reports_measure_id ON measure_reports (measure_id);

CREATE TABLE versions (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  document_id INTEGER,
  kind VARCHAR NOT NULL,
  gate VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  template VARCHAR NOT NULL,
  at VARCHAR,
  user_uid VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  facts VARCHAR NOT NULL,
  sha256 VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(document_id) REFERENCES documents (id)
);

CREATE INDEX ix_versions_case_id ON versions (case_id);

CREATE TABLE approvals (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  rule VARCHAR NOT NULL,
  record_uid VARCHAR NOT NULL,
  field VARCHAR NOT NULL,
  fingerprint VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  at VARCHAR,
  user_uid VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_approvals_case_id ON approvals (case_id);

CREATE INDEX ix_approvals_fingerprint ON approvals (fingerprint);

CREATE INDEX ix_approvals_record_uid ON approvals (record_uid);

CREATE TABLE rule_settings (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  namnd_id INTEGER NOT NULL,
  rule VARCHAR NOT NULL,
  off BOOLEAN NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(namnd_id) REFERENCES namnder (id)
);

CREATE INDEX ix_rule_settings_namnd_id ON rule_settings (namnd_id);

CREATE TABLE measure_links (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  measure_id INTEGER NOT NULL,
  recommendation_id INTEGER,
  question_id INTEGER,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(measure_id) REFERENCES measures (id),
  FOREIGN KEY(recommendation_id) REFERENCES recommendations (id),
  FOREIGN KEY(question_id) REFERENCES audit_questions (id)
);

CREATE INDEX ix_measure_links_case_id ON measure_links (case_id);

CREATE INDEX ix_measure_links_measure_id ON measure_links (measure_id);

CREATE INDEX ix_measure_links_question_id ON measure_links (question_id);

CREATE INDEX ix_measure_links_recommendation_id ON measure_links (recommendation_id);

INSERT INTO measure_links (id, uid, version, case_id, measure_id, recommendation_id)
  SELECT id, uid, version, case_id, measure_id, recommendation_id FROM measure_links_before;

DROP TABLE measure_links_before;
