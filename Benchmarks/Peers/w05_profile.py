#!/usr/bin/env python3
"""W5, profile: what pandas takes for describe, nunique and seven quantiles of 1,000,000 x 20 doubles in memory.

The table is the first 20 columns of higgs_train_X.f32. `quality` holds what a profile has to agree with: sums of the
means, of the deviations and of the numbers of distinct values."""
from common import emit, fail, floats, need, timed, version


def run():
    import numpy as np
    import pandas as pd
    X = floats("higgs_train_X.f32", 28)[:, :20].astype(np.float64)
    frame = pd.DataFrame(X, columns=[f"c{j}" for j in range(20)])
    found = {}

    def profile():
        found["describe"] = frame.describe()
        found["distinct"] = frame.nunique()
        found["quantiles"] = frame.quantile([0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])

    time = timed(profile)
    quality = dict(mean=float(found["describe"].loc["mean"].sum()), deviation=float(found["describe"].loc["std"].sum()),
                   distinct=int(found["distinct"].sum()), median=float(found["quantiles"].loc[0.5].sum()))
    emit("W5", "profile", "pandas", version("pandas"), 1, len(frame), "seconds", time["median"], quality,
         "describe, nunique, quantile of 7 probabilities; 1,000,000 x 20 float64 in memory",
         best_value=time["least"], worst_value=time["most"], cpu_s=time["cpu"], reps=time["reps"])


if __name__ == "__main__":
    need("higgs_train_X.f32")
    try:
        run()
    except Exception as error:
        fail("W5", "profile", "pandas", 1, error)
