"""An export that is swapped for a symbolic link, over and over, while runs read it."""
import os
import signal

from faulting.site import Site, tree

SCENARIO = "partial-shipment"
CLOCK = ["--at", "2026-11-23T06:00:00Z"]
SECRET = b"SECRET-4711"
ORDER = b'{"orders": [{"no": "%s", "version": 1, "customer": "%s", "site": "10", "lines": ' \
        b'[{"pos": "1", "article": "LAMP-40", "qty": 1, "price": 1.0}]}]}\n'
SWAPS_PER_POINT = 10_000


def points(bench):
    return list(map(str, range(500 if bench.full else 10)))


def check(bench, point):
    """10,000 swaps; the secret must be found nowhere but where it lies."""
    site = Site.of_scenario(SCENARIO, bench.slot("swaps"), bench.binary)
    outside = bench.slot("outside")
    os.makedirs(outside)
    secret = outside + "/secret"
    with open(secret, "wb") as file:
        file.write(ORDER % (SECRET, SECRET))
    drop = site.exchange + "/erp/out"
    os.makedirs(drop)
    ready, told = os.pipe()
    swapper = os.fork()
    if swapper == 0:
        swap(drop, secret, int(point), told)
    wrong = []
    while os.waitpid(swapper, os.WNOHANG) == (0, 0):
        outcome = site.run(CLOCK, seconds=60)
        bench.notes.append("runs")
        if outcome.is_hung or outcome.crash:
            os.kill(swapper, signal.SIGKILL)
            wrong.append(str(outcome))
    swaps = int(os.read(ready, 20) or 0)
    os.close(ready)
    os.close(told)
    bench.notes += ["thousand swaps"] * (swaps // 1000)
    return wrong + leaks(site, secret) + unfinished(site, drop)


def swap(drop, secret, turn, told):
    """The other process: never returns."""
    swaps = 0
    name, aside = f"{drop}/orders_{turn:04}.json", f"{drop}/.aside"
    for swaps in range(1, SWAPS_PER_POINT + 1):
        order = ORDER % (b"%d" % (7000 + swaps), b"C-1")
        with open(aside, "wb") as file:
            file.write(order)
        os.rename(aside, name)
        os.symlink(secret, aside)
        os.rename(aside, name)
    os.write(told, b"%d" % swaps)
    os._exit(0)


def leaks(site, secret):
    wrong = [f"the secret got into {path}" for path, content in tree(site.folder).items()
             if SECRET in content and not path.startswith("exchange/erp/out/")]
    for path, _, names in os.walk(site.state):
        wrong += [f"{path}/{name} is a symbolic link" for name in names if os.path.islink(f"{path}/{name}")]
    if not os.path.exists(secret):
        wrong.append("the file outside is gone")
    return wrong


def unfinished(site, drop):
    """Once the swapping ends, a good file is read as ever."""
    for name in os.listdir(drop):
        os.unlink(f"{drop}/{name}")
    with open(drop + "/orders_9999.json", "wb") as file:
        file.write(ORDER % (b"99999", b"C-2"))
    outcome = site.run(CLOCK)
    orders = site.rows("SELECT count(*) FROM sales_order WHERE \"order\" = '99999'")[0][0]
    return [] if orders == 1 else [f"the next good file was not read: {outcome}"]
