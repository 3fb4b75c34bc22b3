PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('catalogue','-3099567952512684721');
INSERT INTO setting VALUES('checked','2026-11-20');
INSERT INTO setting VALUES('identity','43eaacfee6c933ab1f710822e68dd8c7');
INSERT INTO setting VALUES('pruned','2026-11-20');
INSERT INTO setting VALUES('reconciled','15');
INSERT INTO setting VALUES('reported','2026-11-20 9 ["/srv/shop/report/exceptions.csv", "/srv/shop/report/exceptions.json"]');
INSERT INTO setting VALUES('units moved','4');
CREATE TABLE run_log(
  id INTEGER PRIMARY KEY, command TEXT NOT NULL, started_at TEXT NOT NULL,
  finished_at TEXT, exit INTEGER, rule_set INTEGER, summary TEXT) STRICT;
INSERT INTO run_log VALUES(1,'run','2026-11-20T06:00:00Z','2026-11-20T06:00:00Z',0,1,'{"schema":"wmsync.run/1","run":{"id":1,"exit":0},"feeds":[{"feed":"erp-items","files":1,"rows":4,"skipped":0,"new":4,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"ok"},{"feed":"wms-items","files":1,"rows":3,"skipped":0,"new":2,"changed":0,"unchanged":0,"vanished":0,"held":1,"state":"ok"},{"feed":"erp-partners","files":1,"rows":4,"skipped":0,"new":3,"changed":0,"unchanged":0,"vanished":0,"held":1,"state":"ok"},{"feed":"erp-orders","files":1,"rows":2,"skipped":0,"new":1,"changed":0,"unchanged":0,"vanished":0,"held":1,"state":"ok"},{"feed":"erp-purchases","files":1,"rows":1,"skipped":0,"new":1,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"ok"},{"feed":"erp-stock","files":1,"rows":4,"skipped":0,"new":3,"changed":0,"unchanged":0,"vanished":0,"held":1,"state":"ok"},{"feed":"wms-stock","files":1,"rows":3,"skipped":0,"new":3,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"ok"},{"feed":"wms-receipts","files":0,"rows":0,"skipped":0,"new":0,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"idle"},{"feed":"wms-shipments","files":0,"rows":0,"skipped":0,"new":0,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"idle"},{"feed":"wms-acks","files":0,"rows":0,"skipped":0,"new":0,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"idle"}],"exceptions":{"opened":9,"closed":0,"open":9,"by_code":{"MASTER_MISSING":2,"OWNER_VIOLATION":1,"ROW_INVALID":1,"SKU_UNKNOWN":2,"STATUS_UNMAPPED":1,"STOCK_UNEXPLAINED":2}},"outbound":[{"stream":"wms-items","files":1,"records":3},{"stream":"wms-partners","files":1,"records":3},{"stream":"wms-orders","files":1,"records":2},{"stream":"erp-receipts","files":0,"records":0},{"stream":"erp-shipments","files":0,"records":0}]}');
INSERT INTO run_log VALUES(2,'run','2026-11-20T09:00:00Z','2026-11-20T09:00:00Z',0,1,'{"schema":"wmsync.run/1","run":{"id":2,"exit":0},"feeds":[{"feed":"erp-items","files":0,"rows":0,"skipped":0,"new":0,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"idle"},{"feed":"wms-items","files":1,"rows":3,"skipped":0,"new":1,"changed":0,"unchanged":2,"vanished":0,"held":0,"state":"ok"},{"feed":"erp-partners","files":0,"rows":0,"skipped":0,"new":0,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"idle"},{"feed":"erp-orders","files":0,"rows":0,"skipped":0,"new":0,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"idle"},{"feed":"erp-purchases","files":0,"rows":0,"skipped":0,"new":0,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"idle"},{"feed":"erp-stock","files":1,"rows":4,"skipped":0,"new":0,"changed":3,"unchanged":0,"vanished":0,"held":1,"state":"ok"},{"feed":"wms-stock","files":1,"rows":3,"skipped":0,"new":0,"changed":3,"unchanged":0,"vanished":0,"held":0,"state":"ok"},{"feed":"wms-receipts","files":1,"rows":4,"skipped":0,"new":3,"changed":0,"unchanged":0,"vanished":0,"held":1,"state":"ok"},{"feed":"wms-shipments","files":1,"rows":2,"skipped":0,"new":2,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"ok"},{"feed":"wms-acks","files":0,"rows":0,"skipped":0,"new":0,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"idle"}],"exceptions":{"opened":6,"closed":3,"open":11,"by_code":{"ACK_OVERDUE":1,"MASTER_MISSING":1,"OWNER_VIOLATION":1,"PO_STATUS_LAG":1,"RECEIPT_OVER":1,"RECEIPT_UNKNOWN_PO":1,"ROLLFORWARD_BREAK":1,"ROW_INVALID":1,"SKU_UNKNOWN":2,"STATUS_UNMAPPED":1,"STOCK_UNEXPLAINED":1}},"outbound":[{"stream":"wms-items","files":0,"records":0},{"stream":"wms-partners","files":0,"records":0},{"stream":"wms-orders","files":0,"records":0},{"stream":"erp-receipts","files":1,"records":3},{"stream":"erp-shipments","files":1,"records":2}]}');
INSERT INTO run_log VALUES(3,'run','2026-11-20T09:20:00Z','2026-11-20T09:20:00Z',0,2,'{"schema":"wmsync.run/1","run":{"id":3,"exit":0},"feeds":[{"feed":"erp-items","files":1,"rows":4,"skipped":0,"new":0,"changed":1,"unchanged":3,"vanished":0,"held":0,"state":"ok"},{"feed":"wms-items","files":0,"rows":0,"skipped":0,"new":0,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"idle"},{"feed":"erp-partners","files":0,"rows":0,"skipped":0,"new":0,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"idle"},{"feed":"erp-orders","files":1,"rows":1,"skipped":0,"new":1,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"ok"},{"feed":"erp-purchases","files":0,"rows":0,"skipped":0,"new":0,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"idle"},{"feed":"erp-stock","files":0,"rows":0,"skipped":0,"new":0,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"idle"},{"feed":"wms-stock","files":0,"rows":0,"skipped":0,"new":0,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"idle"},{"feed":"wms-receipts","files":0,"rows":0,"skipped":0,"new":0,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"idle"},{"feed":"wms-shipments","files":0,"rows":0,"skipped":0,"new":0,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"idle"},{"feed":"wms-acks","files":1,"rows":2,"skipped":0,"new":2,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"ok"}],"exceptions":{"opened":2,"closed":1,"open":11,"by_code":{"MASTER_MISSING":1,"OWNER_VIOLATION":1,"PO_STATUS_LAG":1,"RECEIPT_OVER":1,"RECEIPT_UNKNOWN_PO":1,"ROLLFORWARD_BREAK":1,"ROW_INVALID":2,"SKU_UNKNOWN":2,"STATUS_UNMAPPED":1,"STOCK_UNEXPLAINED":1}},"outbound":[{"stream":"wms-items","files":1,"records":1},{"stream":"wms-partners","files":0,"records":0},{"stream":"wms-orders","files":1,"records":1},{"stream":"erp-receipts","files":0,"records":0},{"stream":"erp-shipments","files":0,"records":0}]}');
CREATE TABLE file_ledger(
  id INTEGER PRIMARY KEY, feed TEXT NOT NULL, system TEXT NOT NULL, name TEXT NOT NULL,
  size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,
  inode INTEGER NOT NULL, sha256 TEXT NOT NULL, seq INTEGER, state TEXT NOT NULL,
  reason TEXT, rows INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0,
  new INTEGER NOT NULL DEFAULT 0, changed_rows INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0,
  vanished INTEGER NOT NULL DEFAULT 0, first_key TEXT, last_key TEXT, header TEXT,
  after TEXT NOT NULL DEFAULT 'kept', run INTEGER NOT NULL, taken_at TEXT NOT NULL, sender_run TEXT, manifest TEXT) STRICT;
INSERT INTO file_ledger VALUES(1,'erp-items','erp','erp/out/items_1.csv',60,1795835036389697965,1795835036389697965,16286504,'bb18f16ed130a31e894ae214859cdb07cd99c260ce5b7d69dc727a229f95c3c5',NULL,'accepted',NULL,4,0,4,0,0,0,0,'A1','D4','skunameweight','done',1,'2026-11-20T06:00:00Z',NULL,NULL);
INSERT INTO file_ledger VALUES(2,'wms-items','wms','wms/out/items_1.csv',34,1795835036393279170,1795835036393279170,16286519,'72e5ae334ef106eaa9b9c02911bd41deda70d074312339081429f38ddd78c2e1',NULL,'accepted',NULL,3,0,2,0,0,1,0,'A1','B2','skuweight','done',1,'2026-11-20T06:00:00Z',NULL,NULL);
INSERT INTO file_ledger VALUES(3,'erp-partners','erp','erp/out/partners_1.csv',125,1795835036390152758,1795835036390152758,16286508,'69c0dba7c2c4db8645f48bd43907535328f1cda6c10d4b47d6b2e4c75801d6c1',NULL,'accepted',NULL,4,0,3,0,0,1,0,'customer|C-1','supplier|S-1','rolenonamecityland','done',1,'2026-11-20T06:00:00Z',NULL,NULL);
INSERT INTO file_ledger VALUES(4,'erp-orders','erp','erp/out/orders_1.json',384,1795835036389925652,1795835036389925652,16286505,'215a6100ea8299bebad353b945c95d2792393629611659a55e4008e2704499bf',1,'accepted',NULL,2,0,1,0,0,1,0,'7001','7001|2',NULL,'done',1,'2026-11-20T06:00:00Z',NULL,NULL);
INSERT INTO file_ledger VALUES(5,'erp-purchases','erp','erp/out/purchases_1.json',216,1795835036390378792,1795835036390378792,16286513,'999b2d74204952726b9c8e5496d8c6c86ca32367286cf91d2d070d0482a3364d',1,'accepted',NULL,1,0,1,0,0,0,0,'610','610|2',NULL,'done',1,'2026-11-20T06:00:00Z',NULL,NULL);
INSERT INTO file_ledger VALUES(6,'erp-stock','erp','erp/out/stock_1.csv',45,1795835036390636936,1795835036390636936,16286514,'f54976fabd1dc51f548e1c8aa0f68e635ab57337d262e090d541b5b7026df9be',NULL,'accepted',NULL,4,0,3,0,0,1,0,'HAM|A1','HAM|C3','whskuqty','done',1,'2026-11-20T06:00:00Z',NULL,NULL);
INSERT INTO file_ledger VALUES(7,'wms-stock','wms','wms/out/stock_1.csv',39,1795835036393573813,1795835036393573813,16286527,'bfd64e68d5877d010eb48cbefd6f75d771e9f3df3bb39e66123741f6f9bdaa60',NULL,'accepted',NULL,3,0,3,0,0,0,0,'HAM|A1','HAM|C3','whskuqty','done',1,'2026-11-20T06:00:00Z',NULL,NULL);
INSERT INTO file_ledger VALUES(8,'wms-items','wms','wms/out/items_2.csv',32,1795835036656145289,1795835036656145289,16286019,'ae104433f2fe83c302664ec2bee36c7e08ffddf5e64f890a1ba583cdb3c89eb8',NULL,'accepted',NULL,3,0,1,0,2,0,0,'A1','D4','skuweight','done',2,'2026-11-20T09:00:00Z',NULL,NULL);
INSERT INTO file_ledger VALUES(9,'wms-receipts','wms','wms/out/receipts_1.csv',187,1795835036656407631,1795835036656407631,16286514,'0db10c05c999180243d9ed4933844921037f07f4110094dfe28a221a0bc99dbf',1,'accepted',NULL,4,0,3,0,0,1,0,'R1|1|1','R2|1|1','idlinepopo_linewhskugoodat','done',2,'2026-11-20T09:00:00Z',NULL,NULL);
INSERT INTO file_ledger VALUES(10,'wms-shipments','wms','wms/out/shipments_1.csv',135,1795835036656649214,1795835036656649214,16286537,'a5e955edc7fcfc3d0dff25867ac0cb800353cd6288a9b4a9fcfcc974158aaf04',1,'accepted',NULL,2,0,2,0,0,0,0,'S-501|1|1','S-501|2|1','idlineorderorder_linewhskuqtyclosingat','done',2,'2026-11-20T09:00:00Z',NULL,NULL);
INSERT INTO file_ledger VALUES(11,'erp-stock','erp','erp/out/stock_2.csv',46,1795835036649990137,1795835036649990137,16286008,'e0eb2e0e61a9e705e47b672fd875a5ee741b8aa4a4320eb4ac97a0a13acb8ddc',NULL,'accepted',NULL,4,0,0,3,0,1,0,'HAM|A1','HAM|C3','whskuqty','done',2,'2026-11-20T09:00:00Z',NULL,NULL);
INSERT INTO file_ledger VALUES(12,'wms-stock','wms','wms/out/stock_2.csv',41,1795835036656857785,1795835036656857785,16286538,'5fc0e3b4abb72dc3d453a46f65bb954b9c4844bfb4a0a7e06b7d7f96f0b82df1',NULL,'accepted',NULL,3,0,0,3,0,0,0,'HAM|A1','HAM|C3','whskuqty','done',2,'2026-11-20T09:00:00Z',NULL,NULL);
INSERT INTO file_ledger VALUES(13,'erp-items','erp','erp/out/items_2.csv',65,1795835036892394277,1795835036892394277,16286556,'e4f3b60ff6578ba2fff7d7f1fe6ea181d1aef14f80947b54ec05cf7956c3a566',NULL,'accepted',NULL,4,0,0,1,3,0,0,'A1','D4','skunameweight','done',3,'2026-11-20T09:20:00Z',NULL,NULL);
INSERT INTO file_ledger VALUES(14,'erp-orders','erp','erp/out/orders_2.json',131,1795835036893419880,1795835036893419880,16286559,'cbc0fe9c8f9bd0bcec1ed0945f1bb4d2443e8f6bc88f0a60f75ccdb052f74975',2,'accepted',NULL,1,0,1,0,0,0,0,'7003','7003|1',NULL,'done',3,'2026-11-20T09:20:00Z',NULL,NULL);
INSERT INTO file_ledger VALUES(15,'wms-acks','wms','wms/out/acks_1.ndjson',206,1795835036896415117,1795835036896415117,16286565,'da51101af4d322f4b2a413ad01caba9d688c1b488d2d1de0bae61d9f00d9ae8f',1,'accepted',NULL,2,0,2,0,0,0,0,'wms-orders-00000001','wms-orders-00000099',NULL,'done',3,'2026-11-20T09:20:00Z',NULL,NULL);
CREATE TABLE sighting(
  feed TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
  changed INTEGER NOT NULL, inode INTEGER NOT NULL, since TEXT NOT NULL, looks INTEGER NOT NULL DEFAULT 1, run INTEGER NOT NULL DEFAULT 0, disturbed INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(feed, name)) STRICT, WITHOUT ROWID;
CREATE TABLE feed_state(
  feed TEXT PRIMARY KEY, last_file INTEGER, last_name TEXT, last_seq INTEGER,
  last_full_at TEXT, rows INTEGER NOT NULL DEFAULT 0, header TEXT, context TEXT,
  row_time TEXT, gap_since TEXT, expected_since TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'idle', seq_floor INTEGER) STRICT, WITHOUT ROWID;
INSERT INTO feed_state VALUES('erp-items',13,'erp/out/items_2.csv',NULL,'2026-11-20T09:20:00Z',4,'skunameweight','2d65531e79e71f416c2ec0d8f71e6828c2c51b39e5435559ca6ba69000d3fe11',NULL,NULL,'2026-11-20T06:00:00Z','ok',NULL);
INSERT INTO feed_state VALUES('erp-orders',14,'erp/out/orders_2.json',2,NULL,0,NULL,'2d65531e79e71f416c2ec0d8f71e6828c2c51b39e5435559ca6ba69000d3fe11',NULL,NULL,'2026-11-20T06:00:00Z','ok',NULL);
INSERT INTO feed_state VALUES('erp-partners',3,'erp/out/partners_1.csv',NULL,'2026-11-20T06:00:00Z',3,'rolenonamecityland','2d65531e79e71f416c2ec0d8f71e6828c2c51b39e5435559ca6ba69000d3fe11',NULL,NULL,'2026-11-20T06:00:00Z','idle',NULL);
INSERT INTO feed_state VALUES('erp-purchases',5,'erp/out/purchases_1.json',1,NULL,0,NULL,'2d65531e79e71f416c2ec0d8f71e6828c2c51b39e5435559ca6ba69000d3fe11',NULL,NULL,'2026-11-20T06:00:00Z','idle',NULL);
INSERT INTO feed_state VALUES('erp-stock',11,'erp/out/stock_2.csv',NULL,'2026-11-20T09:00:00Z',3,'whskuqty','2d65531e79e71f416c2ec0d8f71e6828c2c51b39e5435559ca6ba69000d3fe11',NULL,NULL,'2026-11-20T06:00:00Z','idle',NULL);
INSERT INTO feed_state VALUES('wms-acks',15,'wms/out/acks_1.ndjson',1,NULL,0,NULL,'2d65531e79e71f416c2ec0d8f71e6828c2c51b39e5435559ca6ba69000d3fe11','2026-11-20T09:15:00Z',NULL,'2026-11-20T06:00:00Z','ok',NULL);
INSERT INTO feed_state VALUES('wms-items',8,'wms/out/items_2.csv',NULL,'2026-11-20T09:00:00Z',3,'skuweight','2d65531e79e71f416c2ec0d8f71e6828c2c51b39e5435559ca6ba69000d3fe11',NULL,NULL,'2026-11-20T06:00:00Z','idle',NULL);
INSERT INTO feed_state VALUES('wms-receipts',9,'wms/out/receipts_1.csv',1,NULL,0,'idlinepopo_linewhskugoodat','2d65531e79e71f416c2ec0d8f71e6828c2c51b39e5435559ca6ba69000d3fe11','2026-11-20T08:15:00Z',NULL,'2026-11-20T06:00:00Z','idle',NULL);
INSERT INTO feed_state VALUES('wms-shipments',10,'wms/out/shipments_1.csv',1,NULL,0,'idlineorderorder_linewhskuqtyclosingat','2d65531e79e71f416c2ec0d8f71e6828c2c51b39e5435559ca6ba69000d3fe11','2026-11-20T08:30:00Z',NULL,'2026-11-20T06:00:00Z','idle',NULL);
INSERT INTO feed_state VALUES('wms-stock',12,'wms/out/stock_2.csv',NULL,'2026-11-20T09:00:00Z',3,'whskuqty','2d65531e79e71f416c2ec0d8f71e6828c2c51b39e5435559ca6ba69000d3fe11',NULL,NULL,'2026-11-20T06:00:00Z','idle',NULL);
CREATE TABLE held_row(
  id INTEGER PRIMARY KEY, feed TEXT NOT NULL, file INTEGER NOT NULL REFERENCES file_ledger(id),
  line INTEGER NOT NULL, byte_offset INTEGER NOT NULL, payload TEXT NOT NULL,
  ordinals TEXT NOT NULL, code TEXT NOT NULL, entity TEXT, key TEXT, reference_entity TEXT,
  reference_key TEXT, fingerprint TEXT NOT NULL, context TEXT NOT NULL, cause TEXT) STRICT;
INSERT INTO held_row VALUES(2,'erp-partners',3,5,108,'["X","X-1","Nobody","","DE"]','','STATUS_UNMAPPED','partner',NULL,NULL,NULL,'STATUS_UNMAPPED|partner|erp/out/partners_1.csv:5||role','2d65531e79e71f416c2ec0d8f71e6828c2c51b39e5435559ca6ba69000d3fe11','"X" is not among the values of the mapping');
INSERT INTO held_row VALUES(3,'erp-orders',4,2,195,'{"no":"7002","version":1,"customer":"C-2","site":"01","lines":[{"pos":"1","article":"B2","qty":5,"price":12.50},{"pos":"2","article":"Q7","qty":1,"price":5}]}','','SKU_UNKNOWN','sales_order_line','7002|2','item','Q7','','2d65531e79e71f416c2ec0d8f71e6828c2c51b39e5435559ca6ba69000d3fe11',NULL);
INSERT INTO held_row VALUES(5,'wms-receipts',9,5,147,'["R3","1","610","2","HH1","C3","many","2026-11-20 09:16"]','','ROW_INVALID','receipt','R3|1|1',NULL,NULL,'ROW_INVALID|receipt|R3\|1\|1||qty_good','2d65531e79e71f416c2ec0d8f71e6828c2c51b39e5435559ca6ba69000d3fe11','"many" is not a decimal number');
INSERT INTO held_row VALUES(6,'erp-stock',11,5,38,'["01","Z9","4"]','','SKU_UNKNOWN','stock','HAM|Z9','item','Z9','','2d65531e79e71f416c2ec0d8f71e6828c2c51b39e5435559ca6ba69000d3fe11',NULL);
CREATE TABLE touched(
  subject TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(subject, key)) STRICT, WITHOUT ROWID;
INSERT INTO touched VALUES('outbound|ack','*');
INSERT INTO touched VALUES('outbound|purchase_order','*');
INSERT INTO touched VALUES('outbound|purchase_order_line','*');
INSERT INTO touched VALUES('outbound|stock','*');
INSERT INTO touched VALUES('purchase','699');
CREATE TABLE agreed_base(
  entity TEXT NOT NULL, key TEXT NOT NULL, system TEXT NOT NULL, field TEXT NOT NULL,
  value TEXT, PRIMARY KEY(entity, key, system, field)) STRICT, WITHOUT ROWID;
INSERT INTO agreed_base VALUES('item','A1','wms','weight_kg','1.5');
INSERT INTO agreed_base VALUES('item','D4','wms','weight_kg','0.4');
CREATE TABLE rule_set(
  id INTEGER PRIMARY KEY, hash TEXT NOT NULL, at TEXT NOT NULL, run INTEGER) STRICT;
INSERT INTO rule_set VALUES(1,'1f84171b81aa7171b15e60d33c0a5901a4367976de81e6779b383e2615fddc22','2026-11-20T06:00:00Z',1);
INSERT INTO rule_set VALUES(2,'d4f49fcc4ff5c036ed1db3e89af88a419ad537d2cdfebfd0878df439d4a4173f','2026-11-20T09:20:00Z',3);
CREATE TABLE rule(
  rule_set INTEGER NOT NULL REFERENCES rule_set(id), position INTEGER NOT NULL,
  field TEXT NOT NULL, warehouse TEXT, key TEXT, owner TEXT NOT NULL, fallback TEXT,
  on_drift TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY(rule_set, position))
  STRICT, WITHOUT ROWID;
INSERT INTO rule VALUES(1,1,'item.*',NULL,NULL,'erp',NULL,'revert','wmsync.yaml:119');
INSERT INTO rule VALUES(1,2,'partner.*',NULL,NULL,'erp',NULL,'revert','wmsync.yaml:120');
INSERT INTO rule VALUES(1,3,'stock.on_hand',NULL,NULL,'wms',NULL,'revert','wmsync.yaml:121');
INSERT INTO rule VALUES(2,1,'item.weight_kg',NULL,'B2','wms',NULL,'revert','set by root on 2026-11-20T09:05:00Z: weighed on the dock');
INSERT INTO rule VALUES(2,2,'item.*',NULL,NULL,'erp',NULL,'revert','wmsync.yaml:119');
INSERT INTO rule VALUES(2,3,'partner.*',NULL,NULL,'erp',NULL,'revert','wmsync.yaml:120');
INSERT INTO rule VALUES(2,4,'stock.on_hand',NULL,NULL,'wms',NULL,'revert','wmsync.yaml:121');
CREATE TABLE rule_override(
  id INTEGER PRIMARY KEY, field TEXT NOT NULL, warehouse TEXT, key TEXT, owner TEXT NOT NULL,
  fallback TEXT, on_drift TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL,
  at TEXT NOT NULL, ended_at TEXT) STRICT;
INSERT INTO rule_override VALUES(1,'item.weight_kg',NULL,'B2','wms',NULL,'revert','ina','weighed on the dock','2026-11-20T09:05:00Z',NULL);
CREATE TABLE decision_log(
  id INTEGER PRIMARY KEY, run INTEGER NOT NULL, at TEXT NOT NULL, entity TEXT NOT NULL,
  key TEXT NOT NULL, field TEXT NOT NULL, decision TEXT NOT NULL, owner TEXT,
  owner_value TEXT, other TEXT NOT NULL, other_value TEXT, rule_set INTEGER, rule TEXT) STRICT;
INSERT INTO decision_log VALUES(1,1,'2026-11-20T06:00:00Z','item','B2','weight_kg','revert','erp','2','wms','2.5',1,'item.* owner erp (wmsync.yaml:119)');
INSERT INTO decision_log VALUES(2,3,'2026-11-20T09:20:00Z','item','B2','weight_kg','revert','wms','2.5','erp','2',2,'item.weight_kg owner wms (set by root on 2026-11-20T09:05:00Z: weighed on the dock)');
CREATE TABLE exception_book(
  id INTEGER PRIMARY KEY AUTOINCREMENT, fingerprint TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
  severity TEXT NOT NULL, code TEXT NOT NULL, entity TEXT, key TEXT NOT NULL, warehouse TEXT,
  field TEXT, owner_system TEXT, expected TEXT, actual TEXT, difference INTEGER,
  value_at_risk INTEGER, system TEXT, feed TEXT, file TEXT, line INTEGER, rule TEXT,
  message TEXT NOT NULL, hint TEXT NOT NULL, subject TEXT NOT NULL, first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL, seen INTEGER NOT NULL, survived INTEGER NOT NULL DEFAULT 1,
  needed INTEGER NOT NULL DEFAULT 1, settle_seconds INTEGER NOT NULL DEFAULT 0,
  assigned_to TEXT, due TEXT, ignored_until TEXT, first_run INTEGER NOT NULL,
  last_run INTEGER NOT NULL, closed_at TEXT, sides TEXT NOT NULL DEFAULT '', live_since TEXT, ignored_change INTEGER, ignored_from TEXT) STRICT;
INSERT INTO exception_book VALUES(1,'ROW_INVALID|item|D4||weight_kg','resolved','warning','ROW_INVALID','item','D4',NULL,'weight_kg','wms',NULL,'heavy',NULL,NULL,'wms','wms-items','wms/out/items_1.csv',4,NULL,'wms/out/items_1.csv:4: column weight: "heavy" is not a decimal number','correct the field at its source and send the row again','held|wms-items','2026-11-20T06:00:00Z','2026-11-20T06:00:00Z',1,1,1,0,NULL,NULL,NULL,1,2,'2026-11-20T06:00:00Z','',NULL,NULL,NULL);
INSERT INTO exception_book VALUES(2,'STATUS_UNMAPPED|partner|erp/out/partners_1.csv:5||role','open','error','STATUS_UNMAPPED','partner','erp/out/partners_1.csv:5',NULL,'role','erp',NULL,'X',NULL,NULL,'erp','erp-partners','erp/out/partners_1.csv',5,NULL,'erp/out/partners_1.csv:5: column role: "X" is not among the values of the mapping','add the code to the values of column role or to its cross reference; the row is then read again','held|erp-partners','2026-11-20T06:00:00Z','2026-11-20T06:00:00Z',1,1,1,0,NULL,NULL,NULL,1,1,NULL,'',NULL,NULL,NULL);
INSERT INTO exception_book VALUES(3,'SKU_UNKNOWN|item|Q7||(erp)','acknowledged','error','SKU_UNKNOWN','item','Q7',NULL,'(erp)','erp',NULL,'1',NULL,NULL,'erp','erp-orders','erp/out/orders_1.json',2,NULL,'erp/out/orders_1.json:2: erp uses article "Q7" in 1 row, no system has it as a master record','create the item or an alias for it; it is never created by itself','reference|erp|item|Q7','2026-11-20T06:00:00Z','2026-11-20T09:20:00Z',2,1,1,0,NULL,NULL,NULL,1,3,NULL,'',NULL,NULL,NULL);
INSERT INTO exception_book VALUES(4,'SKU_UNKNOWN|item|Z9||(erp)','open','error','SKU_UNKNOWN','item','Z9',NULL,'(erp)','erp',NULL,'1',NULL,NULL,'erp','erp-stock','erp/out/stock_2.csv',5,NULL,'erp/out/stock_2.csv:5: erp uses article "Z9" in 1 row, no system has it as a master record','create the item or an alias for it; it is never created by itself','reference|erp|item|Z9','2026-11-20T06:00:00Z','2026-11-20T09:00:00Z',2,1,1,0,NULL,NULL,NULL,1,2,NULL,'',NULL,NULL,NULL);
INSERT INTO exception_book VALUES(5,'OWNER_VIOLATION|item|B2||weight_kg','open','warning','OWNER_VIOLATION','item','B2',NULL,'weight_kg','wms','2.5','2',NULL,NULL,'erp','erp-items','erp/out/items_1.csv',3,'item.weight_kg owner wms (set by root on 2026-11-20T09:05:00Z: weighed on the dock)','erp/out/items_1.csv:3: weight_kg of item B2: its owner wms says 2.5, erp says 2; a person must decide','take the edit back, or give the field to the system that edits it','master|item|B2','2026-11-20T06:00:00Z','2026-11-20T09:20:00Z',3,3,1,0,NULL,NULL,NULL,1,3,NULL,'wms|wms/out/items_1.csv:3|2.5erp|erp/out/items_1.csv:3|2',NULL,NULL,NULL);
INSERT INTO exception_book VALUES(6,'MASTER_MISSING|item|C3||(wms)','open','warning','MASTER_MISSING','item','C3',NULL,'(wms)','wms','known in erp','missing in wms',NULL,NULL,'erp','erp-items','erp/out/items_1.csv',4,NULL,'erp/out/items_1.csv:4: erp has item C3, wms does not have it','send the record to the system that lacks it, or deactivate it','master|item|C3','2026-11-20T06:00:00Z','2026-11-20T09:20:00Z',2,2,1,0,NULL,NULL,NULL,1,3,NULL,'',NULL,NULL,NULL);
INSERT INTO exception_book VALUES(7,'MASTER_MISSING|item|D4||(wms)','resolved','warning','MASTER_MISSING','item','D4',NULL,'(wms)','wms','known in erp','missing in wms',NULL,NULL,'erp','erp-items','erp/out/items_1.csv',5,NULL,'erp/out/items_1.csv:5: erp has item D4, wms does not have it','send the record to the system that lacks it, or deactivate it','master|item|D4','2026-11-20T06:00:00Z','2026-11-20T06:00:00Z',1,1,1,0,NULL,NULL,NULL,1,2,'2026-11-20T06:00:00Z','',NULL,NULL,NULL);
INSERT INTO exception_book VALUES(8,'STOCK_UNEXPLAINED|stock|HAM\|A1|HAM|on_hand','acknowledged','critical','STOCK_UNEXPLAINED','stock','HAM|A1','HAM','on_hand','wms','47','46',1000000,NULL,'wms','wms-stock','wms/out/stock_2.csv',2,'stock.on_hand (wmsync.yaml:123)','wms/out/stock_2.csv:2: stock of A1 in HAM: the warehouse says 46, the book says 47 (erp/out/stock_2.csv:2), difference -1: shipments not posted -3 (shipment S-501|1|1), waiting for their document 1 (receipt R2|1|1), unexplained 1','recount the bin and trace the last movements of the article','stock|HAM|A1','2026-11-20T06:00:00Z','2026-11-20T09:00:00Z',2,2,1,0,NULL,NULL,NULL,1,2,NULL,'erp|erp/out/stock_2.csv:2|47wms|wms/out/stock_2.csv:2|46',NULL,NULL,NULL);
INSERT INTO exception_book VALUES(9,'STOCK_UNEXPLAINED|stock|HAM\|C3|HAM|on_hand','resolved','critical','STOCK_UNEXPLAINED','stock','HAM|C3','HAM','on_hand','wms','5','7',2000000,NULL,'wms','wms-stock','wms/out/stock_1.csv',4,'stock.on_hand (wmsync.yaml:123)','wms/out/stock_1.csv:4: stock of C3 in HAM: the warehouse says 7, the book says 5 (erp/out/stock_1.csv:4), difference 2','recount the bin and trace the last movements of the article','stock|HAM|C3','2026-11-20T06:00:00Z','2026-11-20T06:00:00Z',1,1,1,0,NULL,NULL,NULL,1,2,'2026-11-20T06:00:00Z','erp|erp/out/stock_1.csv:4|5wms|wms/out/stock_1.csv:4|7',NULL,NULL,NULL);
INSERT INTO exception_book VALUES(10,'ROW_INVALID|receipt|R3\|1\|1||qty_good','open','warning','ROW_INVALID','receipt','R3|1|1',NULL,'qty_good','wms',NULL,'many',NULL,NULL,'wms','wms-receipts','wms/out/receipts_1.csv',5,NULL,'wms/out/receipts_1.csv:5: column good: "many" is not a decimal number','correct the field at its source and send the row again','held|wms-receipts','2026-11-20T09:00:00Z','2026-11-20T09:00:00Z',1,1,1,0,NULL,NULL,NULL,2,2,NULL,'',NULL,NULL,NULL);
INSERT INTO exception_book VALUES(11,'ACK_OVERDUE||wms-orders-00000001||','resolved','error','ACK_OVERDUE',NULL,'wms-orders-00000001',NULL,NULL,'wms','an answer','none',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'wms/in/orders_00000001.csv was sent at 2026-11-20T06:00:00Z, wms has not answered for 3 h','look for the file in the receiver''s import log; deliver it again if it never got there','overdue|wms-orders-00000001','2026-11-20T09:00:00Z','2026-11-20T09:00:00Z',1,1,1,0,NULL,NULL,NULL,2,3,'2026-11-20T09:00:00Z','',NULL,NULL,NULL);
INSERT INTO exception_book VALUES(12,'RECEIPT_OVER|purchase_order_line|610\|2|HAM|','open','error','RECEIPT_OVER','purchase_order_line','610|2','HAM',NULL,'erp','10','12',2000000,18000000,'wms','wms-receipts','wms/out/receipts_1.csv',3,NULL,'wms/out/receipts_1.csv:3: purchase order 610 line 2: ordered 10 (erp/out/purchases_1.json:1), at most 10.2 may come, received 12','accept the surplus by raising the order, return it to the supplier, or bill it','purchase|610','2026-11-20T09:00:00Z','2026-11-20T09:20:00Z',2,1,1,0,NULL,NULL,NULL,2,3,NULL,'','2026-11-20T09:20:00Z',NULL,NULL);
INSERT INTO exception_book VALUES(13,'PO_STATUS_LAG|purchase_order|610|HAM|status','open','warning','PO_STATUS_LAG','purchase_order','610','HAM','status','erp','closed','approved',NULL,NULL,'erp','erp-purchases','erp/out/purchases_1.json',1,NULL,'erp/out/purchases_1.json:1: purchase order 610 is approved, the warehouse received 52 of 50 ordered: 2 open lines in full','close the purchase order','purchase|610','2026-11-20T09:00:00Z','2026-11-20T09:00:00Z',1,1,1,0,NULL,NULL,NULL,2,2,NULL,'',NULL,NULL,NULL);
INSERT INTO exception_book VALUES(14,'RECEIPT_UNKNOWN_PO|purchase_order_line|699\|1|HAM|','resolved','error','RECEIPT_UNKNOWN_PO','purchase_order_line','699|1','HAM',NULL,'wms',NULL,'1',1000000,NULL,'wms','wms-receipts','wms/out/receipts_1.csv',4,NULL,'wms/out/receipts_1.csv:4: purchase order 699 line 1: no system has this order line, received 1','keep the goods in quarantine and find the purchase order they belong to','purchase|699','2026-11-20T09:00:00Z','2026-11-20T09:00:00Z',1,1,1,0,NULL,NULL,NULL,2,2,'2026-11-20T09:00:00Z','',NULL,NULL,NULL);
INSERT INTO exception_book VALUES(15,'ROLLFORWARD_BREAK|stock|HAM\|C3|HAM|wms','open','critical','ROLLFORWARD_BREAK','stock','HAM|C3','HAM','wms','wms','19','17',-2000000,NULL,'wms','wms-stock','wms/out/stock_2.csv',4,NULL,'wms/out/stock_2.csv:4: stock of C3 in HAM: wms had 7 at 2026-11-20T06:00:00Z and moved 12 (receipt R1|2|1 12), so it should have 19 at 2026-11-20T09:00:00Z; it has 17','find the movement that this system did not tell or told twice; resolve it to take the stock as it is','rolled|HAM|C3','2026-11-20T09:00:00Z','2026-11-20T09:00:00Z',1,1,1,0,NULL,NULL,NULL,2,2,NULL,'',NULL,NULL,NULL);
INSERT INTO exception_book VALUES(16,'ROW_INVALID|ack|wms-orders-00000099||','open','error','ROW_INVALID','ack','wms-orders-00000099',NULL,NULL,'wms',NULL,NULL,NULL,NULL,'wms','wms-acks','wms/out/acks_1.ndjson',2,NULL,'wms/out/acks_1.ndjson:2: wms answers wms-orders-00000099, which was never sent to it','find out which sender wms answers','message|wms-orders-00000099','2026-11-20T09:20:00Z','2026-11-20T09:20:00Z',1,1,1,0,NULL,NULL,NULL,3,3,NULL,'',NULL,NULL,NULL);
CREATE TABLE exception_history(
  id INTEGER PRIMARY KEY, exception INTEGER NOT NULL REFERENCES exception_book(id),
  at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, note TEXT) STRICT;
INSERT INTO exception_history VALUES(1,1,'2026-11-20T06:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(2,2,'2026-11-20T06:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(3,3,'2026-11-20T06:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(4,4,'2026-11-20T06:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(5,5,'2026-11-20T06:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(6,6,'2026-11-20T06:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(7,7,'2026-11-20T06:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(8,8,'2026-11-20T06:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(9,9,'2026-11-20T06:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(10,3,'2026-11-20T07:00:00Z','ina','acknowledged','asked the books');
INSERT INTO exception_history VALUES(11,1,'2026-11-20T09:00:00Z','run','closed','no longer seen');
INSERT INTO exception_history VALUES(12,10,'2026-11-20T09:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(13,7,'2026-11-20T09:00:00Z','run','closed','no longer seen');
INSERT INTO exception_history VALUES(14,11,'2026-11-20T09:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(15,12,'2026-11-20T09:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(16,13,'2026-11-20T09:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(17,14,'2026-11-20T09:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(18,15,'2026-11-20T09:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(19,9,'2026-11-20T09:00:00Z','run','closed','no longer seen');
INSERT INTO exception_history VALUES(20,12,'2026-11-20T09:06:00Z','ina','resolved','two more are welcome');
INSERT INTO exception_history VALUES(21,16,'2026-11-20T09:20:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(22,11,'2026-11-20T09:20:00Z','run','closed','no longer seen');
INSERT INTO exception_history VALUES(23,12,'2026-11-20T09:20:00Z','run','reopened',NULL);
INSERT INTO exception_history VALUES(24,14,'2026-11-20T09:24:00Z','ina','resolved','a gift');
INSERT INTO exception_history VALUES(25,8,'2026-11-20T09:25:00Z','ina','acknowledged','counting it');
CREATE TABLE outbox(
  id INTEGER PRIMARY KEY, stream TEXT NOT NULL, system TEXT NOT NULL, seq INTEGER NOT NULL,
  name TEXT NOT NULL, marker TEXT, bytes BLOB, sha256 TEXT NOT NULL,
  records INTEGER NOT NULL, message TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
  created_at TEXT NOT NULL, published_at TEXT, answered_at TEXT, ack_within INTEGER,
  run INTEGER NOT NULL, UNIQUE(stream, seq)) STRICT;
INSERT INTO outbox VALUES(1,'wms-items','wms',1,'wms/in/items_00000001.csv',NULL,X'736b753b6e616d653b7765696768740a42323b426f773b320a43333b436c75623b330a44343b4461676765723b302e340a','a74910b33e430042d349cde1336b81d1b6d2cc444f1fa4b358acb2a4036a580c',3,'wms-items-00000001','published','2026-11-20T06:00:00Z','2026-11-20T06:00:00Z',NULL,NULL,1);
INSERT INTO outbox VALUES(2,'wms-partners','wms',1,'wms/in/partners_00000001.csv',NULL,X'726f6c653b6e6f3b6e616d653b636974790a637573746f6d65723b432d313b4dc3bc6c6c657220262053c3b6686e653b4bc3b66c6e0a637573746f6d65723b432d323b22536d6974683b20536f6e73223b596f726b0a737570706c6965723b532d313b536d697468793b536f6c696e67656e0a','a40478be9a407783c75fe0cc52ae8527699197c4284e031eed15c825b59a18ce',3,'wms-partners-00000001','published','2026-11-20T06:00:00Z','2026-11-20T06:00:00Z',NULL,NULL,1);
INSERT INTO outbox VALUES(3,'wms-orders','wms',1,'wms/in/orders_00000001.csv',NULL,X'6f726465723b6c696e653b637573746f6d65723b77683b736b753b7174790a373030313b313b432d313b4848313b41313b330a373030313b323b432d313b4848313b42323b320a','0cb00acaab480b51063426178717c58e73decbfca17e4f38b13ee6926a10034b',2,'wms-orders-00000001','acknowledged','2026-11-20T06:00:00Z','2026-11-20T06:00:00Z','2026-11-20T09:20:00Z',1800,1);
INSERT INTO outbox VALUES(4,'erp-receipts','erp',1,'erp/in/receipts_00000001.csv',NULL,X'69643b6c696e653b706f3b706f5f6c696e653b77683b736b753b676f6f640a52313b313b3631303b313b30313b41313b34300a52313b323b3631303b323b30313b43333b31320a52323b313b3639393b313b30313b41313b310a','6c462e2032080cdcf80f33e307c529b487b94e1533a32007fd42e1f1698e24e3',3,'erp-receipts-00000001','published','2026-11-20T09:00:00Z','2026-11-20T09:00:00Z',NULL,NULL,2);
INSERT INTO outbox VALUES(5,'erp-shipments','erp',1,'erp/in/shipments_00000001.csv',NULL,X'69643b6c696e653b6f726465723b6f726465725f6c696e653b77683b736b753b7174790a532d3530313b313b373030313b313b30313b41313b330a532d3530313b323b373030313b323b30313b42323b310a','99671e65ea66cdcef844c1968065d0aa384e923135f6fbf6c989142c6d59c7b5',2,'erp-shipments-00000001','published','2026-11-20T09:00:00Z','2026-11-20T09:00:00Z',NULL,NULL,2);
INSERT INTO outbox VALUES(6,'wms-items','wms',2,'wms/in/items_00000002.csv',NULL,X'736b753b6e616d653b7765696768740a41313b48616e64206178653b312e350a','be82f8a8057541338a3be4dc48ec4b2a96b15a159f4d92f4be766e0dc047700c',1,'wms-items-00000002','published','2026-11-20T09:20:00Z','2026-11-20T09:20:00Z',NULL,NULL,3);
INSERT INTO outbox VALUES(7,'wms-orders','wms',2,'wms/in/orders_00000002.csv',NULL,X'6f726465723b6c696e653b637573746f6d65723b77683b736b753b7174790a373030333b313b432d313b4848313b43333b310a','683494f373c5ed05e738cde8081932fef2073155bf9c302bb49018bb82919818',1,'wms-orders-00000002','published','2026-11-20T09:20:00Z','2026-11-20T09:20:00Z',NULL,1800,3);
CREATE TABLE sent(
  stream TEXT NOT NULL, key TEXT NOT NULL, hash INTEGER NOT NULL,
  outbox INTEGER NOT NULL REFERENCES outbox(id), row INTEGER NOT NULL, answer TEXT,
  PRIMARY KEY(stream, key)) STRICT, WITHOUT ROWID;
INSERT INTO sent VALUES('erp-receipts','R1|1|1',-8995111544757640748,4,1,NULL);
INSERT INTO sent VALUES('erp-receipts','R1|2|1',-1612997100704935224,4,2,NULL);
INSERT INTO sent VALUES('erp-receipts','R2|1|1',-4963780312411094827,4,3,NULL);
INSERT INTO sent VALUES('erp-shipments','S-501|1|1',-7666672177083212949,5,1,NULL);
INSERT INTO sent VALUES('erp-shipments','S-501|2|1',1347201645283242063,5,2,NULL);
INSERT INTO sent VALUES('wms-items','A1',-7520929182520455376,6,1,NULL);
INSERT INTO sent VALUES('wms-items','B2',-4552839758432251754,1,1,NULL);
INSERT INTO sent VALUES('wms-items','C3',7382411675395128790,1,2,NULL);
INSERT INTO sent VALUES('wms-items','D4',-9200793014382008471,1,3,NULL);
INSERT INTO sent VALUES('wms-orders','7001|1',1735084710461095950,3,1,'accepted');
INSERT INTO sent VALUES('wms-orders','7001|2',504765737206879544,3,2,'accepted');
INSERT INTO sent VALUES('wms-orders','7003|1',-309681629147164994,7,1,NULL);
INSERT INTO sent VALUES('wms-partners','customer|C-1',-6221601028460699949,2,1,NULL);
INSERT INTO sent VALUES('wms-partners','customer|C-2',5508413154423048574,2,2,NULL);
INSERT INTO sent VALUES('wms-partners','supplier|S-1',3353538059420133997,2,3,NULL);
CREATE TABLE rejection(
  message TEXT NOT NULL, stream TEXT NOT NULL, key TEXT NOT NULL, outbox INTEGER NOT NULL,
  PRIMARY KEY(message, key)) STRICT, WITHOUT ROWID;
CREATE TABLE unechoed(
  stream TEXT NOT NULL, key TEXT NOT NULL, hash INTEGER NOT NULL,
  PRIMARY KEY(stream, key)) STRICT, WITHOUT ROWID;
INSERT INTO unechoed VALUES('wms-items','A1',-2993642593048024731);
INSERT INTO unechoed VALUES('wms-items','B2',-4369558581937662634);
INSERT INTO unechoed VALUES('wms-items','D4',3790010070659521140);
CREATE TABLE resend(
  id INTEGER PRIMARY KEY, outbox INTEGER NOT NULL REFERENCES outbox(id), at TEXT NOT NULL,
  who TEXT NOT NULL, note TEXT, done_at TEXT) STRICT;
CREATE TABLE restore_log(
  epoch INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, backup TEXT NOT NULL,
  replaced TEXT) STRICT;
CREATE TABLE number_skipped(
  stream TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, epoch INTEGER NOT NULL,
  at TEXT NOT NULL, PRIMARY KEY(stream, first)) STRICT, WITHOUT ROWID;
CREATE TABLE sent_before(
  outbox INTEGER NOT NULL REFERENCES outbox(id), row INTEGER NOT NULL, key TEXT NOT NULL,
  PRIMARY KEY(outbox, row)) STRICT, WITHOUT ROWID;
CREATE TABLE due(
  subject TEXT NOT NULL, key TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY(subject, key)) STRICT, WITHOUT ROWID;
INSERT INTO due VALUES('stock','HAM|A1',1795248901000000);
INSERT INTO due VALUES('sales','7001',1795768200000000);
CREATE TABLE kit_bill(
  "order" TEXT NOT NULL, line TEXT NOT NULL, component TEXT NOT NULL, sku TEXT NOT NULL,
  qty_per INTEGER NOT NULL, PRIMARY KEY("order", line, component)) STRICT, WITHOUT ROWID;
CREATE TABLE send_retry(
  stream TEXT NOT NULL, key TEXT NOT NULL, times INTEGER NOT NULL,
  PRIMARY KEY(stream, key)) STRICT, WITHOUT ROWID;
CREATE TABLE first_load(
  feed TEXT PRIMARY KEY, file INTEGER NOT NULL REFERENCES file_ledger(id),
  context TEXT NOT NULL, row_time TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE unit_before(
  system TEXT NOT NULL, sku TEXT NOT NULL, uom TEXT NOT NULL, until INTEGER NOT NULL,
  numerator INTEGER NOT NULL, denominator INTEGER NOT NULL,
  PRIMARY KEY(system, sku, uom, until)) STRICT, WITHOUT ROWID;
CREATE TABLE serial_place(
  sku TEXT NOT NULL, serial TEXT NOT NULL, entity TEXT NOT NULL, system TEXT NOT NULL,
  key TEXT NOT NULL, warehouse TEXT, at INTEGER NOT NULL,
  PRIMARY KEY(sku, serial, entity, system, key)) STRICT, WITHOUT ROWID;
CREATE TABLE stock_moment(
  system TEXT NOT NULL, warehouse TEXT NOT NULL, earliest INTEGER, latest INTEGER NOT NULL,
  last_seq INTEGER, judged_earliest INTEGER, judged_latest INTEGER, judged_seq INTEGER, first_earliest INTEGER, first_latest INTEGER, first_seq INTEGER,
  PRIMARY KEY(system, warehouse)) STRICT, WITHOUT ROWID;
INSERT INTO stock_moment VALUES('erp','HAM',1795154400000000,1795165200000000,NULL,1795154400000000,1795165200000000,NULL,NULL,1795154400000000,NULL);
INSERT INTO stock_moment VALUES('wms','HAM',1795154400000000,1795165200000000,NULL,1795154400000000,1795165200000000,NULL,NULL,1795154400000000,NULL);
CREATE TABLE stock_difference(
  warehouse TEXT NOT NULL, sku TEXT NOT NULL, book_earliest INTEGER, book_latest INTEGER,
  book_seq INTEGER, physical_earliest INTEGER, physical_latest INTEGER, physical_seq INTEGER,
  agreed_at INTEGER, PRIMARY KEY(warehouse, sku)) STRICT, WITHOUT ROWID;
INSERT INTO stock_difference VALUES('HAM','A1',NULL,1795154400000000,NULL,NULL,1795154400000000,NULL,NULL);
CREATE TABLE picked_line(
  warehouse TEXT NOT NULL, sku TEXT NOT NULL, "order" TEXT NOT NULL, line TEXT NOT NULL,
  PRIMARY KEY(warehouse, sku, "order", line)) STRICT, WITHOUT ROWID;
CREATE TABLE stock_roll(
  system TEXT NOT NULL, warehouse TEXT NOT NULL, sku TEXT NOT NULL, earliest INTEGER,
  latest INTEGER NOT NULL, last_seq INTEGER, delta INTEGER NOT NULL, known INTEGER NOT NULL,
  PRIMARY KEY(system, warehouse, sku)) STRICT, WITHOUT ROWID;
INSERT INTO stock_roll VALUES('wms','HAM','A1',NULL,1795154400000000,NULL,37000000,7);
INSERT INTO stock_roll VALUES('wms','HAM','B2',NULL,1795154400000000,NULL,-1000000,7);
INSERT INTO stock_roll VALUES('wms','HAM','C3',NULL,1795154400000000,NULL,10000000,7);
CREATE TABLE stock_leak(
  warehouse TEXT NOT NULL, sku TEXT NOT NULL, level TEXT NOT NULL, counted INTEGER NOT NULL,
  sum INTEGER NOT NULL, times INTEGER NOT NULL, since INTEGER, seen_value INTEGER,
  seen_times INTEGER, seen_since INTEGER, seen_book INTEGER, seen_physical INTEGER,
  PRIMARY KEY(warehouse, sku, level)) STRICT, WITHOUT ROWID;
CREATE TABLE item_record(_system TEXT NOT NULL, "sku" TEXT NOT NULL, "name" TEXT, "status" TEXT, "base_uom" TEXT, "gtin" TEXT, "item_group" TEXT, "lot_tracked" INTEGER, "serial_tracked" INTEGER, "shelf_life_days" INTEGER, "hazmat" INTEGER, "origin_country" TEXT, "is_kit" INTEGER, "unit_cost" INTEGER, "currency" TEXT, "weight_kg" INTEGER, "length_cm" INTEGER, "width_cm" INTEGER, "height_cm" INTEGER, "abc_class" TEXT, "storage_class" TEXT, "supplier" TEXT, "lead_time_days" INTEGER, "min_order_qty" INTEGER, "order_multiple" INTEGER, "safety_stock" INTEGER, "reorder_point" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "sku")) STRICT, WITHOUT ROWID;
INSERT INTO item_record VALUES('erp','A1','Hand axe',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1500000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,316118005353465038,13,2,1,3,NULL);
INSERT INTO item_record VALUES('erp','B2','Bow',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,-5238107295479848484,1,3,1,1,NULL);
INSERT INTO item_record VALUES('erp','C3','Club',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,3000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,-6230480981875321981,1,4,1,1,NULL);
INSERT INTO item_record VALUES('erp','D4','Dagger',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,400000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,8687422711704107552,1,5,1,1,NULL);
INSERT INTO item_record VALUES('wms','A1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1500000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,86962841083371428,2,2,2,1,NULL);
INSERT INTO item_record VALUES('wms','B2',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2500000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,6097063662383929428,2,3,2,1,NULL);
INSERT INTO item_record VALUES('wms','D4',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,400000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,-5331216816072382618,8,4,8,2,NULL);
CREATE TABLE item_unit_record(_system TEXT NOT NULL, "sku" TEXT NOT NULL, "uom" TEXT NOT NULL, "numerator" INTEGER, "denominator" INTEGER, "gtin" TEXT, "pack_level" TEXT, "valid_from" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "sku", "uom")) STRICT, WITHOUT ROWID;
CREATE TABLE kit_component_record(_system TEXT NOT NULL, "kit_sku" TEXT NOT NULL, "component_sku" TEXT NOT NULL, "qty_per" INTEGER, "valid_from" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "kit_sku", "component_sku")) STRICT, WITHOUT ROWID;
CREATE TABLE location_record(_system TEXT NOT NULL, "warehouse" TEXT NOT NULL, "bin" TEXT NOT NULL, "zone" TEXT, "aisle" TEXT, "bay" TEXT, "level" TEXT, "pick_seq" INTEGER, "x" INTEGER, "y" INTEGER, "pickable" INTEGER, "status" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "warehouse", "bin")) STRICT, WITHOUT ROWID;
CREATE TABLE partner_record(_system TEXT NOT NULL, "role" TEXT NOT NULL, "partner" TEXT NOT NULL, "name" TEXT, "address1" TEXT, "address2" TEXT, "city" TEXT, "region" TEXT, "postcode" TEXT, "country" TEXT, "email" TEXT, "phone" TEXT, "vat_id" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "role", "partner")) STRICT, WITHOUT ROWID;
INSERT INTO partner_record VALUES('erp','customer','C-1','Müller & Söhne',NULL,NULL,'Köln',NULL,NULL,'DE',NULL,NULL,NULL,-8474125747993404482,3,2,3,1,NULL);
INSERT INTO partner_record VALUES('erp','customer','C-2','Smith; Sons',NULL,NULL,'York',NULL,NULL,'GB',NULL,NULL,NULL,-1629612283458260137,3,3,3,1,NULL);
INSERT INTO partner_record VALUES('erp','supplier','S-1','Smithy',NULL,NULL,'Solingen',NULL,NULL,'DE',NULL,NULL,NULL,8848908841259012856,3,4,3,1,NULL);
CREATE TABLE price_record(_system TEXT NOT NULL, "sku" TEXT NOT NULL, "price_list" TEXT NOT NULL, "currency" TEXT NOT NULL, "valid_from" TEXT NOT NULL, "price" INTEGER, "valid_to" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "sku", "price_list", "currency", "valid_from")) STRICT, WITHOUT ROWID;
CREATE TABLE sales_order_record(_system TEXT NOT NULL, "order" TEXT NOT NULL, "version" INTEGER, "customer" TEXT, "customer_po" TEXT, "channel" TEXT, "ordered_at" TEXT, "ship_not_before" TEXT, "deliver_by" TEXT, "carrier" TEXT, "service" TEXT, "priority" INTEGER, "ship_complete" INTEGER, "hold_code" TEXT, "cancelled" INTEGER, "currency" TEXT, "warehouse" TEXT, "ship_to_name" TEXT, "ship_to_address1" TEXT, "ship_to_city" TEXT, "ship_to_region" TEXT, "ship_to_postcode" TEXT, "ship_to_country" TEXT, "ship_to_lat" INTEGER, "ship_to_lon" INTEGER, "notes" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "order")) STRICT, WITHOUT ROWID;
INSERT INTO sales_order_record VALUES('erp','7001',1000000,'C-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'HAM',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,-4650253128773305715,4,1,4,1,NULL);
INSERT INTO sales_order_record VALUES('erp','7003',1000000,'C-1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'HAM',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,-4650253128773305715,14,1,14,3,NULL);
CREATE TABLE sales_order_line_record(_system TEXT NOT NULL, "order" TEXT NOT NULL, "line" TEXT NOT NULL, "sku" TEXT, "qty" INTEGER, "uom" TEXT, "unit_price" INTEGER, "cancelled_qty" INTEGER, "allow_substitution" INTEGER, "allow_backorder" INTEGER, "over_pct" INTEGER, "under_pct" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "order", "line")) STRICT, WITHOUT ROWID;
INSERT INTO sales_order_line_record VALUES('erp','7001','1','A1',3000000,NULL,29900000,NULL,NULL,NULL,NULL,NULL,4425235316234805668,4,1,4,1,NULL);
INSERT INTO sales_order_line_record VALUES('erp','7001','2','B2',2000000,NULL,12500000,NULL,NULL,NULL,NULL,NULL,4815988467422550493,4,1,4,1,NULL);
INSERT INTO sales_order_line_record VALUES('erp','7003','1','C3',1000000,NULL,8000000,NULL,NULL,NULL,NULL,NULL,5302737815538575781,14,1,14,3,NULL);
CREATE TABLE order_change_record(_system TEXT NOT NULL, "order" TEXT NOT NULL, "change" TEXT NOT NULL, "kind" TEXT, "line" TEXT, "value" TEXT, "requested_at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "order", "change")) STRICT, WITHOUT ROWID;
CREATE TABLE order_progress_record(_system TEXT NOT NULL, "order" TEXT NOT NULL, "line" TEXT NOT NULL, "event" TEXT NOT NULL, "code" TEXT, "qty" INTEGER, "reason" TEXT, "at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "order", "line", "event")) STRICT, WITHOUT ROWID;
CREATE TABLE purchase_order_record(_system TEXT NOT NULL, "po" TEXT NOT NULL, "version" INTEGER, "supplier" TEXT, "warehouse" TEXT, "status" TEXT, "ordered_at" TEXT, "expected_from" TEXT, "expected_to" TEXT, "closed_at" TEXT, "currency" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "po")) STRICT, WITHOUT ROWID;
INSERT INTO purchase_order_record VALUES('erp','610',NULL,'S-1','HAM','approved',NULL,NULL,NULL,NULL,'EUR',6513388061252006694,5,1,5,1,NULL);
CREATE TABLE purchase_order_line_record(_system TEXT NOT NULL, "po" TEXT NOT NULL, "line" TEXT NOT NULL, "sku" TEXT, "qty" INTEGER, "uom" TEXT, "unit_cost" INTEGER, "over_pct" INTEGER, "under_pct" INTEGER, "closed" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "po", "line")) STRICT, WITHOUT ROWID;
INSERT INTO purchase_order_line_record VALUES('erp','610','1','A1',40000000,NULL,11200000,NULL,NULL,NULL,-7958722073053307092,5,1,5,1,NULL);
INSERT INTO purchase_order_line_record VALUES('erp','610','2','C3',10000000,NULL,9000000,NULL,NULL,NULL,-1410518204956029548,5,1,5,1,NULL);
CREATE TABLE asn_line_record(_system TEXT NOT NULL, "asn" TEXT NOT NULL, "line" TEXT NOT NULL, "po" TEXT, "po_line" TEXT, "sku" TEXT, "qty" INTEGER, "lpn" TEXT, "lot" TEXT, "expires" TEXT, "eta" TEXT, "carrier" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "asn", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE receipt_record(_system TEXT NOT NULL, "receipt" TEXT NOT NULL, "line" TEXT NOT NULL, "version" INTEGER NOT NULL, "po" TEXT, "po_line" TEXT, "asn" TEXT, "warehouse" TEXT, "sku" TEXT, "qty_good" INTEGER, "qty_damaged" INTEGER, "qty_rejected" INTEGER, "lot" TEXT, "expires" TEXT, "received_at" TEXT, "complete" INTEGER, "serials" TEXT, "event_seq" INTEGER, "owner" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "receipt", "line", "version")) STRICT, WITHOUT ROWID;
INSERT INTO receipt_record VALUES('wms','R1','1',1000000,'610','1',NULL,'HAM','A1',40000000,NULL,NULL,NULL,NULL,'2026-11-20T08:10:00Z',NULL,NULL,NULL,NULL,1413576842031320806,9,2,9,2,NULL);
INSERT INTO receipt_record VALUES('wms','R1','2',1000000,'610','2',NULL,'HAM','C3',12000000,NULL,NULL,NULL,NULL,'2026-11-20T08:12:00Z',NULL,NULL,NULL,NULL,7250593233835094411,9,3,9,2,NULL);
INSERT INTO receipt_record VALUES('wms','R2','1',1000000,'699','1',NULL,'HAM','A1',1000000,NULL,NULL,NULL,NULL,'2026-11-20T08:15:00Z',NULL,NULL,NULL,NULL,4340521069658613657,9,4,9,2,NULL);
CREATE TABLE shipment_record(_system TEXT NOT NULL, "shipment" TEXT NOT NULL, "line" TEXT NOT NULL, "version" INTEGER NOT NULL, "order" TEXT, "order_line" TEXT, "warehouse" TEXT, "sku" TEXT, "sku_ordered" TEXT, "qty" INTEGER, "closing" TEXT, "lot" TEXT, "carrier" TEXT, "freight_cost" INTEGER, "currency" TEXT, "shipped_at" TEXT, "serials" TEXT, "event_seq" INTEGER, "owner" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "shipment", "line", "version")) STRICT, WITHOUT ROWID;
INSERT INTO shipment_record VALUES('wms','S-501','1',1000000,'7001','1','HAM','A1',NULL,3000000,'complete',NULL,NULL,NULL,NULL,'2026-11-20T08:30:00Z',NULL,NULL,NULL,-6610026175815429149,10,2,10,2,NULL);
INSERT INTO shipment_record VALUES('wms','S-501','2',1000000,'7001','2','HAM','B2',NULL,1000000,'backorder',NULL,NULL,NULL,NULL,'2026-11-20T08:30:00Z',NULL,NULL,NULL,-3678902320700983232,10,3,10,2,NULL);
CREATE TABLE parcel_record(_system TEXT NOT NULL, "shipment" TEXT NOT NULL, "parcel" TEXT NOT NULL, "tracking" TEXT, "carrier" TEXT, "service" TEXT, "weight_kg" INTEGER, "voided" INTEGER, "labelled_at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "shipment", "parcel")) STRICT, WITHOUT ROWID;
CREATE TABLE stock_record(_system TEXT NOT NULL, "warehouse" TEXT NOT NULL, "sku" TEXT NOT NULL, "stock_status" TEXT NOT NULL, "lot" TEXT NOT NULL, "bin" TEXT NOT NULL, "lpn" TEXT NOT NULL, "owner" TEXT NOT NULL, "on_hand" INTEGER, "allocated" INTEGER, "available" INTEGER, "as_of" TEXT, "last_event_seq" INTEGER, "value" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "warehouse", "sku", "stock_status", "lot", "bin", "lpn", "owner")) STRICT, WITHOUT ROWID;
INSERT INTO stock_record VALUES('erp','HAM','A1','','','','','',47000000,NULL,NULL,NULL,NULL,NULL,7395645215079398335,11,2,6,2,NULL);
INSERT INTO stock_record VALUES('erp','HAM','B2','','','','','',19000000,NULL,NULL,NULL,NULL,NULL,-7353890583692890324,11,3,6,2,NULL);
INSERT INTO stock_record VALUES('erp','HAM','C3','','','','','',17000000,NULL,NULL,NULL,NULL,NULL,262590274267545866,11,4,6,2,NULL);
INSERT INTO stock_record VALUES('wms','HAM','A1','','','','','',46000000,NULL,NULL,NULL,NULL,NULL,76091903012409724,12,2,7,2,NULL);
INSERT INTO stock_record VALUES('wms','HAM','B2','','','','','',19000000,NULL,NULL,NULL,NULL,NULL,-7353890583692890324,12,3,7,2,NULL);
INSERT INTO stock_record VALUES('wms','HAM','C3','','','','','',17000000,NULL,NULL,NULL,NULL,NULL,262590274267545866,12,4,7,2,NULL);
CREATE TABLE adjustment_record(_system TEXT NOT NULL, "adjustment" TEXT NOT NULL, "line" TEXT NOT NULL, "warehouse" TEXT, "sku" TEXT, "delta" INTEGER, "reason" TEXT, "lot" TEXT, "stock_status" TEXT, "reference" TEXT, "adjusted_at" TEXT, "event_seq" INTEGER, "owner" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "adjustment", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE count_record(_system TEXT NOT NULL, "count" TEXT NOT NULL, "warehouse" TEXT NOT NULL, "bin" TEXT NOT NULL, "sku" TEXT NOT NULL, "lot" TEXT NOT NULL, "pass" INTEGER NOT NULL, "counted" INTEGER, "system_before" INTEGER, "counted_at" TEXT, "event_seq" INTEGER, "owner" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "count", "warehouse", "bin", "sku", "lot", "pass")) STRICT, WITHOUT ROWID;
CREATE TABLE status_move_record(_system TEXT NOT NULL, "move" TEXT NOT NULL, "line" TEXT NOT NULL, "warehouse" TEXT, "sku" TEXT, "qty" INTEGER, "from_status" TEXT, "to_status" TEXT, "lot" TEXT, "reason" TEXT, "moved_at" TEXT, "event_seq" INTEGER, "owner" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "move", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE transfer_line_record(_system TEXT NOT NULL, "transfer" TEXT NOT NULL, "line" TEXT NOT NULL, "from_warehouse" TEXT, "to_warehouse" TEXT, "sku" TEXT, "qty" INTEGER, "need_by" TEXT, "cancelled" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "transfer", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE transfer_leg_record(_system TEXT NOT NULL, "transfer" TEXT NOT NULL, "line" TEXT NOT NULL, "leg" TEXT NOT NULL, "number" TEXT NOT NULL, "warehouse" TEXT, "sku" TEXT, "qty" INTEGER, "at" TEXT, "event_seq" INTEGER, "owner" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "transfer", "line", "leg", "number")) STRICT, WITHOUT ROWID;
CREATE TABLE rma_line_record(_system TEXT NOT NULL, "rma" TEXT NOT NULL, "line" TEXT NOT NULL, "order" TEXT, "order_line" TEXT, "customer" TEXT, "sku" TEXT, "qty" INTEGER, "reason" TEXT, "requested_action" TEXT, "expires" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "rma", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE return_receipt_record(_system TEXT NOT NULL, "return" TEXT NOT NULL, "line" TEXT NOT NULL, "version" INTEGER NOT NULL, "rma" TEXT, "rma_line" TEXT, "order" TEXT, "order_line" TEXT, "warehouse" TEXT, "sku" TEXT, "qty" INTEGER, "condition" TEXT, "action" TEXT, "tracking" TEXT, "received_at" TEXT, "serials" TEXT, "event_seq" INTEGER, "owner" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "return", "line", "version")) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_entry_record(_system TEXT NOT NULL, "system" TEXT NOT NULL, "entry" TEXT NOT NULL, "warehouse" TEXT, "sku" TEXT, "qty" INTEGER, "kind" TEXT, "reference_entity" TEXT, "reference" TEXT, "at" TEXT, "owner" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "system", "entry")) STRICT, WITHOUT ROWID;
CREATE TABLE ack_record(_system TEXT NOT NULL, "message" TEXT NOT NULL, "level" TEXT NOT NULL, "result" TEXT, "code" TEXT, "text" TEXT, "at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "message", "level")) STRICT, WITHOUT ROWID;
INSERT INTO ack_record VALUES('wms','wms-orders-00000001','','accepted',NULL,NULL,'2026-11-20T09:12:00Z',-5772066266319726654,15,1,15,3,NULL);
INSERT INTO ack_record VALUES('wms','wms-orders-00000099','','rejected','E17','what order?','2026-11-20T09:15:00Z',-2774801978722210650,15,2,15,3,NULL);
CREATE TABLE order_route_record(_system TEXT NOT NULL, "order" TEXT NOT NULL, "line" TEXT NOT NULL, "sku" TEXT NOT NULL, "warehouse" TEXT NOT NULL, "qty" INTEGER, "qty_open" INTEGER, "status" TEXT, "rule" TEXT, "optimal" INTEGER, "distance_km" INTEGER, "cost" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "order", "line", "sku", "warehouse")) STRICT, WITHOUT ROWID;
CREATE TABLE pick_list_record(_system TEXT NOT NULL, "pick_list" TEXT NOT NULL, "stop" INTEGER NOT NULL, "part" TEXT NOT NULL, "warehouse" TEXT, "wave" TEXT, "order" TEXT, "order_line" TEXT, "bin" TEXT, "pick_seq" INTEGER, "sku" TEXT, "lot" TEXT, "qty" INTEGER, "uom" TEXT, "name" TEXT, "tote" INTEGER, "fallback_bin" TEXT, "walk_m" INTEGER, "walk_saved_m" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "pick_list", "stop", "part")) STRICT, WITHOUT ROWID;
CREATE TABLE packing_instruction_record(_system TEXT NOT NULL, "order" TEXT NOT NULL, "carton" TEXT NOT NULL, "line" TEXT NOT NULL, "sku" TEXT, "qty" INTEGER, "carton_type" TEXT, "notes" TEXT, "warehouse" TEXT, "hazmat" INTEGER, "weight_kg" INTEGER, "cartons_bound" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "order", "carton", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE order_status_record(_system TEXT NOT NULL, "order" TEXT NOT NULL, "line" TEXT NOT NULL, "status" TEXT, "qty_shipped" INTEGER, "qty_open" INTEGER, "tracking" TEXT, "since" TEXT, "delayed" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "order", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE customer_notice_record(_system TEXT NOT NULL, "notice" TEXT NOT NULL, "order" TEXT, "shipment" TEXT, "kind" TEXT, "tracking" TEXT, "carrier" TEXT, "tracking_url" TEXT, "qty" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "notice")) STRICT, WITHOUT ROWID;
CREATE TABLE channel_availability_record(_system TEXT NOT NULL, "channel" TEXT NOT NULL, "sku" TEXT NOT NULL, "qty" INTEGER, "as_of" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "channel", "sku")) STRICT, WITHOUT ROWID;
CREATE TABLE invoice_trigger_record(_system TEXT NOT NULL, "order" TEXT NOT NULL, "shipment" TEXT NOT NULL, "version" INTEGER NOT NULL, "line" TEXT NOT NULL, "sku" TEXT, "qty" INTEGER, "unit_price" INTEGER, "amount" INTEGER, "currency" TEXT, "shipped_at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "order", "shipment", "version", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE credit_trigger_record(_system TEXT NOT NULL, "return" TEXT NOT NULL, "line" TEXT NOT NULL, "rma" TEXT, "order" TEXT, "sku" TEXT, "qty" INTEGER, "amount" INTEGER, "currency" TEXT, "reason" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "return", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE journal_record(_system TEXT NOT NULL, "journal" TEXT NOT NULL, "line" TEXT NOT NULL, "posting_date" TEXT, "event_date" TEXT, "account" TEXT, "debit" INTEGER, "credit" INTEGER, "currency" TEXT, "warehouse" TEXT, "sku" TEXT, "qty" INTEGER, "reference_entity" TEXT, "reference" TEXT, "late" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "journal", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE stock_correction_record(_system TEXT NOT NULL, "correction" TEXT NOT NULL, "warehouse" TEXT, "sku" TEXT, "stock_status" TEXT, "lot" TEXT, "delta" INTEGER, "reason" TEXT, "approved_by" TEXT, "approved_at" TEXT, "owner" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "correction")) STRICT, WITHOUT ROWID;
CREATE TABLE purchase_proposal_record(_system TEXT NOT NULL, "warehouse" TEXT NOT NULL, "sku" TEXT NOT NULL, "from_warehouse" TEXT NOT NULL, "qty" INTEGER, "uom" TEXT, "supplier" TEXT, "needed_by" TEXT, "reorder_point" INTEGER, "safety_stock" INTEGER, "projected" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "warehouse", "sku", "from_warehouse")) STRICT, WITHOUT ROWID;
CREATE TABLE field_correction_record(_system TEXT NOT NULL, "entity" TEXT NOT NULL, "key" TEXT NOT NULL, "field" TEXT NOT NULL, "owner_value" TEXT, "found_value" TEXT, "rule" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "entity", "key", "field")) STRICT, WITHOUT ROWID;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('exception_book',16);
CREATE INDEX file_ledger_name ON file_ledger(feed, name);
CREATE INDEX file_ledger_content ON file_ledger(feed, sha256);
CREATE INDEX file_ledger_sequence ON file_ledger(feed, seq) WHERE seq IS NOT NULL;
CREATE INDEX file_ledger_after ON file_ledger(after) WHERE after = 'pending';
CREATE INDEX held_row_feed ON held_row(feed, file);
CREATE INDEX held_row_fingerprint ON held_row(fingerprint);
CREATE INDEX held_row_reference ON held_row(reference_entity, reference_key)
  WHERE reference_key IS NOT NULL;
CREATE INDEX held_row_key ON held_row(feed, key) WHERE key IS NOT NULL;
CREATE INDEX decision_log_subject ON decision_log(entity, key, field, other);
CREATE INDEX exception_book_open ON exception_book(subject)
  WHERE state NOT IN ('resolved');
CREATE INDEX exception_history_exception ON exception_history(exception);
CREATE INDEX outbox_state ON outbox(state) WHERE state IN ('pending', 'staged');
CREATE INDEX sent_outbox ON sent(outbox, row);
CREATE INDEX resend_outbox ON resend(outbox);
CREATE INDEX exception_book_tally ON exception_book(code, severity, state)
  WHERE state NOT IN ('resolved');
CREATE INDEX exception_book_waiting ON exception_book(state, survived, needed)
  WHERE state IN ('ignored', 'watch');
CREATE INDEX due_at ON due(at);
CREATE INDEX unit_before_until ON unit_before(until);
CREATE INDEX serial_place_event ON serial_place(entity, system, key);
CREATE VIEW files AS
  SELECT id, feed, system, name, size, sha256, seq, state, reason, rows, skipped, new,
    changed_rows AS changed, unchanged, held, vanished, first_key, last_key, after, run,
    taken_at
  FROM file_ledger;
CREATE VIEW watermarks AS
  SELECT s.feed, s.state, s.last_name AS file, s.last_seq AS seq, f.sha256, f.rows,
    f.first_key, f.last_key, s.row_time, f.taken_at
  FROM feed_state s LEFT JOIN file_ledger f ON f.id = s.last_file;
CREATE VIEW truth_rules AS
  SELECT s.id AS rule_set, s.hash, s.at, r.position, r.field, r.warehouse, r.key, r.owner,
    r.fallback, r.on_drift, r.source
  FROM rule r JOIN rule_set s ON s.id = r.rule_set;
CREATE VIEW decisions AS
  SELECT id, run, at, entity, key, field, decision, owner, owner_value, other, other_value,
    rule_set, rule
  FROM decision_log;
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
CREATE VIEW outbound AS
  SELECT stream, system, seq, name, records, message, state, sha256, created_at,
    published_at, answered_at, run
  FROM outbox;
CREATE VIEW runs AS
  SELECT id, command, started_at, finished_at, exit, rule_set, summary FROM run_log;
CREATE INDEX like_item_key ON item_record(ltrim(lower(replace(sku, ' ', '')), '0'));
CREATE INDEX like_item_barcode ON item_record(ltrim(gtin, '0'));
CREATE VIEW "item" AS
SELECT _system AS system,nullif("sku",'')AS"sku","name","status","base_uom","gtin","item_group","lot_tracked","serial_tracked",iif("shelf_life_days"%1000000,"shelf_life_days"/1e6,"shelf_life_days"/1000000)AS"shelf_life_days","hazmat","origin_country","is_kit",iif("unit_cost"%1000000,"unit_cost"/1e6,"unit_cost"/1000000)AS"unit_cost","currency",iif("weight_kg"%1000000,"weight_kg"/1e6,"weight_kg"/1000000)AS"weight_kg",iif("length_cm"%1000000,"length_cm"/1e6,"length_cm"/1000000)AS"length_cm",iif("width_cm"%1000000,"width_cm"/1e6,"width_cm"/1000000)AS"width_cm",iif("height_cm"%1000000,"height_cm"/1e6,"height_cm"/1000000)AS"height_cm","abc_class","storage_class","supplier",iif("lead_time_days"%1000000,"lead_time_days"/1e6,"lead_time_days"/1000000)AS"lead_time_days",iif("min_order_qty"%1000000,"min_order_qty"/1e6,"min_order_qty"/1000000)AS"min_order_qty",iif("order_multiple"%1000000,"order_multiple"/1e6,"order_multiple"/1000000)AS"order_multiple",iif("safety_stock"%1000000,"safety_stock"/1e6,"safety_stock"/1000000)AS"safety_stock",iif("reorder_point"%1000000,"reorder_point"/1e6,"reorder_point"/1000000)AS"reorder_point",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM item_record WHERE _vanished_at IS NULL;
CREATE INDEX like_unit_barcode ON item_unit_record(ltrim(gtin, '0'));
CREATE VIEW "item_unit" AS
SELECT _system AS system,nullif("sku",'')AS"sku",nullif("uom",'')AS"uom",iif("numerator"%1000000,"numerator"/1e6,"numerator"/1000000)AS"numerator",iif("denominator"%1000000,"denominator"/1e6,"denominator"/1000000)AS"denominator","gtin","pack_level","valid_from",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM item_unit_record WHERE _vanished_at IS NULL;
CREATE VIEW "kit_component" AS
SELECT _system AS system,nullif("kit_sku",'')AS"kit_sku",nullif("component_sku",'')AS"component_sku",iif("qty_per"%1000000,"qty_per"/1e6,"qty_per"/1000000)AS"qty_per","valid_from",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM kit_component_record WHERE _vanished_at IS NULL;
CREATE VIEW "location" AS
SELECT _system AS system,nullif("warehouse",'')AS"warehouse",nullif("bin",'')AS"bin","zone","aisle","bay","level",iif("pick_seq"%1000000,"pick_seq"/1e6,"pick_seq"/1000000)AS"pick_seq",iif("x"%1000000,"x"/1e6,"x"/1000000)AS"x",iif("y"%1000000,"y"/1e6,"y"/1000000)AS"y","pickable","status",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM location_record WHERE _vanished_at IS NULL;
CREATE INDEX like_partner_key ON partner_record(role || ':' || ltrim(lower(replace(partner, ' ', '')), '0'));
CREATE INDEX like_partner_mail ON partner_record(role || ':' || lower(nullif(trim(email), '')));
CREATE INDEX like_partner_tax_number ON partner_record(role || ':' || upper(nullif(replace(replace(replace(vat_id, ' ', ''), '.', ''), '-', ''), '')));
CREATE INDEX like_partner_address ON partner_record(role || ':' || lower(replace(replace(replace(nullif(trim(name), ''), ' ', ''), '.', ''), ',', '')) || '|' || upper(replace(nullif(trim(postcode), ''), ' ', '')));
CREATE VIEW "partner" AS
SELECT _system AS system,nullif("role",'')AS"role",nullif("partner",'')AS"partner","name","address1","address2","city","region","postcode","country","email","phone","vat_id",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM partner_record WHERE _vanished_at IS NULL;
CREATE VIEW "price" AS
SELECT _system AS system,nullif("sku",'')AS"sku",nullif("price_list",'')AS"price_list",nullif("currency",'')AS"currency",nullif("valid_from",'')AS"valid_from",iif("price"%1000000,"price"/1e6,"price"/1000000)AS"price","valid_to",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM price_record WHERE _vanished_at IS NULL;
CREATE INDEX sales_order_record_customer_customer_po ON sales_order_record("customer", "customer_po");
CREATE VIEW "sales_order" AS
SELECT _system AS system,nullif("order",'')AS"order",iif("version"%1000000,"version"/1e6,"version"/1000000)AS"version","customer","customer_po","channel","ordered_at","ship_not_before","deliver_by","carrier","service",iif("priority"%1000000,"priority"/1e6,"priority"/1000000)AS"priority","ship_complete","hold_code","cancelled","currency","warehouse","ship_to_name","ship_to_address1","ship_to_city","ship_to_region","ship_to_postcode","ship_to_country",iif("ship_to_lat"%1000000,"ship_to_lat"/1e6,"ship_to_lat"/1000000)AS"ship_to_lat",iif("ship_to_lon"%1000000,"ship_to_lon"/1e6,"ship_to_lon"/1000000)AS"ship_to_lon","notes",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM sales_order_record WHERE _vanished_at IS NULL;
CREATE VIEW "sales_order_line" AS
SELECT _system AS system,nullif("order",'')AS"order",nullif("line",'')AS"line","sku",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","uom",iif("unit_price"%1000000,"unit_price"/1e6,"unit_price"/1000000)AS"unit_price",iif("cancelled_qty"%1000000,"cancelled_qty"/1e6,"cancelled_qty"/1000000)AS"cancelled_qty","allow_substitution","allow_backorder",iif("over_pct"%1000000,"over_pct"/1e6,"over_pct"/1000000)AS"over_pct",iif("under_pct"%1000000,"under_pct"/1e6,"under_pct"/1000000)AS"under_pct",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM sales_order_line_record WHERE _vanished_at IS NULL;
CREATE VIEW "order_change" AS
SELECT _system AS system,nullif("order",'')AS"order",nullif("change",'')AS"change","kind","line","value","requested_at",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM order_change_record WHERE _vanished_at IS NULL;
CREATE VIEW "order_progress" AS
SELECT _system AS system,nullif("order",'')AS"order",nullif("line",'')AS"line",nullif("event",'')AS"event","code",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","reason","at",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM order_progress_record WHERE _vanished_at IS NULL;
CREATE VIEW "purchase_order" AS
SELECT _system AS system,nullif("po",'')AS"po",iif("version"%1000000,"version"/1e6,"version"/1000000)AS"version","supplier","warehouse","status","ordered_at","expected_from","expected_to","closed_at","currency",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM purchase_order_record WHERE _vanished_at IS NULL;
CREATE VIEW "purchase_order_line" AS
SELECT _system AS system,nullif("po",'')AS"po",nullif("line",'')AS"line","sku",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","uom",iif("unit_cost"%1000000,"unit_cost"/1e6,"unit_cost"/1000000)AS"unit_cost",iif("over_pct"%1000000,"over_pct"/1e6,"over_pct"/1000000)AS"over_pct",iif("under_pct"%1000000,"under_pct"/1e6,"under_pct"/1000000)AS"under_pct","closed",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM purchase_order_line_record WHERE _vanished_at IS NULL;
CREATE INDEX asn_line_record_po_po_line ON asn_line_record("po", "po_line");
CREATE INDEX asn_line_record_sku_lot ON asn_line_record("sku", "lot");
CREATE VIEW "asn_line" AS
SELECT _system AS system,nullif("asn",'')AS"asn",nullif("line",'')AS"line","po","po_line","sku",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","lpn","lot","expires","eta","carrier",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM asn_line_record WHERE _vanished_at IS NULL;
CREATE INDEX receipt_record_po_po_line ON receipt_record("po", "po_line");
CREATE INDEX receipt_record_sku_lot ON receipt_record("sku", "lot");
CREATE INDEX receipt_record_asn ON receipt_record("asn");
CREATE VIEW "receipt" AS
SELECT _system AS system,nullif("receipt",'')AS"receipt",nullif("line",'')AS"line",iif("version"%1000000,"version"/1e6,"version"/1000000)AS"version","po","po_line","asn","warehouse","sku",iif("qty_good"%1000000,"qty_good"/1e6,"qty_good"/1000000)AS"qty_good",iif("qty_damaged"%1000000,"qty_damaged"/1e6,"qty_damaged"/1000000)AS"qty_damaged",iif("qty_rejected"%1000000,"qty_rejected"/1e6,"qty_rejected"/1000000)AS"qty_rejected","lot","expires","received_at","complete","serials",iif("event_seq"%1000000,"event_seq"/1e6,"event_seq"/1000000)AS"event_seq","owner",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM receipt_record WHERE _vanished_at IS NULL;
CREATE INDEX shipment_record_order_order_line ON shipment_record("order", "order_line");
CREATE VIEW "shipment" AS
SELECT _system AS system,nullif("shipment",'')AS"shipment",nullif("line",'')AS"line",iif("version"%1000000,"version"/1e6,"version"/1000000)AS"version","order","order_line","warehouse","sku","sku_ordered",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","closing","lot","carrier",iif("freight_cost"%1000000,"freight_cost"/1e6,"freight_cost"/1000000)AS"freight_cost","currency","shipped_at","serials",iif("event_seq"%1000000,"event_seq"/1e6,"event_seq"/1000000)AS"event_seq","owner",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM shipment_record WHERE _vanished_at IS NULL;
CREATE INDEX parcel_record_tracking ON parcel_record("tracking");
CREATE VIEW "parcel" AS
SELECT _system AS system,nullif("shipment",'')AS"shipment",nullif("parcel",'')AS"parcel","tracking","carrier","service",iif("weight_kg"%1000000,"weight_kg"/1e6,"weight_kg"/1000000)AS"weight_kg","voided","labelled_at",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM parcel_record WHERE _vanished_at IS NULL;
CREATE VIEW "stock" AS
SELECT _system AS system,nullif("warehouse",'')AS"warehouse",nullif("sku",'')AS"sku",nullif("stock_status",'')AS"stock_status",nullif("lot",'')AS"lot",nullif("bin",'')AS"bin",nullif("lpn",'')AS"lpn",nullif("owner",'')AS"owner",iif("on_hand"%1000000,"on_hand"/1e6,"on_hand"/1000000)AS"on_hand",iif("allocated"%1000000,"allocated"/1e6,"allocated"/1000000)AS"allocated",iif("available"%1000000,"available"/1e6,"available"/1000000)AS"available","as_of",iif("last_event_seq"%1000000,"last_event_seq"/1e6,"last_event_seq"/1000000)AS"last_event_seq",iif("value"%1000000,"value"/1e6,"value"/1000000)AS"value",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM stock_record WHERE _vanished_at IS NULL;
CREATE INDEX adjustment_record_reference ON adjustment_record("reference");
CREATE VIEW "adjustment" AS
SELECT _system AS system,nullif("adjustment",'')AS"adjustment",nullif("line",'')AS"line","warehouse","sku",iif("delta"%1000000,"delta"/1e6,"delta"/1000000)AS"delta","reason","lot","stock_status","reference","adjusted_at",iif("event_seq"%1000000,"event_seq"/1e6,"event_seq"/1000000)AS"event_seq","owner",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM adjustment_record WHERE _vanished_at IS NULL;
CREATE VIEW "count" AS
SELECT _system AS system,nullif("count",'')AS"count",nullif("warehouse",'')AS"warehouse",nullif("bin",'')AS"bin",nullif("sku",'')AS"sku",nullif("lot",'')AS"lot",iif("pass"%1000000,"pass"/1e6,"pass"/1000000)AS"pass",iif("counted"%1000000,"counted"/1e6,"counted"/1000000)AS"counted",iif("system_before"%1000000,"system_before"/1e6,"system_before"/1000000)AS"system_before","counted_at",iif("event_seq"%1000000,"event_seq"/1e6,"event_seq"/1000000)AS"event_seq","owner",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM count_record WHERE _vanished_at IS NULL;
CREATE VIEW "status_move" AS
SELECT _system AS system,nullif("move",'')AS"move",nullif("line",'')AS"line","warehouse","sku",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","from_status","to_status","lot","reason","moved_at",iif("event_seq"%1000000,"event_seq"/1e6,"event_seq"/1000000)AS"event_seq","owner",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM status_move_record WHERE _vanished_at IS NULL;
CREATE VIEW "transfer_line" AS
SELECT _system AS system,nullif("transfer",'')AS"transfer",nullif("line",'')AS"line","from_warehouse","to_warehouse","sku",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","need_by","cancelled",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM transfer_line_record WHERE _vanished_at IS NULL;
CREATE VIEW "transfer_leg" AS
SELECT _system AS system,nullif("transfer",'')AS"transfer",nullif("line",'')AS"line",nullif("leg",'')AS"leg",nullif("number",'')AS"number","warehouse","sku",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","at",iif("event_seq"%1000000,"event_seq"/1e6,"event_seq"/1000000)AS"event_seq","owner",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM transfer_leg_record WHERE _vanished_at IS NULL;
CREATE INDEX rma_line_record_order_order_line ON rma_line_record("order", "order_line");
CREATE VIEW "rma_line" AS
SELECT _system AS system,nullif("rma",'')AS"rma",nullif("line",'')AS"line","order","order_line","customer","sku",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","reason","requested_action","expires",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM rma_line_record WHERE _vanished_at IS NULL;
CREATE INDEX return_receipt_record_order_order_line ON return_receipt_record("order", "order_line");
CREATE INDEX return_receipt_record_rma_rma_line ON return_receipt_record("rma", "rma_line");
CREATE INDEX return_receipt_record_tracking ON return_receipt_record("tracking");
CREATE VIEW "return_receipt" AS
SELECT _system AS system,nullif("return",'')AS"return",nullif("line",'')AS"line",iif("version"%1000000,"version"/1e6,"version"/1000000)AS"version","rma","rma_line","order","order_line","warehouse","sku",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","condition","action","tracking","received_at","serials",iif("event_seq"%1000000,"event_seq"/1e6,"event_seq"/1000000)AS"event_seq","owner",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM return_receipt_record WHERE _vanished_at IS NULL;
CREATE VIEW "ledger_entry" AS
SELECT _system AS source_system,nullif("system",'')AS"system",nullif("entry",'')AS"entry","warehouse","sku",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","kind","reference_entity","reference","at","owner",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM ledger_entry_record WHERE _vanished_at IS NULL;
CREATE VIEW "ack" AS
SELECT _system AS system,nullif("message",'')AS"message",nullif("level",'')AS"level","result","code","text","at",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM ack_record WHERE _vanished_at IS NULL;
CREATE VIEW "order_route" AS
SELECT _system AS system,nullif("order",'')AS"order",nullif("line",'')AS"line",nullif("sku",'')AS"sku",nullif("warehouse",'')AS"warehouse",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty",iif("qty_open"%1000000,"qty_open"/1e6,"qty_open"/1000000)AS"qty_open","status","rule","optimal",iif("distance_km"%1000000,"distance_km"/1e6,"distance_km"/1000000)AS"distance_km",iif("cost"%1000000,"cost"/1e6,"cost"/1000000)AS"cost",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM order_route_record WHERE _vanished_at IS NULL;
CREATE VIEW "pick_list" AS
SELECT _system AS system,nullif("pick_list",'')AS"pick_list",iif("stop"%1000000,"stop"/1e6,"stop"/1000000)AS"stop",nullif("part",'')AS"part","warehouse","wave","order","order_line","bin",iif("pick_seq"%1000000,"pick_seq"/1e6,"pick_seq"/1000000)AS"pick_seq","sku","lot",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","uom","name",iif("tote"%1000000,"tote"/1e6,"tote"/1000000)AS"tote","fallback_bin",iif("walk_m"%1000000,"walk_m"/1e6,"walk_m"/1000000)AS"walk_m",iif("walk_saved_m"%1000000,"walk_saved_m"/1e6,"walk_saved_m"/1000000)AS"walk_saved_m",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM pick_list_record WHERE _vanished_at IS NULL;
CREATE VIEW "packing_instruction" AS
SELECT _system AS system,nullif("order",'')AS"order",nullif("carton",'')AS"carton",nullif("line",'')AS"line","sku",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","carton_type","notes","warehouse","hazmat",iif("weight_kg"%1000000,"weight_kg"/1e6,"weight_kg"/1000000)AS"weight_kg",iif("cartons_bound"%1000000,"cartons_bound"/1e6,"cartons_bound"/1000000)AS"cartons_bound",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM packing_instruction_record WHERE _vanished_at IS NULL;
CREATE VIEW "order_status" AS
SELECT _system AS system,nullif("order",'')AS"order",nullif("line",'')AS"line","status",iif("qty_shipped"%1000000,"qty_shipped"/1e6,"qty_shipped"/1000000)AS"qty_shipped",iif("qty_open"%1000000,"qty_open"/1e6,"qty_open"/1000000)AS"qty_open","tracking","since","delayed",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM order_status_record WHERE _vanished_at IS NULL;
CREATE VIEW "customer_notice" AS
SELECT _system AS system,nullif("notice",'')AS"notice","order","shipment","kind","tracking","carrier","tracking_url",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM customer_notice_record WHERE _vanished_at IS NULL;
CREATE VIEW "channel_availability" AS
SELECT _system AS system,nullif("channel",'')AS"channel",nullif("sku",'')AS"sku",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","as_of",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM channel_availability_record WHERE _vanished_at IS NULL;
CREATE VIEW "invoice_trigger" AS
SELECT _system AS system,nullif("order",'')AS"order",nullif("shipment",'')AS"shipment",iif("version"%1000000,"version"/1e6,"version"/1000000)AS"version",nullif("line",'')AS"line","sku",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty",iif("unit_price"%1000000,"unit_price"/1e6,"unit_price"/1000000)AS"unit_price",iif("amount"%1000000,"amount"/1e6,"amount"/1000000)AS"amount","currency","shipped_at",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM invoice_trigger_record WHERE _vanished_at IS NULL;
CREATE VIEW "credit_trigger" AS
SELECT _system AS system,nullif("return",'')AS"return",nullif("line",'')AS"line","rma","order","sku",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty",iif("amount"%1000000,"amount"/1e6,"amount"/1000000)AS"amount","currency","reason",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM credit_trigger_record WHERE _vanished_at IS NULL;
CREATE VIEW "journal" AS
SELECT _system AS system,nullif("journal",'')AS"journal",nullif("line",'')AS"line","posting_date","event_date","account",iif("debit"%1000000,"debit"/1e6,"debit"/1000000)AS"debit",iif("credit"%1000000,"credit"/1e6,"credit"/1000000)AS"credit","currency","warehouse","sku",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","reference_entity","reference","late",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS file_line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM journal_record WHERE _vanished_at IS NULL;
CREATE VIEW "stock_correction" AS
SELECT _system AS system,nullif("correction",'')AS"correction","warehouse","sku","stock_status","lot",iif("delta"%1000000,"delta"/1e6,"delta"/1000000)AS"delta","reason","approved_by","approved_at","owner",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM stock_correction_record WHERE _vanished_at IS NULL;
CREATE VIEW "purchase_proposal" AS
SELECT _system AS system,nullif("warehouse",'')AS"warehouse",nullif("sku",'')AS"sku",nullif("from_warehouse",'')AS"from_warehouse",iif("qty"%1000000,"qty"/1e6,"qty"/1000000)AS"qty","uom","supplier","needed_by",iif("reorder_point"%1000000,"reorder_point"/1e6,"reorder_point"/1000000)AS"reorder_point",iif("safety_stock"%1000000,"safety_stock"/1e6,"safety_stock"/1000000)AS"safety_stock",iif("projected"%1000000,"projected"/1e6,"projected"/1000000)AS"projected",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM purchase_proposal_record WHERE _vanished_at IS NULL;
CREATE VIEW "field_correction" AS
SELECT _system AS system,nullif("entity",'')AS"entity",nullif("key",'')AS"key",nullif("field",'')AS"field","owner_value","found_value","rule",
(SELECT feed FROM file_ledger WHERE id=_file)AS feed,
(SELECT name FROM file_ledger WHERE id=_file)AS file,_line AS line,
(SELECT taken_at FROM file_ledger WHERE id=_first_file)AS first_seen,
(SELECT coalesce(s.last_full_at,f.taken_at)FROM file_ledger f
LEFT JOIN feed_state s USING(feed)WHERE f.id=_file)AS last_seen,_run AS run
FROM field_correction_record WHERE _vanished_at IS NULL;
CREATE INDEX receipt_record_warehouse_sku ON receipt_record("warehouse", "sku");
CREATE INDEX shipment_record_warehouse_sku ON shipment_record("warehouse", "sku");
COMMIT;
PRAGMA application_id=1464685401;
PRAGMA user_version=11;
