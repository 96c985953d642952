#!/usr/bin/env python3
"""W2: one row a call, through each engine's C interface. Rows in turn from the first 10,000 test rows; the model is warm
(2,000 calls first). Usage: w02_single_row.py [ENGINE|MODEL ...]      (no names: all)"""
import statistics
import sys

from common import REPS, SPECS, emit, fail, need
from single_engines import build, engines, run


def main():
    need("higgs_test_X.f32", "models")
    only = set(sys.argv[1:])
    program = build()
    for spec in SPECS:
        for kind, engine, version, key, library, path, notes in engines(spec):
            if only and engine not in only and spec not in only:
                continue
            case = f"{kind}_{spec}"
            try:
                runs = [run(program, spec, key, library, path) for _ in range(REPS)]

                def median(name):
                    return statistics.median(r[name] for r in runs)
                emit("W2", case, engine, version, 1, 1, "p50_ns", median("p50_ns"),
                     dict(first_score=runs[0]["first_score"]), notes, p99_ns=median("p99_ns"),
                     mean_ns=median("mean_ns"), best_value=float(min(r["p50_ns"] for r in runs)),
                     clock_ns=median("clock_ns"), reps=len(runs))
            except Exception as error:
                fail("W2", case, engine, 1, error)


if __name__ == "__main__":
    main()
