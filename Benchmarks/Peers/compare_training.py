#!/usr/bin/env python3
"""W3: boosted trees of swift-mlops and of the established libraries on the same matrix, in turn, one process a run.

    compare_training.py [binary|regression ...] [--threads 1,2] [--rounds 3] [--engines lightgbm,...] [--output FILE]

Every process is held to as many processors as it may have threads. Figures are medians of the rounds."""
import argparse
import json
import os
import statistics
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = "swift-mlops"
NAMES = {"binary": "binary, 1 M × 28", "regression": "regression, 160 k × 20"}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", nargs="*", default=list(NAMES), metavar="TASK")
    parser.add_argument("--threads", default="1,2", help="numbers of threads")
    parser.add_argument("--rounds", type=int, default=3, help="how often each engine runs")
    parser.add_argument("--engines", help="peers, separated by commas; all of them when absent")
    parser.add_argument("--program", help="the program training-speed; built when absent")
    parser.add_argument("--output", help="appends one line of JSON for each run")
    return parser.parse_args()


def commands(program, task, threads, engines):
    calls = {OURS: [program, task, DATA, "--threads", str(threads)],
             OURS + ", oblivious": [program, task, DATA, "--threads", str(threads), "--growth", "oblivious"]}
    for engine in engines:
        calls[engine] = [sys.executable, os.path.join(HERE, "training_engines.py"), engine, str(threads), task]
    return calls


def print_table(results):
    print("| | threads | engine | seconds | of swift-mlops | processor seconds | of swift-mlops | peak MB | quality |")
    print("|---|---:|---|---:|---:|---:|---:|---:|---:|")
    for (task, threads), (lines, failures) in results.items():
        def median(engine, name):
            return statistics.median(line[name] for line in lines[engine])
        for engine in sorted(lines, key=lambda engine: median(engine, "seconds")):
            (name, value), = lines[engine][-1]["quality"].items()
            print(f"| {NAMES[task]} | {threads} | {engine} | {median(engine, 'seconds'):.2f} "
                  f"| {median(engine, 'seconds') / median(OURS, 'seconds'):.2f}× | {median(engine, 'cpu_s'):.2f} "
                  f"| {median(engine, 'cpu_s') / median(OURS, 'cpu_s'):.2f}× | {median(engine, 'peak_rss_mb'):.0f} "
                  f"| {name} {value:.5f} |")
        for engine, problem in failures.items():
            print(f"| {NAMES[task]} | {threads} | {engine} | {problem} | | | | | |")


def main():
    options = arguments()
    need("higgs_train_X.f32", "reg_X.f32")
    program = options.program or built("training-speed")
    engines = options.engines.split(",") if options.engines else ENGINES
    results = {}
    for task in options.tasks:
        for threads in map(int, options.threads.split(",")):
            print(f"W3 {task}, threads {threads}", file=sys.stderr, flush=True)
            results[task, threads] = in_turn(
                commands(program, task, threads, engines), options.rounds, lambda command: held(command, threads))
            if options.output:
                with open(options.output, "a") as file:
                    for engine, lines in results[task, threads][0].items():
                        for line in lines:
                            record = dict(workload="W3", case=task, engine=engine, threads=threads, **line)
                            print(json.dumps(record), file=file)
    print_table(results)


if __name__ == "__main__":
    venv = os.environ.get("PEERS_VENV", "/tmp/peers-venv")
    python = os.path.join(venv, "bin", "python")
    if os.path.exists(python) and os.path.realpath(sys.prefix) != os.path.realpath(venv):
        os.execv(python, [python, os.path.abspath(__file__), *sys.argv[1:]])
    from common import DATA, built, held, in_turn, need
    from training_engines import ENGINES
    main()
