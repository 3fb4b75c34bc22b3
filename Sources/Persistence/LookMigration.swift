/// What is remembered of files that are looked at again and again, and of numbers stepped over.
let lookMigration = """
  ALTER TABLE sighting ADD COLUMN looks INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE sighting ADD COLUMN run INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE sighting ADD COLUMN disturbed INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE file_ledger ADD COLUMN sender_run TEXT;
  ALTER TABLE file_ledger ADD COLUMN manifest TEXT;
  ALTER TABLE feed_state ADD COLUMN seq_floor INTEGER;
  """
