CREATE TABLE word_forms (
  id INTEGER NOT NULL, 
  uid VARCHAR(36) NOT NULL, 
  version INTEGER NOT NULL, 
  name VARCHAR NOT NULL, 
  sha256 VARCHAR NOT NULL, 
  style_map VARCHAR NOT NULL, 
  PRIMARY KEY (id), 
  UNIQUE (uid)
);

CREATE TABLE own_templates (
  id INTEGER NOT NULL, 
  uid VARCHAR(36) NOT NULL, 
  version INTEGER NOT NULL, 
  slug VARCHAR NOT NULL, 
  label VARCHAR NOT NULL, 
  kind VARCHAR NOT NULL, 
  text VARCHAR NOT NULL, 
  logo_sha256 VARCHAR NOT NULL, 
  word_form_id INTEGER, 
  PRIMARY KEY (id), 
  UNIQUE (uid), 
  UNIQUE (slug), 
  FOREIGN KEY(word_form_id) REFERENCES word_forms (id)
);

CREATE TABLE masks (
  id INTEGER NOT NULL, 
  uid VARCHAR(36) NOT NULL, 
  version INTEGER NOT NULL, 
  case_id INTEGER NOT NULL, 
  kind VARCHAR, 
  words VARCHAR NOT NULL, 
  "before" VARCHAR NOT NULL, 
  ground VARCHAR NOT NULL, 
  position INTEGER NOT NULL, 
  PRIMARY KEY (id), 
  UNIQUE (uid), 
  FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_masks_case_id ON masks (case_id);

CREATE TABLE agenda_items (
  id INTEGER NOT NULL, 
  uid VARCHAR(36) NOT NULL, 
  version INTEGER NOT NULL, 
  meeting_id INTEGER NOT NULL, 
  position INTEGER NOT NULL, 
  heading VARCHAR NOT NULL, 
  case_id INTEGER, 
  title VARCHAR NOT NULL, 
  presenter VARCHAR NOT NULL, 
  minutes INTEGER, 
  note VARCHAR NOT NULL, 
  PRIMARY KEY (id), 
  UNIQUE (uid), 
  FOREIGN KEY(meeting_id) REFERENCES meetings (id), 
  FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_agenda_items_case_id ON agenda_items (case_id);

CREATE INDEX ix_agenda_items_meeting_id ON agenda_items (meeting_id);

ALTER TABLE namnder ADD COLUMN word_form_id INTEGER REFERENCES word_forms (id);

ALTER TABLE versions ADD COLUMN word_sha256 VARCHAR NOT NULL DEFAULT '';

ALTER TABLE versions ADD COLUMN sent_to VARCHAR NOT NULL DEFAULT '';

ALTER TABLE versions ADD COLUMN sent_on DATE;

ALTER TABLE decision_points ADD COLUMN body_kind VARCHAR;

ALTER TABLE dissents ADD COLUMN joined_by VARCHAR NOT NULL DEFAULT '';
