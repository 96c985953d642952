#!/usr/bin/env python3
"""Reads CSV and JSON Lines files with swift-mlops and its peers in turn and prints the ratios as Markdown tables (W5).

A round asks every engine once, in a process of its own that reads the file once to warm up and once for the clock: ours
first in even rounds and last in odd ones, so that whatever else the machine does falls on all of them. Figures are medians
over the rounds, MB/s of the file's bytes. The schema is inferred and the column ts is parsed."""
import argparse
import json
import os
import statistics
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = "swift-mlops"
FILES = ["csv_100mb.csv", "csv_500mb.csv", "mixed.csv", "mixed.jsonl"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", default=FILES, help="such as mixed.csv; all unless given")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", default="1,2", help="with commas between them")
    parser.add_argument("--all-engines", action="store_true", help="also the engines that are fastest nowhere")
    parser.add_argument("--alone", action="store_true", help="only swift-mlops")
    parser.add_argument("--program", help="table-reading; built from the package of the benchmarks unless given")
    parser.add_argument("--output", help="a file that result lines are appended to")
    return parser.parse_args()


def commands(program, path, threads, options):
    calls = {OURS: [program, path, "--threads", str(threads)]}
    engines = JSON_ENGINES if path.endswith(".jsonl") else ENGINES if options.all_engines else FASTEST
    for engine in [] if options.alone else engines:
        if threads == 1 or engine not in SINGLE:
            calls[engine] = [sys.executable, os.path.join(HERE, "table_engines.py"), engine, str(threads), path]
    return calls


def print_table(results):
    print("| file | threads | swift-mlops, MB/s | fastest peer | its MB/s | ratio | by processor time | other peers | peak MB, ours / theirs |")
    print("|---|---:|---:|---|---:|---:|---:|---|---:|")
    for (name, threads), (megabytes, lines, failures) in results.items():
        if OURS not in lines:
            print(f"| {name} | {threads} | failed: {failures.get(OURS)} | | | | | | |")
            continue

        def rate(engine, figure="median"):
            return megabytes / statistics.median(line[figure] for line in lines[engine])
        peers = sorted((engine for engine in lines if engine != OURS), key=rate, reverse=True)
        peak = {engine: statistics.median(line["peak_rss_mb"] for line in lines[engine]) for engine in lines}
        own = rate(OURS)
        if not peers:
            print(f"| {name} | {threads} | {own:.0f} | – | – | – | – | | {peak[OURS]:.0f} |")
            continue
        best = peers[0]
        cheapest = max(peers, key=lambda engine: rate(engine, "cpu"))
        processor = rate(OURS, "cpu") / rate(cheapest, "cpu")
        others = ", ".join(f"{engine} {rate(engine):.0f}" for engine in peers[1:])
        print(f"| {name} | {threads} | {own:.0f} | {best} | {rate(best):.0f} | **{own / rate(best):.2f}×** | "
              f"{processor:.2f}× | {others} | {peak[OURS]:.0f} / {peak[best]:.0f} |")
    for (name, threads), (megabytes, lines, _) in results.items():
        if threads > 1 and (name, 1) in results and OURS in lines and OURS in results[name, 1][1]:
            one = statistics.median(line["median"] for line in results[name, 1][1][OURS])
            print(f"\n{name}: {threads} threads are "
                  f"{one / statistics.median(line['median'] for line in lines[OURS]):.2f}× as fast as one")
    for (name, threads), (_, _, failures) in results.items():
        for engine, error in failures.items():
            print(f"\nfailed: {name} {engine} {threads} threads: {error}")


def main():
    options = arguments()
    need(*options.files)
    program = options.program or built("table-reading")
    results = {}
    for name in options.files:
        path = os.path.join(DATA, name)
        for threads in map(int, options.threads.split(",")):
            print(f"W5 {name}, threads {threads}", file=sys.stderr, flush=True)
            lines, failures = in_turn(
                commands(program, path, threads, options), options.rounds, lambda command: held(command, threads))
            results[name, threads] = (os.path.getsize(path) / 1e6, lines, failures)
            if options.output:
                with open(options.output, "a") as file:
                    for engine, runs in lines.items():
                        for line in runs:
                            print(json.dumps(dict(workload="W5", case=name, engine=engine, threads=threads, **line)), file=file)
    print_table(results)


if __name__ == "__main__":
    # The environment of the peers, whatever Python this was started with.
    venv = os.environ.get("PEERS_VENV", "/tmp/peers-venv")
    python = os.path.join(venv, "bin", "python")
    if os.path.exists(python) and os.path.realpath(sys.prefix) != os.path.realpath(venv):
        os.execv(python, [python, os.path.abspath(__file__), *sys.argv[1:]])
    from common import DATA, built, held, in_turn, need
    from table_engines import ENGINES, FASTEST, JSON_ENGINES, SINGLE
    main()
