"""The engines that profile (W5) and validate (W15), each in a process of its own: quality_engines.py ENGINE THREADS

Prints the seconds of the pass over the table in memory after a warm-up, the process's CPU seconds, and what the results are
judged by, as JSON. `quality_engines.py tables` writes the files that all of them read: profile.parquet, the first 20 columns
of higgs_train_X.f32 as float64, and validation.parquet, its 28 columns as float32 and c8 rounded to four decimals as text.
Great Expectations makes the second one in memory, since its environment has no reader of Parquet."""
import json
import logging
import os
import sys
import warnings

ENGINES = {"profile": ["pandas", "polars-describe"], "validate": ["great-expectations"]}
TABLES = {"profile": "profile.parquet", "validate": "validation.parquet"}
QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]


def validation_frame():
    import numpy as np
    import pandas as pd
    from common import floats
    X = floats("higgs_train_X.f32", 28)
    frame = pd.DataFrame(X, columns=[f"c{j}" for j in range(28)])
    frame["k"] = pd.Series(np.round(X[:, 8], 4).astype(str))
    return frame


def write_tables(data):
    import numpy as np
    import polars
    from common import floats
    X = floats("higgs_train_X.f32", 28)
    columns = {f"c{j}": X[:, j] for j in range(28)}
    if not os.path.exists(os.path.join(data, TABLES["profile"])):
        polars.DataFrame({f"c{j}": X[:, j].astype(np.float64) for j in range(20)}).write_parquet(
            os.path.join(data, TABLES["profile"]), compression="snappy")
    if not os.path.exists(os.path.join(data, TABLES["validate"])):
        polars.DataFrame(columns | {"k": np.round(X[:, 8], 4).astype(str)}).write_parquet(
            os.path.join(data, TABLES["validate"]), compression="snappy")


def pandas_profile(path):
    import pandas as pd
    frame = pd.read_parquet(path)
    found = {}

    def run():
        found["describe"] = frame.describe()
        found["distinct"] = frame.nunique()
        found["quantiles"] = frame.quantile(QUANTILES)

    def quality():
        return dict(mean=float(found["describe"].loc["mean"].sum()), deviation=float(found["describe"].loc["std"].sum()),
                    distinct=int(found["distinct"].sum()), median=float(found["quantiles"].loc[0.5].sum()))
    return run, quality


def polars_describe(path):
    import polars
    frame = polars.read_parquet(path)
    found = {}

    def run():
        found["describe"] = frame.describe(percentiles=QUANTILES)

    def quality():
        rows = {row[0]: row[1:] for row in found["describe"].iter_rows()}
        return dict(mean=sum(rows["mean"]), deviation=sum(rows["std"]), median=sum(rows["50%"]))
    return run, quality


def great_expectations(path):
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    import great_expectations as gx
    import great_expectations.expectations as E
    frame = validation_frame()
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

    def run():
        result[:] = [batch.validate(suite, result_format="BASIC")]
    return run, lambda: dict(success=bool(result[0].success), expectations=len(result[0].results))


def main():
    from common import DATA, timed
    engine = sys.argv[1]
    if engine == "tables":
        return write_tables(DATA)
    threads = int(sys.argv[2])
    for name in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_NUM_THREADS"):
        os.environ[name] = str(threads)
    make, work = {"pandas": (pandas_profile, "profile"), "polars-describe": (polars_describe, "profile"),
                  "great-expectations": (great_expectations, "validate")}[engine]
    run, quality = make(os.path.join(DATA, TABLES[work]))
    times = timed(run, reps=int(os.environ.get("PEERS_REPS", "1")))
    print(json.dumps(dict(median=times["median"], least=times["least"], cpu=times["cpu"], quality=quality())))


if __name__ == "__main__":
    main()
