ALTER TABLE source_documents ADD COLUMN copy_of_id INTEGER REFERENCES source_documents (id);

CREATE TABLE source_problems (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  source_id INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  page INTEGER,
  start INTEGER,
  "end" INTEGER,
  seen BOOLEAN NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(source_id) REFERENCES source_documents (id)
);

CREATE INDEX ix_source_problems_case_id ON source_problems (case_id);

CREATE INDEX ix_source_problems_source_id ON source_problems (source_id);

CREATE TABLE differences (
  id INTEGER NOT NULL,
  uid VARCHAR(36) NOT NULL,
  version INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  record VARCHAR NOT NULL,
  record_uid VARCHAR NOT NULL,
  field VARCHAR NOT NULL,
  words VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  source_id INTEGER,
  start INTEGER,
  "end" INTEGER,
  PRIMARY KEY (id),
  UNIQUE (uid),
  FOREIGN KEY(case_id) REFERENCES cases (id),
  FOREIGN KEY(source_id) REFERENCES source_documents (id)
);

CREATE INDEX ix_differences_case_id ON differences (case_id);

CREATE INDEX ix_differences_record_uid ON differences (record_uid);

CREATE INDEX ix_differences_source_id ON differences (source_id);
