"""The exports of a simulated company as files, and when each of them arrives."""
import csv
import io
from datetime import timedelta, timezone

from simulating.world import BERLIN, BOOK_HOUR, CUT_OFF, QUIET_DAYS, START, WAREHOUSES

CONFIGURATION = """\
version: 1
site: simulated
timezone: Europe/Berlin
systems: {erp: {role: erp}, wms: {role: wms}}
warehouses: {HAM: {system: wms}, TIL: {system: wms}}
dialects:
  csv: {format: csv, header: required}
  local: {format: csv, header: required, datetime: "dd.MM.yyyy HH:mm:ss"}
feeds:
  book:
    entity: stock
    from: {system: erp, files: "erp/book_*.csv", dialect: csv, order: name}
    mode: snapshot
    fields: {warehouse: {column: warehouse}, sku: {column: sku}, on_hand: {column: qty}, as_of: {column: at}}
  ledger:
    entity: ledger_entry
    from: {system: erp, files: "erp/ledger_*.csv", dialect: csv, order: name}
    mode: delta
    fields:
      system: {constant: erp}
      entry: {column: entry}
      warehouse: {column: warehouse}
      sku: {column: sku}
      qty: {column: qty}
      kind: {column: kind}
      reference_entity: {column: entity}
      reference: {column: reference}
      at: {column: at}
  stock-HAM:
    entity: stock
    from: {system: wms, files: "wms/stock_HAM_*.csv", dialect: local, order: name}
    mode: snapshot
    scope: {warehouse: [HAM]}
    fields:
      warehouse: {column: warehouse}
      sku: {column: sku}
      bin: {column: bin}
      on_hand: {column: qty}
      as_of: {column: at}
      last_event_seq: {column: last}
  stock-TIL:
    entity: stock
    from: {system: wms, files: "wms/stock_TIL_*.csv", dialect: local, order: name}
    mode: snapshot
    scope: {warehouse: [TIL]}
    fields:
      warehouse: {column: warehouse}
      sku: {column: sku}
      bin: {column: bin}
      on_hand: {column: qty}
      as_of: {column: at}
  moves:
    from: {system: wms, files: "wms/moves_*.csv", dialect: local, order: name}
    mode: delta
    emit:
      - entity: receipt
        when: {column: kind, equals: receipt}
        fields:
          receipt: {column: document}
          line: {constant: "1"}
          version: {column: version}
          warehouse: {column: warehouse}
          sku: {column: sku}
          qty_good: {column: qty}
          received_at: {column: at}
          event_seq: {column: number}
      - entity: shipment
        when: {column: kind, equals: shipment}
        fields:
          shipment: {column: document}
          line: {constant: "1"}
          version: {column: version}
          warehouse: {column: warehouse}
          sku: {column: sku}
          qty: {column: qty, negate: true}
          shipped_at: {column: at}
          event_seq: {column: number}
      - entity: return_receipt
        when: {column: kind, equals: return_receipt}
        fields:
          return: {column: document}
          line: {constant: "1"}
          version: {column: version}
          warehouse: {column: warehouse}
          sku: {column: sku}
          qty: {column: qty}
          action: {constant: restock}
          received_at: {column: at}
          event_seq: {column: number}
      - entity: adjustment
        when: {column: kind, equals: adjustment}
        fields:
          adjustment: {column: document}
          line: {constant: "1"}
          warehouse: {column: warehouse}
          sku: {column: sku}
          delta: {column: qty}
          reason: {constant: count}
          adjusted_at: {column: at}
          event_seq: {column: number}
      - entity: transfer_leg
        when: {column: kind, equals: dispatch}
        fields:
          transfer: {column: document}
          line: {constant: "1"}
          leg: {constant: dispatch}
          number: {constant: "1"}
          warehouse: {column: warehouse}
          sku: {column: sku}
          qty: {column: qty, negate: true}
          at: {column: at}
          event_seq: {column: number}
      - entity: transfer_leg
        when: {column: kind, equals: receive}
        fields:
          transfer: {column: document}
          line: {constant: "1"}
          leg: {constant: receive}
          number: {constant: "1"}
          warehouse: {column: warehouse}
          sku: {column: sku}
          qty: {column: qty}
          at: {column: at}
          event_seq: {column: number}
tolerances:
  - {field: stock.on_hand, settle: 72h, window: 5m, aged: 5d}
alerts: {report: {json: report/exceptions.json}}
"""


def utc(at):
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def on_the_wall(at):
    return at.astimezone(BERLIN).strftime("%d.%m.%Y %H:%M:%S")


def table(header, rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def cut_off(day, warehouse):
    hour, minute = CUT_OFF[warehouse]
    return day.astimezone(BERLIN).replace(hour=hour, minute=minute).astimezone(timezone.utc)


def arrivals(world):
    """Every export of the company, as (arrival, path, text), in order of arrival; each is whole when it arrives."""
    draw = world.random
    files = []

    def send(exported, path, text, most=600):
        files.append((exported + timedelta(minutes=draw.randrange(1, most)), path, text))

    for number in range(world.days + QUIET_DAYS):
        day = START + timedelta(days=number)
        name = day.strftime("%Y%m%d")
        drawn = day.replace(hour=BOOK_HOUR)
        book = world.book(drawn)
        rows = [(warehouse, sku, quantity, utc(drawn)) for (warehouse, sku), quantity in sorted(book.items())]
        send(drawn, f"erp/book_{name}.csv", table(["warehouse", "sku", "qty", "at"], rows), most=240)
        for warehouse in WAREHOUSES:
            at = cut_off(day, warehouse)
            rows = []
            last = world.last_sequence(warehouse, at)
            for sku, quantity in world.physical(warehouse, at).items():
                # The last digits of its number tell in how many bins it lies.
                first = quantity // 2 if int(sku[1:]) % 3 == 0 else quantity
                rows.append((warehouse, sku, "A-1", first, on_the_wall(at), last))
                if first != quantity:
                    rows.append((warehouse, sku, "B-2", quantity - first, on_the_wall(at), last))
            send(at, f"wms/stock_{warehouse}_{name}.csv", table(["warehouse", "sku", "bin", "qty", "at", "last"], rows),
                 most=240)
    moves(world, send)
    ledger(world, send)
    return sorted(files, key=lambda file: (file[0], file[1]))


def moves(world, send):
    """Events go out every three hours; some of them a second time with the next file."""
    header = ["kind", "document", "version", "warehouse", "sku", "qty", "at", "number"]
    at, again = START, []
    while at < world.end + timedelta(days=QUIET_DAYS):
        until = at + timedelta(hours=3)
        due = [event for event in world.events if at < event.exported_at <= until]
        rows = [(event.kind, event.document, event.version, event.warehouse, event.sku, event.total,
                 on_the_wall(event.stated_at), event.sequence if event.warehouse == "HAM" else "")
                for event in due]
        if rows or again:
            send(until, until.strftime("wms/moves_%Y%m%d%H.csv"), table(header, again + rows))
        again = [row for row in rows if world.random.random() < 0.05]
        at = until


def ledger(world, send):
    header = ["entry", "warehouse", "sku", "qty", "kind", "entity", "reference", "at"]
    entries = list(enumerate(world.postings, start=1))
    at = START
    while at < world.end + timedelta(days=QUIET_DAYS):
        until = at + timedelta(hours=6)
        rows = [(f"E{number}", warehouse, sku, quantity, kind, entity, reference, utc(when))
                for number, (when, warehouse, sku, quantity, kind, entity, reference) in entries if at < when <= until]
        # Also without an entry: then it says that nothing was posted.
        send(until, until.strftime("erp/ledger_%Y%m%d%H.csv"), table(header, rows), most=240)
        at = until
