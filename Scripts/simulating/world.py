"""A warehouse company and its ERP, minute by minute, from one seed."""
import random
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
# The clocks go back on the 25th.
START = datetime(2026, 10, 10, tzinfo=timezone.utc)
WAREHOUSES = ["HAM", "TIL"]
# When each takes its snapshot, on the clock on its wall; the ERP's book is drawn at night.
CUT_OFF = {"HAM": (18, 0), "TIL": (22, 30)}
BOOK_HOUR = 2
# So far the clock of the second warehouse may be off; it numbers no events.
SKEW_SECONDS = 120
QUIET_DAYS = 6


def awake(at):
    """The same time, or six in the morning where the warehouse sleeps."""
    local = at.astimezone(BERLIN)
    if local.hour < 6:
        local = local.replace(hour=6, minute=local.minute)
    return local.astimezone(timezone.utc)


class Event:
    """Something that moved stock in a warehouse."""

    def __init__(self, at, kind, warehouse, sku, quantity, document, version=1):
        self.at, self.kind, self.warehouse, self.sku = at, kind, warehouse, sku
        self.quantity, self.document, self.version = quantity, document, version
        self.sequence = 0
        self.stated_at = at
        self.exported_at = None
        # What each version adds, and when the ERP posts it; `None` where it never does.
        self.posted_at = None
        self.total = quantity


class World:
    """Events, postings and losses of all days, and the stock that follows from them."""

    def __init__(self, seed, skus, days):
        self.random = random.Random(seed)
        self.days = days
        self.skus = [f"S{number:05d}" for number in range(skus)]
        self.end = START + timedelta(days=days)
        self.keys = [(warehouse, sku) for warehouse in WAREHOUSES for sku in self.skus]
        self.opening = {key: self.random.randrange(80, 500) for key in self.keys}
        self.events = []
        # Stock that vanished or appeared without a word: at, warehouse, sku, quantity.
        self.losses = []
        # Entries of the ERP's ledger: at, warehouse, sku, quantity, kind, reference_entity, reference.
        self.postings = []
        # Articles that lose something: whoever posts the same by hand corrects the loss, and nobody could tell.
        self.losing = set(self.random.sample(self.keys, len(self.keys) // 4))
        self.numbers = {}
        for day in range(days):
            self.live(START + timedelta(days=day))
        self.settle()

    def number(self, prefix):
        self.numbers[prefix] = self.numbers.get(prefix, 0) + 1
        return f"{prefix}{self.numbers[prefix]:06d}"

    def moment(self, day, first=6, last=21.5):
        """A time of the working day on the wall, in UTC."""
        local = datetime(day.year, day.month, day.day, tzinfo=BERLIN)
        seconds = int(self.random.uniform(first, last) * 3600)
        return (local.replace(hour=seconds // 3600, minute=seconds % 3600 // 60, second=seconds % 60)
                .astimezone(timezone.utc))

    def live(self, day):
        draw = self.random
        busy = draw.sample(self.keys, max(10, len(self.keys) // 20))
        for warehouse, sku in busy:
            kind = draw.choices(["shipment", "receipt", "adjustment", "return_receipt", "transfer"], [50, 25, 10, 8, 7])[0]
            at = self.moment(day)
            if kind == "shipment":
                self.event(at, kind, warehouse, sku, -draw.randrange(1, 9), self.number("SH"))
            elif kind == "receipt":
                self.event(at, kind, warehouse, sku, draw.randrange(5, 60), self.number("RC"))
            elif kind == "adjustment":
                self.event(at, kind, warehouse, sku, draw.choice([-3, -2, -1, 1, 2]), self.number("AD"))
            elif kind == "return_receipt":
                self.event(at, kind, warehouse, sku, draw.randrange(1, 4), self.number("RT"))
            else:
                self.transfer(at, warehouse, sku)
        for _ in range(draw.randrange(3)):
            self.lose(day)
        for _ in range(draw.randrange(3)):
            warehouse, sku = draw.choice([key for key in self.keys if key not in self.losing])
            self.postings.append((self.moment(day), warehouse, sku, draw.choice([-2, -1, 1, 4]), "manual", "", ""))

    def event(self, at, kind, warehouse, sku, quantity, document):
        event = Event(at, kind, warehouse, sku, quantity, document)
        self.events.append(event)
        if kind in ("shipment", "receipt") and self.random.random() < 0.03:
            later = awake(at + timedelta(minutes=self.random.randrange(30, 2000)))
            if later < self.end:
                change = self.random.choice([-1, 1])
                if quantity + change:
                    second = Event(later, kind, warehouse, sku, change, document, version=2)
                    second.total = quantity + change
                    self.events.append(second)

    def transfer(self, at, warehouse, sku):
        document = self.number("TR")
        other = WAREHOUSES[1 - WAREHOUSES.index(warehouse)]
        quantity = self.random.randrange(1, 20)
        self.events.append(Event(at, "dispatch", warehouse, sku, -quantity, document))
        arrival = awake(at + timedelta(hours=self.random.randrange(10, 90)))
        if arrival < self.end:
            self.events.append(Event(arrival, "receive", other, sku, quantity, document))

    def lose(self, day):
        """Some are found out and corrected in the books days later."""
        warehouse, sku = self.random.choice(sorted(self.losing))
        quantity = self.random.choice([-7, -4, -3, -2, -1, 2])
        at = self.moment(day)
        self.losses.append((at, warehouse, sku, quantity))
        corrected = at + timedelta(days=self.random.randrange(3, 12))
        if self.random.random() < 0.3 and corrected < self.end:
            self.postings.append(
                (corrected, warehouse, sku, quantity, "correction", "stock_correction", self.number("CO")))

    def settle(self):
        """Numbers the events, and has the ERP post them: mostly within hours, some days later, some never."""
        draw = self.random
        self.events.sort(key=lambda event: (event.at, event.document, event.version))
        last = {warehouse: 0 for warehouse in WAREHOUSES}
        for event in self.events:
            last[event.warehouse] += 1
            event.sequence = last[event.warehouse]
            if event.warehouse == "TIL":
                event.stated_at = event.at + timedelta(seconds=draw.randrange(-SKEW_SECONDS, SKEW_SECONDS + 1))
            event.exported_at = event.at + timedelta(minutes=draw.randrange(5, 60))
            if draw.random() < 0.03:
                event.exported_at += timedelta(hours=draw.randrange(4, 48))
            if draw.random() < 0.01:
                continue
            hours = draw.randrange(24, 96) if draw.random() < 0.05 else draw.uniform(0.2, 6)
            event.posted_at = event.at + timedelta(hours=hours)
        # A later version is posted after the one before.
        first = {event.document + event.kind: event for event in self.events if event.version == 1}
        for event in self.events:
            if event.version == 2:
                before = first[event.document + event.kind]
                event.exported_at = max(event.exported_at, before.exported_at + timedelta(minutes=1))
                if before.posted_at is None:
                    event.posted_at = None
                elif event.posted_at:
                    event.posted_at = max(event.posted_at, before.posted_at + timedelta(minutes=1))
        for event in self.events:
            if event.posted_at:
                entity = {"dispatch": "transfer_leg", "receive": "transfer_leg"}.get(event.kind, event.kind)
                self.postings.append(
                    (event.posted_at, event.warehouse, event.sku, event.quantity, event.kind, entity, event.document))
        self.postings.sort()

    # What each side says at a time.

    def physical(self, warehouse, at):
        stock = {sku: self.opening[warehouse, sku] for sku in self.skus}
        for event in self.events:
            if event.warehouse == warehouse and event.at <= at:
                stock[event.sku] += event.quantity
        for when, where, sku, quantity in self.losses:
            if where == warehouse and when <= at:
                stock[sku] += quantity
        return stock

    def book(self, at):
        stock = dict(self.opening)
        for when, warehouse, sku, quantity, *_ in self.postings:
            if when <= at:
                stock[warehouse, sku] += quantity
        return stock

    def last_sequence(self, warehouse, at):
        return max((event.sequence for event in self.events if event.warehouse == warehouse and event.at <= at),
                   default=0)

    def first_look(self, warehouse):
        """When a warehouse took its first snapshot."""
        hour, minute = CUT_OFF[warehouse]
        return START.astimezone(BERLIN).replace(hour=hour, minute=minute).astimezone(timezone.utc)

    def lost_since_first_look(self):
        """What a warehouse lost of which its own movements know nothing, by warehouse and SKU."""
        lost = {}
        for at, warehouse, sku, quantity in self.losses:
            if at > self.first_look(warehouse):
                lost[warehouse, sku] = lost.get((warehouse, sku), 0) + quantity
        return {key: quantity for key, quantity in lost.items() if quantity}

    def corrected(self):
        """Articles of which losses were corrected in the books, by warehouse and SKU."""
        return {(warehouse, sku) for _, warehouse, sku, _, kind, *_ in self.postings if kind == "correction"}

    def unexplained(self):
        """What was lost and never corrected, by warehouse and SKU."""
        rest = {}
        for _, warehouse, sku, quantity in self.losses:
            rest[warehouse, sku] = rest.get((warehouse, sku), 0) + quantity
        for _, warehouse, sku, quantity, kind, *_ in self.postings:
            if kind == "correction":
                rest[warehouse, sku] -= quantity
        return {key: quantity for key, quantity in rest.items() if quantity}
