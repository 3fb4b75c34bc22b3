PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('catalogue','4424987167680080457');
INSERT INTO setting VALUES('identity','159539e8df1566cf9eb17fbc2c59c4ad');
INSERT INTO setting VALUES('reconciled','4');
INSERT INTO setting VALUES('reported','2026-11-20 7 ["/srv/shop/report/exceptions.csv", "/srv/shop/report/exceptions.json"]');
CREATE TABLE run_log(
  id INTEGER PRIMARY KEY, command TEXT NOT NULL, started_at TEXT NOT NULL,
  finished_at TEXT, exit INTEGER, rule_set INTEGER, summary TEXT) STRICT;
INSERT INTO run_log VALUES(1,'run','2026-11-20T06:00:00Z','2026-11-20T06:00:00Z',0,1,'{"schema":"wmsync.run/1","run":{"id":1,"exit":0},"feeds":[{"feed":"erp-items","files":1,"rows":2,"skipped":0,"new":2,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"ok"},{"feed":"wms-items","files":1,"rows":2,"skipped":0,"new":2,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"ok"},{"feed":"erp-stock","files":1,"rows":3,"skipped":0,"new":2,"changed":0,"unchanged":0,"vanished":0,"held":1,"state":"ok"},{"feed":"wms-stock","files":1,"rows":2,"skipped":0,"new":2,"changed":0,"unchanged":0,"vanished":0,"held":0,"state":"ok"}],"exceptions":{"opened":3,"closed":0,"open":3,"by_code":{"OWNER_VIOLATION":1,"SKU_UNKNOWN":1,"STOCK_UNEXPLAINED":1}},"outbound":[{"stream":"wms-items","files":1,"records":1}]}');
CREATE TABLE file_ledger(
  id INTEGER PRIMARY KEY, feed TEXT NOT NULL, system TEXT NOT NULL, name TEXT NOT NULL,
  size INTEGER NOT NULL, modified INTEGER NOT NULL, changed INTEGER NOT NULL,
  inode INTEGER NOT NULL, sha256 TEXT NOT NULL, seq INTEGER, state TEXT NOT NULL,
  reason TEXT, rows INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0,
  new INTEGER NOT NULL DEFAULT 0, changed_rows INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0,
  vanished INTEGER NOT NULL DEFAULT 0, first_key TEXT, last_key TEXT, header TEXT,
  after TEXT NOT NULL DEFAULT 'kept', run INTEGER NOT NULL, taken_at TEXT NOT NULL) STRICT;
INSERT INTO file_ledger VALUES(1,'erp-items','erp','erp/out/items_1.csv',36,1795426497831924846,1795426497831924846,1271009,'f00c2c2985e29d246a277226ef397816cd848867e0a167b520817b7228070266',NULL,'accepted',NULL,2,0,2,0,0,0,0,'A1','B2','skunameweight','done',1,'2026-11-20T06:00:00Z');
INSERT INTO file_ledger VALUES(2,'wms-items','wms','wms/out/items_1.csv',25,1795426497831924846,1795426497831924846,1271010,'65c7ebc8a999daa647fb381c2822ca18b7d0f785b4fe403f9818dbb73eb0e0d5',NULL,'accepted',NULL,2,0,2,0,0,0,0,'A1','B2','skuweight','done',1,'2026-11-20T06:00:00Z');
INSERT INTO file_ledger VALUES(3,'erp-stock','erp','erp/out/stock_1.csv',37,1795426497831924846,1795426497831924846,1271011,'c9b9e240c966d5e9ae6a94f551c9acc27e8a44563b6b36d1fed02b23507b7a83',NULL,'accepted',NULL,3,0,2,0,0,1,0,'HAM|A1||||','HAM|B2||||','whskuqty','done',1,'2026-11-20T06:00:00Z');
INSERT INTO file_ledger VALUES(4,'wms-stock','wms','wms/out/stock_1.csv',30,1795426497831924846,1795426497831924846,1271012,'b97ed6fbc7fbb343a7d06427a26e3b8088b3bdab98aa47674bf88b6ded307704',NULL,'accepted',NULL,2,0,2,0,0,0,0,'HAM|A1||||','HAM|B2||||','whskuqty','done',1,'2026-11-20T06:00:00Z');
CREATE TABLE sighting(
  feed TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT NULL,
  changed INTEGER NOT NULL, inode INTEGER NOT NULL, since TEXT NOT NULL,
  PRIMARY KEY(feed, name)) STRICT, WITHOUT ROWID;
CREATE TABLE feed_state(
  feed TEXT PRIMARY KEY, last_file INTEGER, last_name TEXT, last_seq INTEGER,
  last_full_at TEXT, rows INTEGER NOT NULL DEFAULT 0, header TEXT, context TEXT,
  row_time TEXT, gap_since TEXT, expected_since TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'idle') STRICT, WITHOUT ROWID;
INSERT INTO feed_state VALUES('erp-items',1,'erp/out/items_1.csv',NULL,'2026-11-20T06:00:00Z',2,'skunameweight','b53736606e1cb9029df3273cb7c872da2dc9a2cba8514e0705a7fc4954453943',NULL,NULL,'2026-11-20T06:00:00Z','ok');
INSERT INTO feed_state VALUES('erp-stock',3,'erp/out/stock_1.csv',NULL,'2026-11-20T06:00:00Z',2,'whskuqty','b53736606e1cb9029df3273cb7c872da2dc9a2cba8514e0705a7fc4954453943',NULL,NULL,'2026-11-20T06:00:00Z','ok');
INSERT INTO feed_state VALUES('wms-items',2,'wms/out/items_1.csv',NULL,'2026-11-20T06:00:00Z',2,'skuweight','b53736606e1cb9029df3273cb7c872da2dc9a2cba8514e0705a7fc4954453943',NULL,NULL,'2026-11-20T06:00:00Z','ok');
INSERT INTO feed_state VALUES('wms-stock',4,'wms/out/stock_1.csv',NULL,'2026-11-20T06:00:00Z',2,'whskuqty','b53736606e1cb9029df3273cb7c872da2dc9a2cba8514e0705a7fc4954453943',NULL,NULL,'2026-11-20T06:00:00Z','ok');
CREATE TABLE held_row(
  id INTEGER PRIMARY KEY, feed TEXT NOT NULL, file INTEGER NOT NULL REFERENCES file_ledger(id),
  line INTEGER NOT NULL, byte_offset INTEGER NOT NULL, payload TEXT NOT NULL,
  ordinals TEXT NOT NULL, code TEXT NOT NULL, entity TEXT, key TEXT, reference_entity TEXT,
  reference_key TEXT, fingerprint TEXT NOT NULL, context TEXT NOT NULL, cause TEXT) STRICT;
INSERT INTO held_row VALUES(1,'erp-stock',3,4,29,'["01","Z9","4"]','','SKU_UNKNOWN','stock','HAM|Z9||||','item','Z9','','b53736606e1cb9029df3273cb7c872da2dc9a2cba8514e0705a7fc4954453943',NULL);
CREATE TABLE touched(
  subject TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(subject, key)) STRICT, WITHOUT ROWID;
INSERT INTO touched VALUES('outbound|stock','*');
CREATE TABLE agreed_base(
  entity TEXT NOT NULL, key TEXT NOT NULL, system TEXT NOT NULL, field TEXT NOT NULL,
  value TEXT, PRIMARY KEY(entity, key, system, field)) STRICT, WITHOUT ROWID;
INSERT INTO agreed_base VALUES('item','A1','wms','weight_kg','1.5');
CREATE TABLE rule_set(
  id INTEGER PRIMARY KEY, hash TEXT NOT NULL, at TEXT NOT NULL, run INTEGER) STRICT;
INSERT INTO rule_set VALUES(1,'d48a75e534286abd49595cff6dde38af81b1cd44894043d823d20b5203b15a4c','2026-11-20T06:00:00Z',1);
CREATE TABLE rule(
  rule_set INTEGER NOT NULL REFERENCES rule_set(id), position INTEGER NOT NULL,
  field TEXT NOT NULL, warehouse TEXT, key TEXT, owner TEXT NOT NULL, fallback TEXT,
  on_drift TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY(rule_set, position))
  STRICT, WITHOUT ROWID;
INSERT INTO rule VALUES(1,1,'item.*',NULL,NULL,'erp',NULL,'revert','wmsync.yaml:50');
INSERT INTO rule VALUES(1,2,'stock.on_hand',NULL,NULL,'wms',NULL,'revert','wmsync.yaml:51');
CREATE TABLE rule_override(
  id INTEGER PRIMARY KEY, field TEXT NOT NULL, warehouse TEXT, key TEXT, owner TEXT NOT NULL,
  fallback TEXT, on_drift TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL,
  at TEXT NOT NULL, ended_at TEXT) STRICT;
CREATE TABLE decision_log(
  id INTEGER PRIMARY KEY, run INTEGER NOT NULL, at TEXT NOT NULL, entity TEXT NOT NULL,
  key TEXT NOT NULL, field TEXT NOT NULL, decision TEXT NOT NULL, owner TEXT,
  owner_value TEXT, other TEXT NOT NULL, other_value TEXT, rule_set INTEGER, rule TEXT) STRICT;
INSERT INTO decision_log VALUES(1,1,'2026-11-20T06:00:00Z','item','B2','weight_kg','revert','erp','2','wms','2.5',1,'item.* owner erp (wmsync.yaml:50)');
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
INSERT INTO exception_book VALUES(1,'SKU_UNKNOWN|item|Z9||(erp)','acknowledged','error','SKU_UNKNOWN','item','Z9',NULL,'(erp)','erp',NULL,'1',NULL,NULL,'erp','erp-stock','erp/out/stock_1.csv',4,NULL,'erp/out/stock_1.csv:4: erp uses article "Z9" in 1 row, no system has it as a master record','create the item or an alias for it; it is never created by itself','reference|erp|item|Z9','2026-11-20T06:00:00Z','2026-11-20T06:00:00Z',1,1,1,0,NULL,NULL,NULL,1,1,NULL,'');
INSERT INTO exception_book VALUES(2,'OWNER_VIOLATION|item|B2||weight_kg','open','warning','OWNER_VIOLATION','item','B2',NULL,'weight_kg','erp','2','2.5',NULL,NULL,'wms','wms-items','wms/out/items_1.csv',3,'item.* owner erp (wmsync.yaml:50)','wms/out/items_1.csv:3: weight_kg of item B2: its owner erp says 2, wms says 2.5; the owner''s value is sent again','find out why wms edits it; take the edit back, or give the field to the system that edits it','master|item|B2','2026-11-20T06:00:00Z','2026-11-20T06:00:00Z',1,1,1,0,NULL,NULL,NULL,1,1,NULL,'erp|erp/out/items_1.csv:3|2wms|wms/out/items_1.csv:3|2.5');
INSERT INTO exception_book VALUES(3,'STOCK_UNEXPLAINED|stock|HAM\|A1|HAM|on_hand','open','critical','STOCK_UNEXPLAINED','stock','HAM|A1','HAM','on_hand','wms','10','9',-1000000,NULL,'wms','wms-stock','wms/out/stock_1.csv',2,'stock.on_hand (wmsync.yaml:53)','wms/out/stock_1.csv:2: stock of A1 in HAM: the warehouse says 9, the book says 10 (erp/out/stock_1.csv:2), difference -1','recount the bin and trace the last movements of the article','stock|HAM|A1','2026-11-20T06:00:00Z','2026-11-20T06:00:00Z',1,1,1,0,NULL,NULL,NULL,1,1,NULL,'erp|erp/out/stock_1.csv:2|10wms|wms/out/stock_1.csv:2|9');
CREATE TABLE exception_history(
  id INTEGER PRIMARY KEY, exception INTEGER NOT NULL REFERENCES exception_book(id),
  at TEXT NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL, note TEXT) STRICT;
INSERT INTO exception_history VALUES(1,1,'2026-11-20T06:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(2,2,'2026-11-20T06:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(3,3,'2026-11-20T06:00:00Z','run','opened',NULL);
INSERT INTO exception_history VALUES(4,1,'2026-11-20T07:00:00Z','ina','acknowledged','seen');
CREATE TABLE outbox(
  id INTEGER PRIMARY KEY, stream TEXT NOT NULL, system TEXT NOT NULL, seq INTEGER NOT NULL,
  name TEXT NOT NULL, marker TEXT, bytes BLOB, sha256 TEXT NOT NULL,
  records INTEGER NOT NULL, message TEXT NOT NULL UNIQUE, state TEXT NOT NULL,
  created_at TEXT NOT NULL, published_at TEXT, answered_at TEXT, ack_within INTEGER,
  run INTEGER NOT NULL, UNIQUE(stream, seq)) STRICT;
INSERT INTO outbox VALUES(1,'wms-items','wms',1,'wms/in/items_00000001.csv',NULL,X'736b753b6e616d653b7765696768740a42323b426f773b320a','d06cac283ce687837a625e17cbc030b0ba55845cb4c48114de652fdb70dac6e0',1,'wms-items-00000001','published','2026-11-20T06:00:00Z','2026-11-20T06:00:00Z',NULL,NULL,1);
CREATE TABLE sent(
  stream TEXT NOT NULL, key TEXT NOT NULL, hash INTEGER NOT NULL,
  outbox INTEGER NOT NULL REFERENCES outbox(id), row INTEGER NOT NULL, answer TEXT,
  PRIMARY KEY(stream, key)) STRICT, WITHOUT ROWID;
INSERT INTO sent VALUES('wms-items','B2',-4552839758432251754,1,1,NULL);
CREATE TABLE rejection(
  message TEXT NOT NULL, stream TEXT NOT NULL, key TEXT NOT NULL, outbox INTEGER NOT NULL,
  PRIMARY KEY(message, key)) STRICT, WITHOUT ROWID;
CREATE TABLE unechoed(
  stream TEXT NOT NULL, key TEXT NOT NULL, hash INTEGER NOT NULL,
  PRIMARY KEY(stream, key)) STRICT, WITHOUT ROWID;
INSERT INTO unechoed VALUES('wms-items','A1',-6418225942380689233);
INSERT INTO unechoed VALUES('wms-items','B2',-4369558581937662634);
CREATE TABLE item_record(_system TEXT NOT NULL, "sku" TEXT NOT NULL, "name" TEXT, "status" TEXT, "base_uom" TEXT, "gtin" TEXT, "item_group" TEXT, "lot_tracked" INTEGER, "serial_tracked" INTEGER, "shelf_life_days" INTEGER, "hazmat" INTEGER, "origin_country" TEXT, "is_kit" INTEGER, "unit_cost" INTEGER, "currency" TEXT, "weight_kg" INTEGER, "length_cm" INTEGER, "width_cm" INTEGER, "height_cm" INTEGER, "abc_class" TEXT, "storage_class" TEXT, "supplier" TEXT, "lead_time_days" INTEGER, "min_order_qty" INTEGER, "order_multiple" INTEGER, "safety_stock" INTEGER, "reorder_point" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "sku")) STRICT, WITHOUT ROWID;
INSERT INTO item_record VALUES('erp','A1','Axe',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1500000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2509592004676097199,1,2,1,1,NULL);
INSERT INTO item_record VALUES('erp','B2','Bow',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,-5238107295479848484,1,3,1,1,NULL);
INSERT INTO item_record VALUES('wms','A1',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1500000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,86962841083371428,2,2,2,1,NULL);
INSERT INTO item_record VALUES('wms','B2',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2500000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,6097063662383929428,2,3,2,1,NULL);
CREATE TABLE item_unit_record(_system TEXT NOT NULL, "sku" TEXT NOT NULL, "uom" TEXT NOT NULL, "numerator" INTEGER, "denominator" INTEGER, "gtin" TEXT, "pack_level" TEXT, _hash INTEGER NOT NULL,
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
CREATE TABLE price_record(_system TEXT NOT NULL, "sku" TEXT NOT NULL, "price_list" TEXT NOT NULL, "currency" TEXT NOT NULL, "valid_from" TEXT NOT NULL, "price" INTEGER, "valid_to" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "sku", "price_list", "currency", "valid_from")) STRICT, WITHOUT ROWID;
CREATE TABLE sales_order_record(_system TEXT NOT NULL, "order" TEXT NOT NULL, "version" INTEGER, "customer" TEXT, "customer_po" TEXT, "channel" TEXT, "ordered_at" TEXT, "ship_not_before" TEXT, "deliver_by" TEXT, "carrier" TEXT, "service" TEXT, "priority" INTEGER, "ship_complete" INTEGER, "hold_code" TEXT, "cancelled" INTEGER, "currency" TEXT, "warehouse" TEXT, "ship_to_name" TEXT, "ship_to_address1" TEXT, "ship_to_city" TEXT, "ship_to_region" TEXT, "ship_to_postcode" TEXT, "ship_to_country" TEXT, "ship_to_lat" INTEGER, "ship_to_lon" INTEGER, "notes" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "order")) STRICT, WITHOUT ROWID;
CREATE TABLE sales_order_line_record(_system TEXT NOT NULL, "order" TEXT NOT NULL, "line" TEXT NOT NULL, "sku" TEXT, "qty" INTEGER, "uom" TEXT, "unit_price" INTEGER, "cancelled_qty" INTEGER, "allow_substitution" INTEGER, "allow_backorder" INTEGER, "over_pct" INTEGER, "under_pct" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "order", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE order_change_record(_system TEXT NOT NULL, "order" TEXT NOT NULL, "change" TEXT NOT NULL, "kind" TEXT, "line" TEXT, "value" TEXT, "requested_at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "order", "change")) STRICT, WITHOUT ROWID;
CREATE TABLE order_progress_record(_system TEXT NOT NULL, "order" TEXT NOT NULL, "line" TEXT NOT NULL, "event" TEXT NOT NULL, "code" TEXT, "qty" INTEGER, "reason" TEXT, "at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "order", "line", "event")) STRICT, WITHOUT ROWID;
CREATE TABLE purchase_order_record(_system TEXT NOT NULL, "po" TEXT NOT NULL, "version" INTEGER, "supplier" TEXT, "warehouse" TEXT, "status" TEXT, "ordered_at" TEXT, "expected_from" TEXT, "expected_to" TEXT, "closed_at" TEXT, "currency" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "po")) STRICT, WITHOUT ROWID;
CREATE TABLE purchase_order_line_record(_system TEXT NOT NULL, "po" TEXT NOT NULL, "line" TEXT NOT NULL, "sku" TEXT, "qty" INTEGER, "uom" TEXT, "unit_cost" INTEGER, "over_pct" INTEGER, "under_pct" INTEGER, "closed" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "po", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE asn_line_record(_system TEXT NOT NULL, "asn" TEXT NOT NULL, "line" TEXT NOT NULL, "po" TEXT, "po_line" TEXT, "sku" TEXT, "qty" INTEGER, "lpn" TEXT, "lot" TEXT, "expires" TEXT, "eta" TEXT, "carrier" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "asn", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE receipt_record(_system TEXT NOT NULL, "receipt" TEXT NOT NULL, "line" TEXT NOT NULL, "version" INTEGER NOT NULL, "po" TEXT, "po_line" TEXT, "asn" TEXT, "warehouse" TEXT, "sku" TEXT, "qty_good" INTEGER, "qty_damaged" INTEGER, "qty_rejected" INTEGER, "lot" TEXT, "expires" TEXT, "received_at" TEXT, "complete" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "receipt", "line", "version")) STRICT, WITHOUT ROWID;
CREATE TABLE shipment_record(_system TEXT NOT NULL, "shipment" TEXT NOT NULL, "line" TEXT NOT NULL, "version" INTEGER NOT NULL, "order" TEXT, "order_line" TEXT, "warehouse" TEXT, "sku" TEXT, "sku_ordered" TEXT, "qty" INTEGER, "closing" TEXT, "lot" TEXT, "carrier" TEXT, "freight_cost" INTEGER, "currency" TEXT, "shipped_at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "shipment", "line", "version")) STRICT, WITHOUT ROWID;
CREATE TABLE parcel_record(_system TEXT NOT NULL, "shipment" TEXT NOT NULL, "parcel" TEXT NOT NULL, "tracking" TEXT, "carrier" TEXT, "service" TEXT, "weight_kg" INTEGER, "voided" INTEGER, "labelled_at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "shipment", "parcel")) STRICT, WITHOUT ROWID;
CREATE TABLE stock_record(_system TEXT NOT NULL, "warehouse" TEXT NOT NULL, "sku" TEXT NOT NULL, "stock_status" TEXT NOT NULL, "lot" TEXT NOT NULL, "bin" TEXT NOT NULL, "lpn" TEXT NOT NULL, "on_hand" INTEGER, "allocated" INTEGER, "available" INTEGER, "as_of" TEXT, "last_event_seq" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "warehouse", "sku", "stock_status", "lot", "bin", "lpn")) STRICT, WITHOUT ROWID;
INSERT INTO stock_record VALUES('erp','HAM','A1','','','','',10000000,NULL,NULL,NULL,NULL,-7406234835072894170,3,2,3,1,NULL);
INSERT INTO stock_record VALUES('erp','HAM','B2','','','','',20000000,NULL,NULL,NULL,NULL,-7420750856415775781,3,3,3,1,NULL);
INSERT INTO stock_record VALUES('wms','HAM','A1','','','','',9000000,NULL,NULL,NULL,NULL,-3882575643561726306,4,2,4,1,NULL);
INSERT INTO stock_record VALUES('wms','HAM','B2','','','','',20000000,NULL,NULL,NULL,NULL,-7420750856415775781,4,3,4,1,NULL);
CREATE TABLE adjustment_record(_system TEXT NOT NULL, "adjustment" TEXT NOT NULL, "line" TEXT NOT NULL, "warehouse" TEXT, "sku" TEXT, "delta" INTEGER, "reason" TEXT, "lot" TEXT, "stock_status" TEXT, "reference" TEXT, "adjusted_at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "adjustment", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE count_record(_system TEXT NOT NULL, "count" TEXT NOT NULL, "warehouse" TEXT NOT NULL, "bin" TEXT NOT NULL, "sku" TEXT NOT NULL, "lot" TEXT NOT NULL, "pass" INTEGER NOT NULL, "counted" INTEGER, "system_before" INTEGER, "counted_at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "count", "warehouse", "bin", "sku", "lot", "pass")) STRICT, WITHOUT ROWID;
CREATE TABLE status_move_record(_system TEXT NOT NULL, "move" TEXT NOT NULL, "line" TEXT NOT NULL, "warehouse" TEXT, "sku" TEXT, "qty" INTEGER, "from_status" TEXT, "to_status" TEXT, "lot" TEXT, "reason" TEXT, "moved_at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "move", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE transfer_line_record(_system TEXT NOT NULL, "transfer" TEXT NOT NULL, "line" TEXT NOT NULL, "from_warehouse" TEXT, "to_warehouse" TEXT, "sku" TEXT, "qty" INTEGER, "need_by" TEXT, "cancelled" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "transfer", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE transfer_leg_record(_system TEXT NOT NULL, "transfer" TEXT NOT NULL, "line" TEXT NOT NULL, "leg" TEXT NOT NULL, "number" TEXT NOT NULL, "warehouse" TEXT, "sku" TEXT, "qty" INTEGER, "at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "transfer", "line", "leg", "number")) STRICT, WITHOUT ROWID;
CREATE TABLE rma_line_record(_system TEXT NOT NULL, "rma" TEXT NOT NULL, "line" TEXT NOT NULL, "order" TEXT, "order_line" TEXT, "customer" TEXT, "sku" TEXT, "qty" INTEGER, "reason" TEXT, "requested_action" TEXT, "expires" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "rma", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE return_receipt_record(_system TEXT NOT NULL, "return" TEXT NOT NULL, "line" TEXT NOT NULL, "version" INTEGER NOT NULL, "rma" TEXT, "rma_line" TEXT, "order" TEXT, "order_line" TEXT, "warehouse" TEXT, "sku" TEXT, "qty" INTEGER, "condition" TEXT, "action" TEXT, "tracking" TEXT, "received_at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "return", "line", "version")) STRICT, WITHOUT ROWID;
CREATE TABLE ledger_entry_record(_system TEXT NOT NULL, "system" TEXT NOT NULL, "entry" TEXT NOT NULL, "warehouse" TEXT, "sku" TEXT, "qty" INTEGER, "kind" TEXT, "reference_entity" TEXT, "reference" TEXT, "at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "system", "entry")) STRICT, WITHOUT ROWID;
CREATE TABLE ack_record(_system TEXT NOT NULL, "message" TEXT NOT NULL, "result" TEXT, "code" TEXT, "text" TEXT, "at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "message")) STRICT, WITHOUT ROWID;
CREATE TABLE pick_list_record(_system TEXT NOT NULL, "pick_list" TEXT NOT NULL, "stop" INTEGER NOT NULL, "warehouse" TEXT, "wave" TEXT, "order" TEXT, "order_line" TEXT, "bin" TEXT, "pick_seq" INTEGER, "sku" TEXT, "lot" TEXT, "qty" INTEGER, "uom" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "pick_list", "stop")) STRICT, WITHOUT ROWID;
CREATE TABLE packing_instruction_record(_system TEXT NOT NULL, "order" TEXT NOT NULL, "carton" TEXT NOT NULL, "sku" TEXT, "qty" INTEGER, "carton_type" TEXT, "notes" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "order", "carton")) STRICT, WITHOUT ROWID;
CREATE TABLE order_status_record(_system TEXT NOT NULL, "order" TEXT NOT NULL, "line" TEXT NOT NULL, "status" TEXT, "qty_shipped" INTEGER, "qty_open" INTEGER, "tracking" TEXT, "since" TEXT, "delayed" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "order", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE customer_notice_record(_system TEXT NOT NULL, "notice" TEXT NOT NULL, "order" TEXT, "shipment" TEXT, "kind" TEXT, "tracking" TEXT, "carrier" TEXT, "tracking_url" TEXT, "qty" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "notice")) STRICT, WITHOUT ROWID;
CREATE TABLE channel_availability_record(_system TEXT NOT NULL, "channel" TEXT NOT NULL, "sku" TEXT NOT NULL, "qty" INTEGER, "as_of" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "channel", "sku")) STRICT, WITHOUT ROWID;
CREATE TABLE invoice_trigger_record(_system TEXT NOT NULL, "order" TEXT NOT NULL, "shipment" TEXT NOT NULL, "version" INTEGER NOT NULL, "line" TEXT, "sku" TEXT, "qty" INTEGER, "unit_price" INTEGER, "amount" INTEGER, "currency" TEXT, "shipped_at" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "order", "shipment", "version")) STRICT, WITHOUT ROWID;
CREATE TABLE credit_trigger_record(_system TEXT NOT NULL, "return" TEXT NOT NULL, "line" TEXT NOT NULL, "rma" TEXT, "order" TEXT, "sku" TEXT, "qty" INTEGER, "amount" INTEGER, "currency" TEXT, "reason" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "return", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE journal_record(_system TEXT NOT NULL, "journal" TEXT NOT NULL, "line" TEXT NOT NULL, "posting_date" TEXT, "event_date" TEXT, "account" TEXT, "debit" INTEGER, "credit" INTEGER, "currency" TEXT, "warehouse" TEXT, "sku" TEXT, "qty" INTEGER, "reference_entity" TEXT, "reference" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "journal", "line")) STRICT, WITHOUT ROWID;
CREATE TABLE stock_correction_record(_system TEXT NOT NULL, "correction" TEXT NOT NULL, "warehouse" TEXT, "sku" TEXT, "stock_status" TEXT, "lot" TEXT, "delta" INTEGER, "reason" TEXT, "approved_by" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "correction")) STRICT, WITHOUT ROWID;
CREATE TABLE purchase_proposal_record(_system TEXT NOT NULL, "warehouse" TEXT NOT NULL, "sku" TEXT NOT NULL, "qty" INTEGER, "uom" TEXT, "supplier" TEXT, "needed_by" TEXT, "reorder_point" INTEGER, "safety_stock" INTEGER, "projected" INTEGER, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "warehouse", "sku")) STRICT, WITHOUT ROWID;
CREATE TABLE field_correction_record(_system TEXT NOT NULL, "entity" TEXT NOT NULL, "key" TEXT NOT NULL, "field" TEXT NOT NULL, "owner_value" TEXT, "found_value" TEXT, "rule" TEXT, _hash INTEGER NOT NULL,
  _file INTEGER NOT NULL, _line INTEGER NOT NULL, _first_file INTEGER NOT NULL,
  _run INTEGER NOT NULL, _vanished_at TEXT, PRIMARY KEY(_system, "entity", "key", "field")) STRICT, WITHOUT ROWID;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('exception_book',3);
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
CREATE VIEW "item" AS
  SELECT r._system AS system, nullif(r."sku", '') AS "sku", r."name" AS "name", r."status" AS "status", r."base_uom" AS "base_uom", r."gtin" AS "gtin", r."item_group" AS "item_group", r."lot_tracked" AS "lot_tracked", r."serial_tracked" AS "serial_tracked", CASE WHEN r."shelf_life_days" % 1000000 = 0 THEN r."shelf_life_days" / 1000000 ELSE r."shelf_life_days" / 1000000.0 END AS "shelf_life_days", r."hazmat" AS "hazmat", r."origin_country" AS "origin_country", r."is_kit" AS "is_kit", CASE WHEN r."unit_cost" % 1000000 = 0 THEN r."unit_cost" / 1000000 ELSE r."unit_cost" / 1000000.0 END AS "unit_cost", r."currency" AS "currency", CASE WHEN r."weight_kg" % 1000000 = 0 THEN r."weight_kg" / 1000000 ELSE r."weight_kg" / 1000000.0 END AS "weight_kg", CASE WHEN r."length_cm" % 1000000 = 0 THEN r."length_cm" / 1000000 ELSE r."length_cm" / 1000000.0 END AS "length_cm", CASE WHEN r."width_cm" % 1000000 = 0 THEN r."width_cm" / 1000000 ELSE r."width_cm" / 1000000.0 END AS "width_cm", CASE WHEN r."height_cm" % 1000000 = 0 THEN r."height_cm" / 1000000 ELSE r."height_cm" / 1000000.0 END AS "height_cm", r."abc_class" AS "abc_class", r."storage_class" AS "storage_class", r."supplier" AS "supplier", CASE WHEN r."lead_time_days" % 1000000 = 0 THEN r."lead_time_days" / 1000000 ELSE r."lead_time_days" / 1000000.0 END AS "lead_time_days", CASE WHEN r."min_order_qty" % 1000000 = 0 THEN r."min_order_qty" / 1000000 ELSE r."min_order_qty" / 1000000.0 END AS "min_order_qty", CASE WHEN r."order_multiple" % 1000000 = 0 THEN r."order_multiple" / 1000000 ELSE r."order_multiple" / 1000000.0 END AS "order_multiple", CASE WHEN r."safety_stock" % 1000000 = 0 THEN r."safety_stock" / 1000000 ELSE r."safety_stock" / 1000000.0 END AS "safety_stock", CASE WHEN r."reorder_point" % 1000000 = 0 THEN r."reorder_point" / 1000000 ELSE r."reorder_point" / 1000000.0 END AS "reorder_point", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM item_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "item_unit" AS
  SELECT r._system AS system, nullif(r."sku", '') AS "sku", nullif(r."uom", '') AS "uom", CASE WHEN r."numerator" % 1000000 = 0 THEN r."numerator" / 1000000 ELSE r."numerator" / 1000000.0 END AS "numerator", CASE WHEN r."denominator" % 1000000 = 0 THEN r."denominator" / 1000000 ELSE r."denominator" / 1000000.0 END AS "denominator", r."gtin" AS "gtin", r."pack_level" AS "pack_level", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM item_unit_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "kit_component" AS
  SELECT r._system AS system, nullif(r."kit_sku", '') AS "kit_sku", nullif(r."component_sku", '') AS "component_sku", CASE WHEN r."qty_per" % 1000000 = 0 THEN r."qty_per" / 1000000 ELSE r."qty_per" / 1000000.0 END AS "qty_per", r."valid_from" AS "valid_from", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM kit_component_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "location" AS
  SELECT r._system AS system, nullif(r."warehouse", '') AS "warehouse", nullif(r."bin", '') AS "bin", r."zone" AS "zone", r."aisle" AS "aisle", r."bay" AS "bay", r."level" AS "level", CASE WHEN r."pick_seq" % 1000000 = 0 THEN r."pick_seq" / 1000000 ELSE r."pick_seq" / 1000000.0 END AS "pick_seq", CASE WHEN r."x" % 1000000 = 0 THEN r."x" / 1000000 ELSE r."x" / 1000000.0 END AS "x", CASE WHEN r."y" % 1000000 = 0 THEN r."y" / 1000000 ELSE r."y" / 1000000.0 END AS "y", r."pickable" AS "pickable", r."status" AS "status", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM location_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "partner" AS
  SELECT r._system AS system, nullif(r."role", '') AS "role", nullif(r."partner", '') AS "partner", r."name" AS "name", r."address1" AS "address1", r."address2" AS "address2", r."city" AS "city", r."region" AS "region", r."postcode" AS "postcode", r."country" AS "country", r."email" AS "email", r."phone" AS "phone", r."vat_id" AS "vat_id", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM partner_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "price" AS
  SELECT r._system AS system, nullif(r."sku", '') AS "sku", nullif(r."price_list", '') AS "price_list", nullif(r."currency", '') AS "currency", nullif(r."valid_from", '') AS "valid_from", CASE WHEN r."price" % 1000000 = 0 THEN r."price" / 1000000 ELSE r."price" / 1000000.0 END AS "price", r."valid_to" AS "valid_to", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM price_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "sales_order" AS
  SELECT r._system AS system, nullif(r."order", '') AS "order", CASE WHEN r."version" % 1000000 = 0 THEN r."version" / 1000000 ELSE r."version" / 1000000.0 END AS "version", r."customer" AS "customer", r."customer_po" AS "customer_po", r."channel" AS "channel", r."ordered_at" AS "ordered_at", r."ship_not_before" AS "ship_not_before", r."deliver_by" AS "deliver_by", r."carrier" AS "carrier", r."service" AS "service", CASE WHEN r."priority" % 1000000 = 0 THEN r."priority" / 1000000 ELSE r."priority" / 1000000.0 END AS "priority", r."ship_complete" AS "ship_complete", r."hold_code" AS "hold_code", r."cancelled" AS "cancelled", r."currency" AS "currency", r."warehouse" AS "warehouse", r."ship_to_name" AS "ship_to_name", r."ship_to_address1" AS "ship_to_address1", r."ship_to_city" AS "ship_to_city", r."ship_to_region" AS "ship_to_region", r."ship_to_postcode" AS "ship_to_postcode", r."ship_to_country" AS "ship_to_country", CASE WHEN r."ship_to_lat" % 1000000 = 0 THEN r."ship_to_lat" / 1000000 ELSE r."ship_to_lat" / 1000000.0 END AS "ship_to_lat", CASE WHEN r."ship_to_lon" % 1000000 = 0 THEN r."ship_to_lon" / 1000000 ELSE r."ship_to_lon" / 1000000.0 END AS "ship_to_lon", r."notes" AS "notes", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM sales_order_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "sales_order_line" AS
  SELECT r._system AS system, nullif(r."order", '') AS "order", nullif(r."line", '') AS "line", r."sku" AS "sku", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."uom" AS "uom", CASE WHEN r."unit_price" % 1000000 = 0 THEN r."unit_price" / 1000000 ELSE r."unit_price" / 1000000.0 END AS "unit_price", CASE WHEN r."cancelled_qty" % 1000000 = 0 THEN r."cancelled_qty" / 1000000 ELSE r."cancelled_qty" / 1000000.0 END AS "cancelled_qty", r."allow_substitution" AS "allow_substitution", r."allow_backorder" AS "allow_backorder", CASE WHEN r."over_pct" % 1000000 = 0 THEN r."over_pct" / 1000000 ELSE r."over_pct" / 1000000.0 END AS "over_pct", CASE WHEN r."under_pct" % 1000000 = 0 THEN r."under_pct" / 1000000 ELSE r."under_pct" / 1000000.0 END AS "under_pct", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM sales_order_line_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "order_change" AS
  SELECT r._system AS system, nullif(r."order", '') AS "order", nullif(r."change", '') AS "change", r."kind" AS "kind", r."line" AS "line", r."value" AS "value", r."requested_at" AS "requested_at", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM order_change_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "order_progress" AS
  SELECT r._system AS system, nullif(r."order", '') AS "order", nullif(r."line", '') AS "line", nullif(r."event", '') AS "event", r."code" AS "code", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."reason" AS "reason", r."at" AS "at", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM order_progress_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "purchase_order" AS
  SELECT r._system AS system, nullif(r."po", '') AS "po", CASE WHEN r."version" % 1000000 = 0 THEN r."version" / 1000000 ELSE r."version" / 1000000.0 END AS "version", r."supplier" AS "supplier", r."warehouse" AS "warehouse", r."status" AS "status", r."ordered_at" AS "ordered_at", r."expected_from" AS "expected_from", r."expected_to" AS "expected_to", r."closed_at" AS "closed_at", r."currency" AS "currency", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM purchase_order_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "purchase_order_line" AS
  SELECT r._system AS system, nullif(r."po", '') AS "po", nullif(r."line", '') AS "line", r."sku" AS "sku", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."uom" AS "uom", CASE WHEN r."unit_cost" % 1000000 = 0 THEN r."unit_cost" / 1000000 ELSE r."unit_cost" / 1000000.0 END AS "unit_cost", CASE WHEN r."over_pct" % 1000000 = 0 THEN r."over_pct" / 1000000 ELSE r."over_pct" / 1000000.0 END AS "over_pct", CASE WHEN r."under_pct" % 1000000 = 0 THEN r."under_pct" / 1000000 ELSE r."under_pct" / 1000000.0 END AS "under_pct", r."closed" AS "closed", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM purchase_order_line_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "asn_line" AS
  SELECT r._system AS system, nullif(r."asn", '') AS "asn", nullif(r."line", '') AS "line", r."po" AS "po", r."po_line" AS "po_line", r."sku" AS "sku", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."lpn" AS "lpn", r."lot" AS "lot", r."expires" AS "expires", r."eta" AS "eta", r."carrier" AS "carrier", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM asn_line_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE INDEX receipt_record_po_po_line ON receipt_record("po", "po_line");
CREATE VIEW "receipt" AS
  SELECT r._system AS system, nullif(r."receipt", '') AS "receipt", nullif(r."line", '') AS "line", CASE WHEN r."version" % 1000000 = 0 THEN r."version" / 1000000 ELSE r."version" / 1000000.0 END AS "version", r."po" AS "po", r."po_line" AS "po_line", r."asn" AS "asn", r."warehouse" AS "warehouse", r."sku" AS "sku", CASE WHEN r."qty_good" % 1000000 = 0 THEN r."qty_good" / 1000000 ELSE r."qty_good" / 1000000.0 END AS "qty_good", CASE WHEN r."qty_damaged" % 1000000 = 0 THEN r."qty_damaged" / 1000000 ELSE r."qty_damaged" / 1000000.0 END AS "qty_damaged", CASE WHEN r."qty_rejected" % 1000000 = 0 THEN r."qty_rejected" / 1000000 ELSE r."qty_rejected" / 1000000.0 END AS "qty_rejected", r."lot" AS "lot", r."expires" AS "expires", r."received_at" AS "received_at", r."complete" AS "complete", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM receipt_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE INDEX shipment_record_order_order_line ON shipment_record("order", "order_line");
CREATE VIEW "shipment" AS
  SELECT r._system AS system, nullif(r."shipment", '') AS "shipment", nullif(r."line", '') AS "line", CASE WHEN r."version" % 1000000 = 0 THEN r."version" / 1000000 ELSE r."version" / 1000000.0 END AS "version", r."order" AS "order", r."order_line" AS "order_line", r."warehouse" AS "warehouse", r."sku" AS "sku", r."sku_ordered" AS "sku_ordered", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."closing" AS "closing", r."lot" AS "lot", r."carrier" AS "carrier", CASE WHEN r."freight_cost" % 1000000 = 0 THEN r."freight_cost" / 1000000 ELSE r."freight_cost" / 1000000.0 END AS "freight_cost", r."currency" AS "currency", r."shipped_at" AS "shipped_at", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM shipment_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "parcel" AS
  SELECT r._system AS system, nullif(r."shipment", '') AS "shipment", nullif(r."parcel", '') AS "parcel", r."tracking" AS "tracking", r."carrier" AS "carrier", r."service" AS "service", CASE WHEN r."weight_kg" % 1000000 = 0 THEN r."weight_kg" / 1000000 ELSE r."weight_kg" / 1000000.0 END AS "weight_kg", r."voided" AS "voided", r."labelled_at" AS "labelled_at", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM parcel_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "stock" AS
  SELECT r._system AS system, nullif(r."warehouse", '') AS "warehouse", nullif(r."sku", '') AS "sku", nullif(r."stock_status", '') AS "stock_status", nullif(r."lot", '') AS "lot", nullif(r."bin", '') AS "bin", nullif(r."lpn", '') AS "lpn", CASE WHEN r."on_hand" % 1000000 = 0 THEN r."on_hand" / 1000000 ELSE r."on_hand" / 1000000.0 END AS "on_hand", CASE WHEN r."allocated" % 1000000 = 0 THEN r."allocated" / 1000000 ELSE r."allocated" / 1000000.0 END AS "allocated", CASE WHEN r."available" % 1000000 = 0 THEN r."available" / 1000000 ELSE r."available" / 1000000.0 END AS "available", r."as_of" AS "as_of", CASE WHEN r."last_event_seq" % 1000000 = 0 THEN r."last_event_seq" / 1000000 ELSE r."last_event_seq" / 1000000.0 END AS "last_event_seq", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM stock_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "adjustment" AS
  SELECT r._system AS system, nullif(r."adjustment", '') AS "adjustment", nullif(r."line", '') AS "line", r."warehouse" AS "warehouse", r."sku" AS "sku", CASE WHEN r."delta" % 1000000 = 0 THEN r."delta" / 1000000 ELSE r."delta" / 1000000.0 END AS "delta", r."reason" AS "reason", r."lot" AS "lot", r."stock_status" AS "stock_status", r."reference" AS "reference", r."adjusted_at" AS "adjusted_at", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM adjustment_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "count" AS
  SELECT r._system AS system, nullif(r."count", '') AS "count", nullif(r."warehouse", '') AS "warehouse", nullif(r."bin", '') AS "bin", nullif(r."sku", '') AS "sku", nullif(r."lot", '') AS "lot", CASE WHEN r."pass" % 1000000 = 0 THEN r."pass" / 1000000 ELSE r."pass" / 1000000.0 END AS "pass", CASE WHEN r."counted" % 1000000 = 0 THEN r."counted" / 1000000 ELSE r."counted" / 1000000.0 END AS "counted", CASE WHEN r."system_before" % 1000000 = 0 THEN r."system_before" / 1000000 ELSE r."system_before" / 1000000.0 END AS "system_before", r."counted_at" AS "counted_at", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM count_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "status_move" AS
  SELECT r._system AS system, nullif(r."move", '') AS "move", nullif(r."line", '') AS "line", r."warehouse" AS "warehouse", r."sku" AS "sku", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."from_status" AS "from_status", r."to_status" AS "to_status", r."lot" AS "lot", r."reason" AS "reason", r."moved_at" AS "moved_at", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM status_move_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "transfer_line" AS
  SELECT r._system AS system, nullif(r."transfer", '') AS "transfer", nullif(r."line", '') AS "line", r."from_warehouse" AS "from_warehouse", r."to_warehouse" AS "to_warehouse", r."sku" AS "sku", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."need_by" AS "need_by", r."cancelled" AS "cancelled", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM transfer_line_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "transfer_leg" AS
  SELECT r._system AS system, nullif(r."transfer", '') AS "transfer", nullif(r."line", '') AS "line", nullif(r."leg", '') AS "leg", nullif(r."number", '') AS "number", r."warehouse" AS "warehouse", r."sku" AS "sku", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."at" AS "at", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM transfer_leg_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "rma_line" AS
  SELECT r._system AS system, nullif(r."rma", '') AS "rma", nullif(r."line", '') AS "line", r."order" AS "order", r."order_line" AS "order_line", r."customer" AS "customer", r."sku" AS "sku", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."reason" AS "reason", r."requested_action" AS "requested_action", r."expires" AS "expires", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM rma_line_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE INDEX return_receipt_record_order_order_line ON return_receipt_record("order", "order_line");
CREATE VIEW "return_receipt" AS
  SELECT r._system AS system, nullif(r."return", '') AS "return", nullif(r."line", '') AS "line", CASE WHEN r."version" % 1000000 = 0 THEN r."version" / 1000000 ELSE r."version" / 1000000.0 END AS "version", r."rma" AS "rma", r."rma_line" AS "rma_line", r."order" AS "order", r."order_line" AS "order_line", r."warehouse" AS "warehouse", r."sku" AS "sku", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."condition" AS "condition", r."action" AS "action", r."tracking" AS "tracking", r."received_at" AS "received_at", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM return_receipt_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "ledger_entry" AS
  SELECT r._system AS source_system, nullif(r."system", '') AS "system", nullif(r."entry", '') AS "entry", r."warehouse" AS "warehouse", r."sku" AS "sku", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."kind" AS "kind", r."reference_entity" AS "reference_entity", r."reference" AS "reference", r."at" AS "at", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM ledger_entry_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "ack" AS
  SELECT r._system AS system, nullif(r."message", '') AS "message", r."result" AS "result", r."code" AS "code", r."text" AS "text", r."at" AS "at", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM ack_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "pick_list" AS
  SELECT r._system AS system, nullif(r."pick_list", '') AS "pick_list", CASE WHEN r."stop" % 1000000 = 0 THEN r."stop" / 1000000 ELSE r."stop" / 1000000.0 END AS "stop", r."warehouse" AS "warehouse", r."wave" AS "wave", r."order" AS "order", r."order_line" AS "order_line", r."bin" AS "bin", CASE WHEN r."pick_seq" % 1000000 = 0 THEN r."pick_seq" / 1000000 ELSE r."pick_seq" / 1000000.0 END AS "pick_seq", r."sku" AS "sku", r."lot" AS "lot", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."uom" AS "uom", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM pick_list_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "packing_instruction" AS
  SELECT r._system AS system, nullif(r."order", '') AS "order", nullif(r."carton", '') AS "carton", r."sku" AS "sku", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."carton_type" AS "carton_type", r."notes" AS "notes", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM packing_instruction_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "order_status" AS
  SELECT r._system AS system, nullif(r."order", '') AS "order", nullif(r."line", '') AS "line", r."status" AS "status", CASE WHEN r."qty_shipped" % 1000000 = 0 THEN r."qty_shipped" / 1000000 ELSE r."qty_shipped" / 1000000.0 END AS "qty_shipped", CASE WHEN r."qty_open" % 1000000 = 0 THEN r."qty_open" / 1000000 ELSE r."qty_open" / 1000000.0 END AS "qty_open", r."tracking" AS "tracking", r."since" AS "since", r."delayed" AS "delayed", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM order_status_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "customer_notice" AS
  SELECT r._system AS system, nullif(r."notice", '') AS "notice", r."order" AS "order", r."shipment" AS "shipment", r."kind" AS "kind", r."tracking" AS "tracking", r."carrier" AS "carrier", r."tracking_url" AS "tracking_url", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM customer_notice_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "channel_availability" AS
  SELECT r._system AS system, nullif(r."channel", '') AS "channel", nullif(r."sku", '') AS "sku", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."as_of" AS "as_of", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM channel_availability_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "invoice_trigger" AS
  SELECT r._system AS system, nullif(r."order", '') AS "order", nullif(r."shipment", '') AS "shipment", CASE WHEN r."version" % 1000000 = 0 THEN r."version" / 1000000 ELSE r."version" / 1000000.0 END AS "version", r."line" AS "line", r."sku" AS "sku", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", CASE WHEN r."unit_price" % 1000000 = 0 THEN r."unit_price" / 1000000 ELSE r."unit_price" / 1000000.0 END AS "unit_price", CASE WHEN r."amount" % 1000000 = 0 THEN r."amount" / 1000000 ELSE r."amount" / 1000000.0 END AS "amount", r."currency" AS "currency", r."shipped_at" AS "shipped_at", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM invoice_trigger_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "credit_trigger" AS
  SELECT r._system AS system, nullif(r."return", '') AS "return", nullif(r."line", '') AS "line", r."rma" AS "rma", r."order" AS "order", r."sku" AS "sku", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", CASE WHEN r."amount" % 1000000 = 0 THEN r."amount" / 1000000 ELSE r."amount" / 1000000.0 END AS "amount", r."currency" AS "currency", r."reason" AS "reason", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM credit_trigger_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "journal" AS
  SELECT r._system AS system, nullif(r."journal", '') AS "journal", nullif(r."line", '') AS "line", r."posting_date" AS "posting_date", r."event_date" AS "event_date", r."account" AS "account", CASE WHEN r."debit" % 1000000 = 0 THEN r."debit" / 1000000 ELSE r."debit" / 1000000.0 END AS "debit", CASE WHEN r."credit" % 1000000 = 0 THEN r."credit" / 1000000 ELSE r."credit" / 1000000.0 END AS "credit", r."currency" AS "currency", r."warehouse" AS "warehouse", r."sku" AS "sku", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."reference_entity" AS "reference_entity", r."reference" AS "reference", f.feed,
    f.name AS file, r._line AS file_line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM journal_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "stock_correction" AS
  SELECT r._system AS system, nullif(r."correction", '') AS "correction", r."warehouse" AS "warehouse", r."sku" AS "sku", r."stock_status" AS "stock_status", r."lot" AS "lot", CASE WHEN r."delta" % 1000000 = 0 THEN r."delta" / 1000000 ELSE r."delta" / 1000000.0 END AS "delta", r."reason" AS "reason", r."approved_by" AS "approved_by", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM stock_correction_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "purchase_proposal" AS
  SELECT r._system AS system, nullif(r."warehouse", '') AS "warehouse", nullif(r."sku", '') AS "sku", CASE WHEN r."qty" % 1000000 = 0 THEN r."qty" / 1000000 ELSE r."qty" / 1000000.0 END AS "qty", r."uom" AS "uom", r."supplier" AS "supplier", r."needed_by" AS "needed_by", CASE WHEN r."reorder_point" % 1000000 = 0 THEN r."reorder_point" / 1000000 ELSE r."reorder_point" / 1000000.0 END AS "reorder_point", CASE WHEN r."safety_stock" % 1000000 = 0 THEN r."safety_stock" / 1000000 ELSE r."safety_stock" / 1000000.0 END AS "safety_stock", CASE WHEN r."projected" % 1000000 = 0 THEN r."projected" / 1000000 ELSE r."projected" / 1000000.0 END AS "projected", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM purchase_proposal_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
CREATE VIEW "field_correction" AS
  SELECT r._system AS system, nullif(r."entity", '') AS "entity", nullif(r."key", '') AS "key", nullif(r."field", '') AS "field", r."owner_value" AS "owner_value", r."found_value" AS "found_value", r."rule" AS "rule", f.feed,
    f.name AS file, r._line AS line, g.taken_at AS first_seen,
    coalesce(s.last_full_at, f.taken_at) AS last_seen, r._run AS run
  FROM field_correction_record r LEFT JOIN file_ledger f ON f.id = r._file
    LEFT JOIN file_ledger g ON g.id = r._first_file
    LEFT JOIN feed_state s ON s.feed = f.feed
  WHERE r._vanished_at IS NULL;
COMMIT;
PRAGMA application_id=1464685401;
PRAGMA user_version=1;
