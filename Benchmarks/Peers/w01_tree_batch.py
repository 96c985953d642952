#!/usr/bin/env python3
"""W1: batches of rows. Timed: one call that turns a [rows, 28] float32 matrix in memory into scores.

Not timed: loading the model, and building an engine's own input object where the notes say so.
Usage: w01_tree_batch.py [ENGINE|MODEL ...]      (no names: all)"""
import sys

import numpy as np

from batch_engines import engines
from common import SPECS, emit, fail, floats, need, timed


def rows_for(run, X):
    """How many rows an engine gets: a slow one fewer."""
    small = X[:10_000]
    run(small)
    seconds = timed(lambda: run(small), reps=3, warm=0)["median"]
    return len(X) if seconds * 20 < 5 else 50_000 if seconds * 5 < 8 else 10_000


def main():
    from sklearn.metrics import roc_auc_score
    need("higgs_test_X.f32", "models")
    only = set(sys.argv[1:])
    X, y = floats("higgs_test_X.f32", 28), floats("higgs_test_y.f32")
    reference = {}
    for spec in SPECS:
        for kind, engine, version, make, notes in engines():
            if only and engine not in only and spec not in only:
                continue
            for threads in (1, 2):
                case = f"{kind}_{spec}"
                try:
                    run = make(kind, spec, threads)
                    rows = rows_for(run, X)
                    A = X[:rows]
                    scores = np.asarray(run(A)).ravel()
                    quality = dict(auc=round(float(roc_auc_score(y[:rows], scores)), 5))
                    if len(reference.get(case, ())) >= rows:
                        difference = np.abs(reference[case][:rows] - scores).max()
                        quality["max_abs_diff_vs_first_engine"] = float(f"{difference:.3g}")
                    else:
                        reference.setdefault(case, scores.copy())
                    t = timed(lambda: run(A))
                    emit("W1", case, engine, version, threads, rows, "rows_per_s", rows / t["median"], quality, notes,
                         best_value=rows / t["least"], worst_value=rows / t["most"], cpu_s=t["cpu"], reps=t["reps"])
                except Exception as error:
                    fail("W1", case, engine, threads, error)


if __name__ == "__main__":
    main()
