/// The store's layout, step by step; a step that was released is never changed again.
///
/// Tables and views of the record types are not here: they follow from the catalogue, see
/// `RecordTable`.
let migrations: [String] = [
  migration1, migration2, lookMigration, tallyMigration,
  dueMigration, firstLoadMigration, countingMigration, stockMigration, rollMigration,
  leakMigration, workbenchMigration, pageMigration,
]

/// First layout.
private let migration1 = """
  CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE run_log(
    id INTEGER PRIMARY KEY, command TEXT NOT NULL, started_at TEXT NOT NULL,
    finished_at TEXT, exit INTEGER, rule_set INTEGER, summary TEXT) STRICT;

  CREATE TABLE file_ledger(
    id INTEGER PRIMARY KEY, feed TEXT NOT NULL, system TEXT NOT NULL, name TEXT NOT NULL,
    size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,
    inode INTEGER NOT NULL, sha256 TEXT NOT NULL, seq INTEGER, state TEXT NOT NULL,
    reason TEXT, rows INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0,
    new INTEGER NOT NULL DEFAULT 0, changed_rows INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0,
    vanished INTEGER NOT NULL DEFAULT 0, first_key TEXT, last_key TEXT, header TEXT,
    after TEXT NOT NULL DEFAULT 'kept', run INTEGER NOT NULL, taken_at TEXT NOT NULL) STRICT;
  CREATE INDEX file_ledger_name ON file_ledger(feed, name);
  CREATE INDEX file_ledger_content ON file_ledger(feed, sha256);
  CREATE INDEX file_ledger_sequence ON file_ledger(feed, seq) WHERE seq IS NOT NULL;
  CREATE INDEX file_ledger_after ON file_ledger(after) WHERE after = 'pending';

  CREATE TABLE sighting(
    feed TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
    changed INTEGER NOT NULL, inode INTEGER NOT NULL, since TEXT NOT NULL,
    PRIMARY KEY(feed, name)) STRICT, WITHOUT ROWID;

  CREATE TABLE feed_state(
    feed TEXT PRIMARY KEY, last_file INTEGER, last_name TEXT, last_seq INTEGER,
    last_full_at TEXT, rows INTEGER NOT NULL DEFAULT 0, header TEXT, context TEXT,
    row_time TEXT, gap_since TEXT, expected_since TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'idle') STRICT, WITHOUT ROWID;

  CREATE TABLE held_row(
    id INTEGER PRIMARY KEY, feed TEXT NOT NULL, file INTEGER NOT NULL REFERENCES file_ledger(id),
    line INTEGER NOT NULL, byte_offset INTEGER NOT NULL, payload TEXT NOT NULL,
    ordinals TEXT NOT NULL, code TEXT NOT NULL, entity TEXT, key TEXT, reference_entity TEXT,
    reference_key TEXT, fingerprint TEXT NOT NULL, context TEXT NOT NULL, cause TEXT) STRICT;
  CREATE INDEX held_row_feed ON held_row(feed, file);
  CREATE INDEX held_row_fingerprint ON held_row(fingerprint);
  CREATE INDEX held_row_reference ON held_row(reference_entity, reference_key)
    WHERE reference_key IS NOT NULL;
  CREATE INDEX held_row_key ON held_row(feed, key) WHERE key IS NOT NULL;

  CREATE TABLE touched(
    subject TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(subject, key)) STRICT, WITHOUT ROWID;

  CREATE TABLE agreed_base(
    entity TEXT NOT NULL, key TEXT NOT NULL, system TEXT NOT NULL, field TEXT NOT NULL,
    value TEXT, PRIMARY KEY(entity, key, system, field)) STRICT, WITHOUT ROWID;

  CREATE TABLE rule_set(
    id INTEGER PRIMARY KEY, hash TEXT NOT NULL, at TEXT NOT NULL, run INTEGER) STRICT;
  CREATE TABLE rule(
    rule_set INTEGER NOT NULL REFERENCES rule_set(id), position INTEGER NOT NULL,
    field TEXT NOT NULL, warehouse TEXT, key TEXT, owner TEXT NOT NULL, fallback TEXT,
    on_drift TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY(rule_set, position))
    STRICT, WITHOUT ROWID;
  CREATE TABLE rule_override(
    id INTEGER PRIMARY KEY, field TEXT NOT NULL, warehouse TEXT, key TEXT, owner TEXT NOT NULL,
    fallback TEXT, on_drift TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL,
    at TEXT NOT NULL, ended_at TEXT) STRICT;

  CREATE TABLE decision_log(
    id INTEGER PRIMARY KEY, run INTEGER NOT NULL, at TEXT NOT NULL, entity TEXT NOT NULL,
    key TEXT NOT NULL, field TEXT NOT NULL, decision TEXT NOT NULL, owner TEXT,
    owner_value TEXT, other TEXT NOT NULL, other_value TEXT, rule_set INTEGER, rule TEXT) STRICT;
  CREATE INDEX decision_log_subject ON decision_log(entity, key, field, other);

  CREATE TABLE exception_book(
    id INTEGER PRIMARY KEY AUTOINCREMENT, fingerprint TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
    severity TEXT NOT NULL, code TEXT NOT NULL, entity TEXT, key TEXT NOT NULL, warehouse TEXT,
    field TEXT, owner_system TEXT, expected TEXT, actual TEXT, difference INTEGER,
    value_at_risk INTEGER, system TEXT, feed TEXT, file TEXT, line INTEGER, rule TEXT,
    message TEXT NOT NULL, hint TEXT NOT NULL, subject TEXT NOT NULL, first_seen TEXT NOT NULL,
    last_seen TEXT NOT NULL, seen INTEGER NOT NULL, survived INTEGER NOT NULL DEFAULT 1,
    needed INTEGER NOT NULL DEFAULT 1, settle_seconds INTEGER NOT NULL DEFAULT 0,
    assigned_to TEXT, due TEXT, ignored_until TEXT, first_run INTEGER NOT NULL,
    last_run INTEGER NOT NULL, closed_at TEXT, sides TEXT NOT NULL DEFAULT '') STRICT;
  CREATE INDEX exception_book_open ON exception_book(subject)
    WHERE state NOT IN ('resolved');
  CREATE TABLE exception_history(
    id INTEGER PRIMARY KEY, exception INTEGER NOT NULL REFERENCES exception_book(id),
    at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, note TEXT) STRICT;
  CREATE INDEX exception_history_exception ON exception_history(exception);

  CREATE TABLE outbox(
    id INTEGER PRIMARY KEY, stream TEXT NOT NULL, system TEXT NOT NULL, seq INTEGER NOT NULL,
    name TEXT NOT NULL, marker TEXT, bytes BLOB, sha256 TEXT NOT NULL,
    records INTEGER NOT NULL, message TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
    created_at TEXT NOT NULL, published_at TEXT, answered_at TEXT, ack_within INTEGER,
    run INTEGER NOT NULL, UNIQUE(stream, seq)) STRICT;
  CREATE INDEX outbox_state ON outbox(state) WHERE state IN ('pending', 'staged');
  CREATE TABLE sent(
    stream TEXT NOT NULL, key TEXT NOT NULL, hash INTEGER NOT NULL,
    outbox INTEGER NOT NULL REFERENCES outbox(id), row INTEGER NOT NULL, answer TEXT,
    PRIMARY KEY(stream, key)) STRICT, WITHOUT ROWID;
  CREATE INDEX sent_outbox ON sent(outbox, row);
  CREATE TABLE rejection(
    message TEXT NOT NULL, stream TEXT NOT NULL, key TEXT NOT NULL, outbox INTEGER NOT NULL,
    PRIMARY KEY(message, key)) STRICT, WITHOUT ROWID;
  CREATE TABLE unechoed(
    stream TEXT NOT NULL, key TEXT NOT NULL, hash INTEGER NOT NULL,
    PRIMARY KEY(stream, key)) STRICT, WITHOUT ROWID;
  """

/// Repeated deliveries; restored backups and the numbers they jumped over.
private let migration2 = """
  CREATE TABLE resend(
    id INTEGER PRIMARY KEY, outbox INTEGER NOT NULL REFERENCES outbox(id), at TEXT NOT NULL,
    who TEXT NOT NULL, note TEXT, done_at TEXT) STRICT;
  CREATE INDEX resend_outbox ON resend(outbox);
  CREATE TABLE restore_log(
    epoch INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, backup TEXT NOT NULL,
    replaced TEXT) STRICT;
  CREATE TABLE number_skipped(
    stream TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, epoch INTEGER NOT NULL,
    at TEXT NOT NULL, PRIMARY KEY(stream, first)) STRICT, WITHOUT ROWID;
  CREATE TABLE sent_before(
    outbox INTEGER NOT NULL REFERENCES outbox(id), row INTEGER NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY(outbox, row)) STRICT, WITHOUT ROWID;
  """

/// Counting what is live, and finding what waits for time alone, looks at no exception itself.
private let tallyMigration = """
  CREATE INDEX exception_book_tally ON exception_book(code, severity, state)
    WHERE state NOT IN ('resolved');
  CREATE INDEX exception_book_waiting ON exception_book(state, survived, needed)
    WHERE state IN ('ignored', 'watch');
  """

/// What waits for a time.
private let dueMigration = """
  CREATE TABLE due(
    subject TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY(subject, key)) STRICT, WITHOUT ROWID;
  CREATE INDEX due_at ON due(at);
  """

/// Large first loads that are kept piece by piece; how often a refused record was sent again; of what
/// the kits of an order line are made.
private let firstLoadMigration = """
  CREATE TABLE kit_bill(
    "order" TEXT NOT NULL, line TEXT NOT NULL, component TEXT NOT NULL, sku TEXT NOT NULL,
    qty_per INTEGER NOT NULL, PRIMARY KEY("order", line, component)) STRICT, WITHOUT ROWID;
  CREATE TABLE send_retry(
    stream TEXT NOT NULL, key TEXT NOT NULL, times INTEGER NOT NULL,
    PRIMARY KEY(stream, key)) STRICT, WITHOUT ROWID;
  CREATE TABLE first_load(
    feed TEXT PRIMARY KEY, file INTEGER NOT NULL REFERENCES file_ledger(id),
    context TEXT NOT NULL, row_time TEXT) STRICT, WITHOUT ROWID;
  """

/// What units held before they changed; where each serial number was.
private let countingMigration = """
  CREATE TABLE unit_before(
    system TEXT NOT NULL, sku TEXT NOT NULL, uom TEXT NOT NULL, until INTEGER NOT NULL,
    numerator INTEGER NOT NULL, denominator INTEGER NOT NULL,
    PRIMARY KEY(system, sku, uom, until)) STRICT, WITHOUT ROWID;
  CREATE INDEX unit_before_until ON unit_before(until);
  CREATE TABLE serial_place(
    sku TEXT NOT NULL, serial TEXT NOT NULL, entity TEXT NOT NULL, system TEXT NOT NULL,
    key TEXT NOT NULL, warehouse TEXT, at INTEGER NOT NULL,
    PRIMARY KEY(sku, serial, entity, system, key)) STRICT, WITHOUT ROWID;
  CREATE INDEX serial_place_event ON serial_place(entity, system, key);
  """

/// At which moments each side looked at its stock; since when they may differ about an article; lines
/// of which something was picked.
///
/// Times are microseconds since 1970; `judged` is what the last comparison knew.
private let stockMigration = """
  CREATE TABLE stock_moment(
    system TEXT NOT NULL, warehouse TEXT NOT NULL, earliest INTEGER, latest INTEGER NOT NULL,
    last_seq INTEGER, judged_earliest INTEGER, judged_latest INTEGER, judged_seq INTEGER,
    PRIMARY KEY(system, warehouse)) STRICT, WITHOUT ROWID;
  CREATE TABLE stock_difference(
    warehouse TEXT NOT NULL, sku TEXT NOT NULL, book_earliest INTEGER, book_latest INTEGER,
    book_seq INTEGER, physical_earliest INTEGER, physical_latest INTEGER, physical_seq INTEGER,
    agreed_at INTEGER, PRIMARY KEY(warehouse, sku)) STRICT, WITHOUT ROWID;
  CREATE TABLE picked_line(
    warehouse TEXT NOT NULL, sku TEXT NOT NULL, "order" TEXT NOT NULL, line TEXT NOT NULL,
    PRIMARY KEY(warehouse, sku, "order", line)) STRICT, WITHOUT ROWID;
  """

/// What a side's stock changed by since its own movements last added up to it, when it had looked
/// then, and up to which line of the ledger its movements were known; when it looked first.
private let rollMigration = """
  CREATE TABLE stock_roll(
    system TEXT NOT NULL, warehouse TEXT NOT NULL, sku TEXT NOT NULL, earliest INTEGER,
    latest INTEGER NOT NULL, last_seq INTEGER, delta INTEGER NOT NULL, known INTEGER NOT NULL,
    PRIMARY KEY(system, warehouse, sku)) STRICT, WITHOUT ROWID;
  ALTER TABLE stock_moment ADD COLUMN first_earliest INTEGER;
  ALTER TABLE stock_moment ADD COLUMN first_latest INTEGER;
  ALTER TABLE stock_moment ADD COLUMN first_seq INTEGER;
  UPDATE stock_moment SET first_earliest = earliest, first_latest = latest, first_seq = last_seq;
  """

/// What tolerated differences of stock have added up to, level by level; and the one that has not lasted
/// long enough to count.
private let leakMigration = """
  CREATE TABLE stock_leak(
    warehouse TEXT NOT NULL, sku TEXT NOT NULL, level TEXT NOT NULL, counted INTEGER NOT NULL,
    sum INTEGER NOT NULL, times INTEGER NOT NULL, since INTEGER, seen_value INTEGER,
    seen_times INTEGER, seen_since INTEGER, seen_book INTEGER, seen_physical INTEGER,
    PRIMARY KEY(warehouse, sku, level)) STRICT, WITHOUT ROWID;
  """

/// Since when an exception has been live this time; by how much one that is ignored may change.
private let workbenchMigration = """
  ALTER TABLE exception_book ADD COLUMN live_since TEXT;
  ALTER TABLE exception_book ADD COLUMN ignored_change INTEGER;
  ALTER TABLE exception_book ADD COLUMN ignored_from TEXT;
  """

/// How long a run took, nothing where its clock was told to it; where customer orders stand that are
/// not done.
private let pageMigration = """
  ALTER TABLE run_log ADD COLUMN milliseconds INTEGER;
  CREATE TABLE order_stage(
    "order" TEXT PRIMARY KEY, stage TEXT NOT NULL, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  """

/// Views that an operator reads in the sqlite3 shell.
let shellViews = """
  DROP VIEW IF EXISTS files;
  CREATE VIEW files AS
    SELECT id, feed, system, name, size, sha256, seq, state, reason, rows, skipped, new,
      changed_rows AS changed, unchanged, held, vanished, first_key, last_key, after, run,
      taken_at
    FROM file_ledger;
  DROP VIEW IF EXISTS watermarks;
  CREATE VIEW watermarks AS
    SELECT s.feed, s.state, s.last_name AS file, s.last_seq AS seq, f.sha256, f.rows,
      f.first_key, f.last_key, s.row_time, f.taken_at
    FROM feed_state s LEFT JOIN file_ledger f ON f.id = s.last_file;
  DROP VIEW IF EXISTS truth_rules;
  CREATE VIEW truth_rules AS
    SELECT s.id AS rule_set, s.hash, s.at, r.position, r.field, r.warehouse, r.key, r.owner,
      r.fallback, r.on_drift, r.source
    FROM rule r JOIN rule_set s ON s.id = r.rule_set;
  DROP VIEW IF EXISTS decisions;
  CREATE VIEW decisions AS
    SELECT id, run, at, entity, key, field, decision, owner, owner_value, other, other_value,
      rule_set, rule
    FROM decision_log;
  DROP VIEW IF EXISTS exceptions;
  CREATE VIEW exceptions AS
    SELECT id, state, severity, code, entity, key, warehouse, field, owner_system, expected,
      actual,
      CASE WHEN difference % 1000000 = 0 THEN difference / 1000000
        ELSE difference / 1000000.0 END AS difference,
      CASE WHEN value_at_risk % 1000000 = 0 THEN value_at_risk / 1000000
        ELSE value_at_risk / 1000000.0 END AS value_at_risk,
      feed, file, line, rule, first_seen, last_seen, seen, assigned_to, due, ignored_until,
      message, hint, last_run AS run
    FROM exception_book;
  DROP VIEW IF EXISTS outbound;
  CREATE VIEW outbound AS
    SELECT stream, system, seq, name, records, message, state, sha256, created_at,
      published_at, answered_at, run
    FROM outbox;
  DROP VIEW IF EXISTS runs;
  CREATE VIEW runs AS
    SELECT id, command, started_at, finished_at, milliseconds, exit, rule_set, summary
    FROM run_log;
  """
