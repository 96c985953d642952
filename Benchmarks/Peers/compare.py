#!/usr/bin/env python3
"""Runs swift-mlops and its peers in turn on the same bytes and prints the ratios as Markdown tables.

A round asks every engine once, ours first in even rounds and last in odd ones, so that whatever else the machine does
falls on all of them; figures are medians over the rounds. W1 is one call with all test rows, W2 one row a call with the
clock around each call. The result lines go to --output as JSON."""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
OURS = "swift-mlops"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", help="such as lgb_s100d6; all unless given")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", default="1,2", help="of W1, with commas between them")
    parser.add_argument("--workloads", default="w1,w2")
    parser.add_argument("--all-engines", action="store_true", help="also the engines that are fastest nowhere")
    parser.add_argument("--limit", type=int, help="use only the first rows of W1, to try things out")
    parser.add_argument("--alone", action="store_true", help="only swift-mlops")
    parser.add_argument("--mlops", help="the program; built from this repository unless given")
    parser.add_argument("--swift-flags", default="", help="further flags of the build: '-Xcc -march=x86-64-v3'")
    parser.add_argument("--output", help="a file that result lines are appended to")
    return parser.parse_args()


def build(flags):
    """Builds the command line for release and gives its path."""
    folder = ".build-peers" + "".join(c if c.isalnum() else "_" for c in flags)
    command = ["swift", "build", "-c", "release", "--package-path", ROOT, "--scratch-path",
               os.path.join(ROOT, folder), "--traits", "CommandLine", "--product", "mlops"] + flags.split()
    environment = dict(os.environ, SWIFT_DETERMINISTIC_HASHING="1")
    subprocess.run(command, check=True, stdout=sys.stderr, env=environment)
    path = subprocess.run(command + ["--show-bin-path"], check=True, capture_output=True, text=True, env=environment)
    return os.path.join(path.stdout.strip().splitlines()[-1], "mlops")


def model_file(case):
    """The file that ours reads: the format that each library writes by itself."""
    return model(case + {"lgb": ".txt", "xgb": ".ubj", "cat": ".json"}[case[:3]])


def bench(program, case, *options):
    """One run of `mlops bench`."""
    command = [program, "bench", "--json", "--model", model_file(case), "--input",
               os.path.join(DATA, "higgs_test_X.f32"), "--features", "28", *options]
    if case.startswith("cat"):
        command.append("--margin")  # CatBoost is asked for raw scores too
    process = subprocess.run(command, capture_output=True, text=True)
    if process.returncode:
        raise RuntimeError(process.stderr.strip())
    return json.loads(process.stdout)


class Case:
    """The figures of all engines for one model and number of threads."""

    def __init__(self, workload, name, threads):
        self.workload, self.name, self.threads = workload, name, threads
        self.runs = {}
        self.failures = {}
        self.notes = {}

    def add(self, engine, **figures):
        self.runs.setdefault(engine, []).append(figures)

    def median(self, engine, figure):
        return statistics.median(run[figure] for run in self.runs[engine])

    def measure(self, rounds, calls):
        """Asks every engine once a round; one that fails is left out from then on."""
        for number in range(rounds):
            order = list(calls.items())
            for engine, call in order if number % 2 == 0 else reversed(order):
                if engine in self.failures:
                    continue
                try:
                    self.add(engine, **call())
                except Exception as error:
                    self.failures[engine] = f"{type(error).__name__}: {error}"[:300]
                    self.runs.pop(engine, None)

    def peers(self, figure, largest):
        """The peers from the best on."""
        names = [engine for engine in self.runs if engine != OURS]
        return sorted(names, key=lambda engine: self.median(engine, figure), reverse=largest)

    def lines(self, figure):
        for engine, runs in self.runs.items():
            values = [run[figure] for run in runs]
            line = dict(workload=self.workload, case=self.name, engine=engine, threads=self.threads, metric=figure,
                        value=statistics.median(values), least=min(values), most=max(values), reps=len(runs),
                        notes=self.notes.get(engine, ""))
            line.update({key: self.median(engine, key) for key in runs[0] if key != figure})
            yield line
        for engine, error in self.failures.items():
            yield dict(workload=self.workload, case=self.name, engine=engine, threads=self.threads, metric="failed",
                       value=None, notes=error)


def batches(program, case, threads, options):
    """W1: rows a second of one call with all rows."""
    from batch_engines import FASTEST, engines
    kind, spec = case.split("_")
    X = floats("higgs_test_X.f32", 28)[:options.limit]
    result = Case("W1", case, threads)
    reference = None

    def run_ours(threads):
        return bench(program, case, "--threads", str(threads), "--repetitions", "1", "--limit", str(len(X)))

    def ours():
        line = run_ours(threads)
        figures = dict(rows_per_s=line["value"], load_s=line["load_s"])
        if threads > 1:
            # Right after each other, so that the machine has the same speed for both.
            figures["to_one_thread"] = statistics.median(
                run_ours(threads)["value"] / run_ours(1)["value"] for _ in range(3))
        return figures

    calls = {OURS: ours}
    for of, engine, _, make, notes in [] if options.alone else engines():
        # The first engine is the model's own library: its scores are what ours are compared with.
        if of != kind or (reference is not None and not (options.all_engines or engine in FASTEST)):
            continue
        try:
            run = make(kind, spec, threads)
            if reference is None:
                reference = np.asarray(run(X[:10_000]), np.float64).ravel()
            if not (options.all_engines or engine in FASTEST):
                continue
            run(X[:10_000])
            begin = time.perf_counter()
            run(X[:10_000])
            # A slow engine gets fewer rows.
            rows = len(X) if (time.perf_counter() - begin) * len(X) / 10_000 < 5 else 50_000
            run(X[:rows])
        except Exception as error:
            result.failures[engine] = f"{type(error).__name__}: {error}"[:300]
            continue
        result.notes[engine] = f"{rows} rows; {notes}"

        def call(run=run, A=X[:rows]):
            run(A[:10_000])
            begin = time.perf_counter()
            run(A)
            return dict(rows_per_s=len(A) / (time.perf_counter() - begin))
        calls[engine] = call
    result.measure(options.rounds, calls)
    result.difference = None
    if reference is not None and OURS in result.runs:
        with tempfile.NamedTemporaryFile(suffix=".f64") as file:
            bench(program, case, "--limit", str(len(reference)), "--repetitions", "1", "--scores", file.name)
            result.difference = float(np.abs(np.fromfile(file.name, "<f8") - reference).max())
    return result


def single_rows(program, case, options):
    """W2: nanoseconds of a call with one row."""
    import single_engines
    kind, spec = case.split("_")
    result = Case("W2", case, 1)

    def ours():
        line = bench(program, case, "--batch", "1")
        return dict(p50_ns=line["value"], p99_ns=line["p99_ns"], mean_ns=line["mean_ns"], load_s=line["load_s"])

    calls = {OURS: ours}
    peers = [] if options.alone else single_engines.engines(spec)
    exe = single_engines.build() if peers else None
    for of, engine, _, key, library, path, notes in peers:
        if of == kind and (options.all_engines or engine in single_engines.FASTEST):
            result.notes[engine] = notes

            def call(key=key, library=library, path=path):
                line = single_engines.run(exe, spec, key, library, path)
                return {name: line[name] for name in ("p50_ns", "p99_ns", "mean_ns")}
            calls[engine] = call
    result.measure(options.rounds, calls)
    return result


def rate(value):
    return f"{value / 1e6:.3g} M" if value >= 1e6 else f"{value / 1e3:.3g} k"


def microseconds(value):
    return f"{value / 1e3:.3g}"


def print_tables(w1, w2):
    if w1:
        print("\n**Batches (W1), rows a second**\n")
        print("| model | threads | swift-mlops | fastest peer | its rows | ratio | other peers | largest difference |")
        print("|---|---:|---:|---|---:|---:|---|---:|")
    for case in w1:
        if OURS not in case.runs:
            print(f"| {case.name} | {case.threads} | failed | | | | {case.failures.get(OURS)} | |")
            continue
        own = case.median(OURS, "rows_per_s")
        peers = case.peers("rows_per_s", largest=True)
        best = case.median(peers[0], "rows_per_s") if peers else None
        others = ", ".join(f"{engine} {rate(case.median(engine, 'rows_per_s'))}" for engine in peers[1:])
        difference = "–" if case.difference is None else f"{case.difference:.2g}"
        print(f"| {case.name} | {case.threads} | {rate(own)} | {peers[0] if peers else '–'} | "
              f"{rate(best) if best else '–'} | {f'**{own / best:.2f}×**' if best else '–'} | {others} | {difference} |")
    further = [case for case in w1 if case.threads > 1 and OURS in case.runs]
    if further:
        print("\n**Threads (W1), swift-mlops against itself**\n\n| model | threads | ratio to 1 thread |\n|---|---:|---:|")
    for case in further:
        print(f"| {case.name} | {case.threads} | {case.median(OURS, 'to_one_thread'):.2f}× |")
    if w2:
        print("\n**Single rows (W2), microseconds a call**\n")
        print("| model | swift-mlops p50 | p99 | fastest peer | its p50 | its p99 | ratio of p50 | other peers' p50 |")
        print("|---|---:|---:|---|---:|---:|---:|---|")
    for case in w2:
        if OURS not in case.runs:
            print(f"| {case.name} | failed | | | | | | {case.failures.get(OURS)} |")
            continue
        own, tail = (microseconds(case.median(OURS, figure)) for figure in ("p50_ns", "p99_ns"))
        peers = case.peers("p50_ns", largest=False)
        if not peers:
            print(f"| {case.name} | {own} | {tail} | – | – | – | – | |")
            continue
        best = peers[0]
        others = ", ".join(f"{engine} {microseconds(case.median(engine, 'p50_ns'))}" for engine in peers[1:])
        print(f"| {case.name} | {own} | {tail} | {best} | {microseconds(case.median(best, 'p50_ns'))} | "
              f"{microseconds(case.median(best, 'p99_ns'))} | "
              f"**{case.median(OURS, 'p50_ns') / case.median(best, 'p50_ns'):.2f}×** | {others} |")
    loads = {case.name: case for case in w2 + w1 if OURS in case.runs}
    if loads:
        print("\n**Loading (file to ready model), seconds**\n\n| model | swift-mlops |\n|---|---:|")
    for name in sorted(loads):
        print(f"| {name} | {loads[name].median(OURS, 'load_s'):.3g} |")
    for case in w1 + w2:
        for engine, error in case.failures.items():
            print(f"\nfailed: {case.workload} {case.name} {engine} {case.threads} threads: {error}")


def main():
    options = arguments()
    need("higgs_test_X.f32", "models")
    program = options.mlops or build(options.swift_flags)
    models = options.models or [f"{kind}_{spec}" for spec in SPECS for kind in ("lgb", "xgb", "cat")]
    w1, w2 = [], []
    for case in models:
        if "w1" in options.workloads:
            for threads in map(int, options.threads.split(",")):
                print(f"W1 {case}, threads {threads}", file=sys.stderr, flush=True)
                w1.append(batches(program, case, threads, options))
        if "w2" in options.workloads:
            print(f"W2 {case}", file=sys.stderr, flush=True)
            w2.append(single_rows(program, case, options))
    if options.output:
        with open(options.output, "a") as file:
            for case in w1 + w2:
                for line in case.lines("rows_per_s" if case.workload == "W1" else "p50_ns"):
                    file.write(json.dumps(line) + "\n")
    print_tables(w1, w2)


if __name__ == "__main__":
    # The environment of the peers, whatever Python this was started with.
    venv = os.environ.get("PEERS_VENV", "/tmp/peers-venv")
    python = os.path.join(venv, "bin", "python")
    if os.path.exists(python) and os.path.realpath(sys.prefix) != os.path.realpath(venv):
        os.execv(python, [python, os.path.abspath(__file__), *sys.argv[1:]])
    import numpy as np
    from common import DATA, SPECS, floats, model, need
    main()
