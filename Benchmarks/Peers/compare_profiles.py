#!/usr/bin/env python3
"""Profiles (W5) and validates (W15) a table of 1,000,000 rows with swift-mlops and its peers in turn and prints the ratios.

A round asks every engine once, in a process of its own that reads the table, passes over it once to warm up and once for the
clock: ours first in even rounds and last in odd ones, so that whatever else the machine does falls on all of them. Figures
are medians over the rounds of the seconds of the pass alone. Peers use one thread where they can be told to."""
import argparse
import json
import os
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = "swift-mlops"
NAMES = {"profile": "profile, 1 M × 20", "validate": "20 expectations, 1 M × 29"}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("works", nargs="*", default=list(NAMES), help="profile, validate; both unless given")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", default="1,2", help="of swift-mlops, with commas between them")
    parser.add_argument("--program", help="table-quality; built from the package of the benchmarks unless given")
    parser.add_argument("--output", help="a file that result lines are appended to")
    return parser.parse_args()


def run(command):
    quiet = dict(GX_ANALYTICS_ENABLED="False", DO_NOT_TRACK="1", OMP_NUM_THREADS="1", POLARS_MAX_THREADS="1")
    return line_of(command, env=dict(os.environ, **quiet))


def commands(program, work, threads):
    table = os.path.join(DATA, TABLES[work])
    calls = {f"{OURS}, {count}": [program, work, table, "--threads", str(count)] for count in threads}
    for engine in ENGINES[work]:
        python = sys.executable
        if engine == "great-expectations":
            python = os.path.join(os.environ.get("PEERS_GX_VENV", VENV + "-gx"), "bin", "python")
        calls[engine] = [python, os.path.join(HERE, "quality_engines.py"), engine, "1"]
    return calls


def print_table(results, threads):
    first = f"{OURS}, {threads[0]}"
    print(f"| | engine, threads | seconds | processor seconds | {first} is faster by | by processor time |")
    print("|---|---|---:|---:|---:|---:|")
    for work, (lines, failures) in results.items():
        def figure(engine, name):
            return statistics.median(line[name] for line in lines[engine])
        for engine in lines:
            label = engine if engine.startswith(OURS) else engine + ", 1"
            ratio = processor = "–"
            if first in lines and engine != first:
                ratio = f"**{figure(engine, 'median') / figure(first, 'median'):.2f}×**"
                processor = f"{figure(engine, 'cpu') / figure(first, 'cpu'):.2f}×"
            print(f"| {NAMES[work]} | {label} | {figure(engine, 'median'):.3f} | {figure(engine, 'cpu'):.3f} | {ratio} | {processor} |")
        for engine, error in failures.items():
            print(f"| {NAMES[work]} | {engine} | failed | {error} | | |")
    for work, (lines, _) in results.items():
        print(f"\n{NAMES[work]}, what the results are judged by:")
        for engine in lines:
            print(f"- {engine}: {json.dumps(lines[engine][-1]['quality'])}")


def main():
    options = arguments()
    need("higgs_train_X.f32")
    subprocess.run([sys.executable, os.path.join(HERE, "quality_engines.py"), "tables"], check=True)
    program = options.program or built("table-quality")
    threads = [int(count) for count in options.threads.split(",")]
    results = {}
    for work in options.works:
        print(NAMES[work], file=sys.stderr, flush=True)
        results[work] = in_turn(commands(program, work, threads), options.rounds, run)
        if options.output:
            with open(options.output, "a") as file:
                for engine, runs in results[work][0].items():
                    for line in runs:
                        print(json.dumps(dict(case=work, engine=engine, **line)), file=file)
    print_table(results, threads)


if __name__ == "__main__":
    # The environment of the peers, whatever Python this was started with.
    venv = os.environ.get("PEERS_VENV", "/tmp/peers-venv")
    python = os.path.join(venv, "bin", "python")
    if os.path.exists(python) and os.path.realpath(sys.prefix) != os.path.realpath(venv):
        os.execv(python, [python, os.path.abspath(__file__), *sys.argv[1:]])
    from common import DATA, VENV, built, in_turn, line_of, need
    from quality_engines import ENGINES, TABLES
    main()
