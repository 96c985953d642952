#!/usr/bin/env python3
"""W15, validation: 20 expectations of Great Expectations on a pandas frame of 1,000,000 rows in memory.

The table is higgs_train_X.f32 as columns c0..c27 and c8 rounded to four decimals as text `k`. All of the expectations
hold; the result format is BASIC. Great Expectations has an environment of its own: PEERS_GX_VENV, or the one that runs
this script."""
import logging
import os
import subprocess
import sys
import warnings

from common import emit, fail, floats, need, timed, version


def run():
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    import great_expectations as gx
    import great_expectations.expectations as E
    import numpy as np
    import pandas as pd
    X = floats("higgs_train_X.f32", 28)
    frame = pd.DataFrame(X, columns=[f"c{j}" for j in range(28)])
    frame["k"] = pd.Series(np.round(X[:, 8], 4).astype(str))
    values = sorted(frame["k"].unique())
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = gx.data_context.types.base.ProgressBarsConfig(globally=False)
    source = context.data_sources.add_pandas("p").add_dataframe_asset("a")
    batch = source.add_batch_definition_whole_dataframe("b").get_batch(batch_parameters={"dataframe": frame})
    suite = [E.ExpectTableRowCountToBeBetween(min_value=1, max_value=2_000_000),
             E.ExpectTableColumnCountToEqual(value=29)]
    suite += [E.ExpectColumnValuesToNotBeNull(column=f"c{j}") for j in range(6)]
    suite += [E.ExpectColumnValuesToBeBetween(column=f"c{j}", min_value=-100, max_value=100) for j in range(6)]
    suite += [E.ExpectColumnMeanToBeBetween(column=f"c{j}", min_value=-10, max_value=10) for j in range(3)]
    suite += [E.ExpectColumnStdevToBeBetween(column="c0", min_value=0, max_value=10),
              E.ExpectColumnMedianToBeBetween(column="c1", min_value=-5, max_value=5),
              E.ExpectColumnValuesToBeInSet(column="k", value_set=values)]
    suite = context.suites.add(gx.ExpectationSuite(name="s", expectations=suite))
    result = []

    def validate():
        result[:] = [batch.validate(suite, result_format="BASIC")]

    time = timed(validate)
    emit("W15", "validate_20_expectations", "great-expectations", version("great_expectations"), 1, len(frame),
         "seconds", time["median"], dict(success=bool(result[0].success), expectations=20),
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
