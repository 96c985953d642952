#!/usr/bin/env python3
"""Fits one-vs-rest logistic regressions to TF-IDF matrices with swift-mlops and scikit-learn in turn and prints the ratios (W4).

A round asks every engine once, in a process of its own that reads the matrix, fits once to warm up and once for the clock:
ours first in even rounds and last in odd ones. Figures are medians over the rounds of the seconds of the fit alone. The
objective, the sum over the labels of C Σ log loss + ½ ‖w‖² without the intercepts, is computed for all by the same lines
in double precision; a ratio counts where ours is not above the peer's by more than 1e-6 of it."""
import argparse
import json
import os
import statistics
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = "swift-mlops"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=["movies", "synth"], help="movies, synth; both unless given")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", default="1,2", help="with commas between them")
    parser.add_argument("--strength", type=float, default=1.0, help="C")
    parser.add_argument("--tolerance", default="1e-4", help="of swift-mlops")
    parser.add_argument("--engines", help="of scikit-learn, with commas between them; all unless given")
    parser.add_argument("--program", help="linear-models; built from the package of the benchmarks unless given")
    parser.add_argument("--output", help="a file that result lines are appended to")
    return parser.parse_args()


def own_objective(path, folder, strength):
    import numpy as np
    matrix, members = load(folder)
    weights = np.fromfile(path, dtype="<f8").reshape(members.shape[1], matrix.shape[1] + 1)
    return objective(matrix, members, weights[:, :-1], weights[:, -1], strength)


def main():
    options = arguments()
    need(*(os.path.join(f"texts_{name}", "shape.i64") for name in options.names))
    program = options.program or built("linear-models")
    engines = options.engines.split(",") if options.engines else ENGINES
    print("| texts | threads | engine | seconds | processor seconds | objective | theirs / ours − 1 | ours is faster by |")
    print("|---|---:|---|---:|---:|---:|---:|---:|")
    for name in options.names:
        folder = os.path.join(DATA, f"texts_{name}")
        for threads in map(int, options.threads.split(",")):
            print(f"W4 {name}, threads {threads}", file=sys.stderr, flush=True)
            with tempfile.TemporaryDirectory() as temporary:
                path = os.path.join(temporary, "weights.f64")
                calls = {OURS: [program, folder, "--threads", str(threads), "--strength", str(options.strength),
                                "--tolerance", options.tolerance, "--weights", path]}
                for engine in engines:
                    calls[engine] = [sys.executable, os.path.join(HERE, "text_engines.py"), engine, str(threads), folder, str(options.strength)]
                quiet = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
                lines, failures = in_turn(calls, options.rounds, lambda command: line_of(command, env=quiet))
                if OURS in lines:
                    own = own_objective(path, folder, options.strength)
                    for line in lines[OURS]:
                        line["objective"] = own
            for engine, runs in lines.items():
                def figure(key, engine=engine):
                    return statistics.median(line[key] for line in lines[engine])
                further, ratio = "", ""
                if engine != OURS and OURS in lines:
                    distance = figure("objective") / figure("objective", OURS) - 1
                    further = f"{distance:+.1e}"
                    ratio = f"**{figure('median') / figure('median', OURS):.2f}×**" if distance >= -1e-6 else "loses"
                print(f"| {name} | {threads} | {engine} | {figure('median'):.3f} | {figure('cpu'):.3f} | {figure('objective'):.6f} | {further} | {ratio} |", flush=True)
                if options.output:
                    with open(options.output, "a") as file:
                        for line in runs:
                            print(json.dumps(dict(workload="W4", case=name, engine=engine, threads=threads, **line)), file=file)
            for engine, error in failures.items():
                print(f"| {name} | {threads} | {engine} | failed | {error} | | | |")


if __name__ == "__main__":
    # The environment of the peers, whatever Python this was started with.
    venv = os.environ.get("PEERS_VENV", "/tmp/peers-venv")
    python = os.path.join(venv, "bin", "python")
    if os.path.exists(python) and os.path.realpath(sys.prefix) != os.path.realpath(venv):
        os.execv(python, [python, os.path.abspath(__file__), *sys.argv[1:]])
    from common import DATA, built, in_turn, line_of, need
    from text_engines import ENGINES, load, objective
    main()
