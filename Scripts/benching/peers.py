"""The tools that wmsync is measured against: which of them are here, and what the others lack."""
import os
import shutil
import subprocess
from dataclasses import dataclass

# The environment variable that names an interpreter, its folder below the data, what is installed into it.
INTERPRETERS = {
    "PEER_PY": ("venv", ["duckdb", "polars", "pandas", "pyarrow", "numpy"]),
    # It wants another polars than the newest.
    "PEER_DC": ("venv-dc", ["datacompy"]),
}
STOCK_ENDINGS = (".csv", ".json", ".ndjson")
FLOOR = "floor"


@dataclass(frozen=True)
class Peer:
    """A tool as bench.py calls it, and what it needs."""

    name: str
    interpreter: str = ""
    modules: tuple = ()
    tools: tuple = ()
    endings: tuple = (".csv",)
    most_rows: int = 1_000_000
    # For a tool that bench.py cannot be asked for, because its name holds a comma: a script and its variables.
    script: str = ""
    variables: tuple = ()


SQLITE = Peer("sqlite3 CLI", tools=("sqlite3", "awk"), most_rows=5_000_000)
DUCKDB = Peer("DuckDB", "PEER_PY", ("duckdb",), endings=STOCK_ENDINGS, most_rows=5_000_000)
POLARS = Peer("polars+parquet", "PEER_PY", ("polars",), endings=STOCK_ENDINGS, most_rows=5_000_000)
PANDAS = Peer("pandas+SQLite", "PEER_PY", ("pandas",))
PLAIN = Peer("python csv+sqlite3", endings=STOCK_ENDINGS)
COMMIT_PER_FILE = Peer(
    "python, commit per file", script="w4_plain.py", variables=("W4_COMMIT=file",))

PEERS = {
    "w1": [
        DUCKDB, POLARS, Peer("datacompy+parquet", "PEER_DC", ("datacompy", "polars")), SQLITE, PLAIN, PANDAS,
        Peer("python row-by-row")],
    "w2": [DUCKDB, POLARS, SQLITE, PANDAS, Peer("python json+sqlite3")],
    "w4": [DUCKDB, POLARS, SQLITE, PLAIN, COMMIT_PER_FILE],
}
PEERS["json"] = [peer for peer in PEERS["w1"] if ".json" in peer.endings]


def interpreter(variable, data):
    """The interpreter for a group of peers; empty when there is none."""
    own = os.path.join(data, INTERPRETERS[variable][0], "bin", "python")
    path = os.environ.get(variable) or own
    return path if os.access(path, os.X_OK) else ""


def install(data):
    """Makes an environment for each group of peers below the data folder."""
    for folder, packages in INTERPRETERS.values():
        path = os.path.join(data, folder)
        subprocess.run(["python3", "-m", "venv", path], check=True)
        subprocess.run([os.path.join(path, "bin", "pip"), "install", "--quiet", *packages], check=True)
        print(f"installed {', '.join(packages)} in {path}")


def lacking(peer, data):
    """What this peer needs and is not here; empty when it can run."""
    missing = [tool for tool in peer.tools if not shutil.which(tool)]
    if peer.interpreter:
        path = interpreter(peer.interpreter, data)
        if not path:
            return missing + [f"{peer.interpreter}, or Scripts/bench --install"]
        find = "import sys, importlib.util as u; print(*[m for m in sys.argv[1:] if not u.find_spec(m)])"
        found = subprocess.run([path, "-c", find, *peer.modules], capture_output=True, text=True, check=False)
        missing += found.stdout.split() if found.returncode == 0 else [f"a {path} that works"]
    return missing


def floor(shared, data):
    """Compiles the job with nothing in the way; says where it is and, if it cannot run here, why."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        if "avx512bw" not in file.read():
            return "", "needs a processor with AVX-512"
    compiler = shutil.which("cc") or shutil.which("clang")
    if not compiler:
        return "", "needs a C compiler"
    program = os.path.join(data, "limit")
    source = os.path.join(shared, "bench", "floors", "limit.c")
    made = subprocess.run(
        [compiler, "-O3", "-march=native", source, "-o", program], capture_output=True, text=True, check=False)
    return ("", "does not compile: " + made.stderr.strip()[-200:]) if made.returncode else (program, "")
