CREATE TABLE chain_rules (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  namnd_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  body_id INTEGER,
  anchor_id INTEGER,
  number INTEGER NOT NULL,
  unit VARCHAR NOT NULL,
  weekday INTEGER,
  number_immediate INTEGER,
  who VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(namnd_id) REFERENCES namnder (id),
  FOREIGN KEY(body_id) REFERENCES meeting_bodies (id),
  FOREIGN KEY(anchor_id) REFERENCES chain_rules (id)
);

CREATE INDEX ix_chain_rules_namnd_id ON chain_rules (namnd_id);

CREATE TABLE rhythms (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  namnd_id INTEGER NOT NULL,
  body_id INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  weekday INTEGER NOT NULL,
  from_body_id INTEGER,
  offset_days INTEGER NOT NULL,
  months VARCHAR NOT NULL,
  starts_at TIME,
  ends_at TIME,
  place VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(namnd_id) REFERENCES namnder (id),
  FOREIGN KEY(body_id) REFERENCES meeting_bodies (id),
  FOREIGN KEY(from_body_id) REFERENCES meeting_bodies (id)
);

CREATE INDEX ix_rhythms_body_id ON rhythms (body_id);

CREATE INDEX ix_rhythms_namnd_id ON rhythms (namnd_id);

CREATE TABLE closed_days (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  namnd_id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  from_day DATE NOT NULL,
  until_day DATE NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(namnd_id) REFERENCES namnder (id)
);

CREATE INDEX ix_closed_days_namnd_id ON closed_days (namnd_id);

CREATE TABLE case_plans (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  occasion VARCHAR NOT NULL,
  reply_day_id INTEGER,
  "immediate" BOOLEAN NOT NULL,
  provisional BOOLEAN NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(reply_day_id) REFERENCES reply_days (id)
);

CREATE INDEX ix_case_plans_case_id ON case_plans (case_id);

CREATE TABLE calendar_exports (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  namnd_id INTEGER NOT NULL,
  entry_uid VARCHAR NOT NULL,
  sequence INTEGER NOT NULL,
  fingerprint VARCHAR NOT NULL,
  cancelled BOOLEAN NOT NULL,
  summary VARCHAR NOT NULL,
  day DATE,
  exported_at VARCHAR,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(namnd_id) REFERENCES namnder (id)
);

CREATE INDEX ix_calendar_exports_namnd_id ON calendar_exports (namnd_id);

CREATE UNIQUE INDEX ix_calendar_exports_entry_uid ON calendar_exports (entry_uid);

ALTER TABLE meetings ADD COLUMN moved_from DATE;

ALTER TABLE meetings ADD COLUMN accepted VARCHAR NOT NULL DEFAULT '';

ALTER TABLE meetings ADD COLUMN former_status VARCHAR;

ALTER TABLE plan_steps ADD COLUMN occasion VARCHAR NOT NULL DEFAULT 'forsta';

ALTER TABLE namnder ADD COLUMN lead_weeks INTEGER NOT NULL DEFAULT 12;

ALTER TABLE namnder ADD COLUMN website VARCHAR NOT NULL DEFAULT '';

ALTER TABLE namnder ADD COLUMN minutes_place VARCHAR NOT NULL DEFAULT '';

ALTER TABLE namnder ADD COLUMN appeal_court VARCHAR NOT NULL DEFAULT '';

ALTER TABLE decisions ADD COLUMN appealable BOOLEAN;

CREATE INDEX ix_plan_steps_meeting_id ON plan_steps (meeting_id);

CREATE INDEX ix_meetings_day ON meetings (day);

CREATE INDEX ix_reply_days_latest ON reply_days (latest);

CREATE INDEX ix_cases_opened_at ON cases (opened_at);
