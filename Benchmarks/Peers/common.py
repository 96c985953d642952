"""What the peer benchmarks share. One JSON line per (engine, case) goes to standard output."""
import importlib.metadata as metadata
import json
import os
import statistics
import subprocess
import sys
import time

DATA = os.environ.get("PEERS_DATA", "/tmp/peers-data")
MODELS = os.path.join(DATA, "models")
VENV = os.environ.get("PEERS_VENV", "/tmp/peers-venv")
REPS = int(os.environ.get("PEERS_REPS", "5"))
# One (engine, case) may use about this many seconds; a slower one stops repeating, at 3 repetitions or more.
BUDGET = float(os.environ.get("PEERS_BUDGET", "20"))
SPECS = ["s100d6", "s500l63", "s1000l255"]


def model(name):
    return os.path.join(MODELS, name)


def version(*names):
    for name in names:
        try:
            return metadata.version(name)
        except metadata.PackageNotFoundError:
            pass
    return "?"


def emit(workload, case, engine, version, threads, rows, metric, value, quality=None, notes="", **further):
    line = dict(workload=workload, case=case, engine=engine, version=version, threads=threads, rows=rows,
                metric=metric, value=None if value is None else float(f"{value:.6g}"), quality=quality, notes=notes)
    line.update({key: (float(f"{v:.6g}") if isinstance(v, float) else v) for key, v in further.items()})
    print(json.dumps(line), flush=True)


def fail(workload, case, engine, threads, error):
    """A case that could not run is recorded, not hidden."""
    emit(workload, case, engine, "?", threads, 0, "failed", None, notes=f"{type(error).__name__}: {error}"[:300])


def timed(call, reps=None, warm=1):
    """Median, least and most seconds of the runs after a warm-up, and the process's CPU seconds of the median run."""
    for _ in range(warm):
        call()
    seconds, cpu, begin = [], [], time.perf_counter()
    for run in range(reps or REPS):
        t, c = time.perf_counter(), time.process_time()
        call()
        seconds.append(time.perf_counter() - t)
        cpu.append(time.process_time() - c)
        if run >= 2 and time.perf_counter() - begin > BUDGET:
            break
    return dict(median=statistics.median(seconds), least=min(seconds), most=max(seconds),
                cpu=statistics.median(cpu), reps=len(seconds))


def floats(name, columns=None):
    import numpy as np
    values = np.fromfile(os.path.join(DATA, name), dtype="<f4")
    return values.reshape(-1, columns) if columns else values


def need(*names):
    for name in names:
        if not os.path.exists(os.path.join(DATA, name)):
            sys.exit(f"missing {name} under {DATA}: run make_data.py and make_models.py first")


def built(product):
    """Builds a program of the package of the benchmarks for release and gives its path."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    command = ["swift", "build", "-c", "release", "--package-path", package, "--product", product]
    subprocess.run(command, check=True, stdout=sys.stderr)
    path = subprocess.run(command + ["--show-bin-path"], check=True, capture_output=True, text=True)
    return os.path.join(path.stdout.strip().splitlines()[-1], product)


def line_of(command, **options):
    """The last line that a process prints, read as JSON."""
    process = subprocess.run(command, capture_output=True, text=True, **options)
    if process.returncode:
        raise RuntimeError(process.stderr.strip()[-300:])
    return json.loads(process.stdout.strip().splitlines()[-1])


def hold(threads):
    """Holds a process to as many processors as it may have threads: some engines use more threads than they are told."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])


def held(command, threads):
    """The last line, read as JSON, of a process that is held to as many processors as it may have threads."""
    return line_of(command, preexec_fn=lambda: hold(threads))


def in_turn(calls, rounds, run):
    """The lines of all engines, which run in turn, and the errors of those that failed."""
    lines, failures = {}, {}
    for number in range(rounds):
        order = list(calls.items())
        for engine, command in order if number % 2 == 0 else reversed(order):
            if engine in failures:
                continue
            try:
                lines.setdefault(engine, []).append(run(command))
            except Exception as error:
                failures[engine] = f"{type(error).__name__}: {error}"[:300]
                lines.pop(engine, None)
    return lines, failures
