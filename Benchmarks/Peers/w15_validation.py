#!/usr/bin/env python3
"""W15, validation: 20 expectations of Great Expectations on a pandas frame of 1,000,000 rows in memory.

The table is higgs_train_X.f32 as columns c0..c27 and c8 rounded to four decimals as text `k`. All of the expectations
hold; the result format is BASIC. Great Expectations has an environment of its own: PEERS_GX_VENV, or the one that runs
this script."""
import os
import subprocess
import sys

from common import emit, fail, need, timed, version


def run():
    from quality_engines import great_expectations
    validate, quality = great_expectations(None)
    time = timed(validate)
    emit("W15", "validate_20_expectations", "great-expectations", version("great_expectations"), 1, 1_000_000,
         "seconds", time["median"], quality(),
         "20 expectations, 1,000,000 x 29 in memory", best_value=time["least"], worst_value=time["most"],
         cpu_s=time["cpu"], reps=time["reps"])


if __name__ == "__main__":
    need("higgs_train_X.f32")
    venv = os.environ.get("PEERS_GX_VENV")
    if venv and os.environ.get("PEERS_GX_INSIDE") is None:
        quiet = dict(GX_ANALYTICS_ENABLED="False", DO_NOT_TRACK="1", OMP_NUM_THREADS="1", PEERS_GX_INSIDE="1")
        sys.exit(subprocess.run([os.path.join(venv, "bin", "python"), __file__],
                                env=dict(os.environ, **quiet)).returncode)
    try:
        run()
    except Exception as error:
        fail("W15", "validate_20_expectations", "great-expectations", 1, error)
