"""Reads models that this package wrote with the library they were written for, and compares the answers.

    python check_written_models.py FOLDER

Each folder below FOLDER holds `model.json` or `model.ubj` (XGBoost) or `model.txt` (LightGBM), `inputs.csv` with one
numeric column for each feature (an empty cell is a missing value) and `expected.csv` with the answers of this package:
columns `margin_k` (raw margins), `pred_k` (predictions) and, where leaves are compared, `tree_i` (numbers of leaves).
`MLOPS_WRITTEN_MODELS=FOLDER swift test --filter WrittenModels` writes such folders.

Prints the largest distance of each model, relative to the expected number.
"""
import csv
import pathlib
import sys

import numpy

TOLERANCE = {"xgboost": 1e-6, "lightgbm": 1e-12}
SMALLEST = 1e-30


def table(path):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    return rows[0], numpy.array([[float(cell) if cell else numpy.nan for cell in row] for row in rows[1:]])


def xgboost_answers(path, inputs):
    import xgboost

    booster = xgboost.Booster(model_file=path)
    data = xgboost.DMatrix(
        inputs.astype(numpy.float32), feature_names=booster.feature_names, feature_types=booster.feature_types,
        enable_categorical=True)
    rows = len(inputs)
    margins = booster.predict(data, output_margin=True).reshape(rows, -1)
    predictions = booster.predict(data).reshape(rows, -1)
    try:
        leaves = booster.predict(data, pred_leaf=True).reshape(rows, -1)
    except xgboost.core.XGBoostError:  # a linear booster has none
        leaves = None
    return margins, predictions, leaves


def lightgbm_answers(path, inputs):
    import lightgbm

    booster = lightgbm.Booster(model_file=path)
    rows = len(inputs)
    return (
        booster.predict(inputs, raw_score=True).reshape(rows, -1),
        booster.predict(inputs).reshape(rows, -1),
        booster.predict(inputs, pred_leaf=True).reshape(rows, -1),
    )


def distance(computed, expected):
    if computed.shape != expected.shape:
        return numpy.inf
    same = (computed == expected) | (numpy.isnan(computed) & numpy.isnan(expected))
    with numpy.errstate(all="ignore"):
        relative = numpy.abs(computed - expected) / numpy.maximum(numpy.abs(expected), SMALLEST)
    relative = numpy.where(same, 0, numpy.where(numpy.isnan(relative), numpy.inf, relative))
    return float(relative.max(initial=0))


def check(folder):
    for name, library, answers in [
        ("model.json", "xgboost", xgboost_answers), ("model.ubj", "xgboost", xgboost_answers),
        ("model.txt", "lightgbm", lightgbm_answers),
    ]:
        path = folder / name
        if not path.exists():
            continue
        _, inputs = table(folder / "inputs.csv")
        names, expected = table(folder / "expected.csv")
        if library == "xgboost":  # it refuses rows with infinite values
            kept = ~numpy.isinf(inputs.astype(numpy.float32)).any(axis=1)
            inputs, expected = inputs[kept], expected[kept]
        margins, predictions, leaves = answers(str(path), inputs)
        columns = lambda prefix: expected[:, [i for i, name in enumerate(names) if name.startswith(prefix)]]
        worst = max(distance(margins, columns("margin_")), distance(predictions, columns("pred_")))
        passed = worst <= TOLERANCE[library]
        if leaves is not None and columns("tree_").shape[1]:
            same = leaves.shape == columns("tree_").shape and bool((leaves == columns("tree_")).all())
            passed = passed and same
        else:
            same = None
        yield name, worst, same, passed


def main():
    failures = 0
    checked = 0
    for folder in sorted(path for path in pathlib.Path(sys.argv[1]).iterdir() if path.is_dir()):
        for name, worst, same, passed in check(folder):
            checked += 1
            failures += not passed
            leaves = {True: "leaves equal", False: "LEAVES DIFFER", None: "leaves not compared"}[same]
            print(f"{'ok  ' if passed else 'FAIL'} {folder.name}/{name}: {worst:.3g}, {leaves}")
    print(f"{checked} files checked, {failures} failed")
    sys.exit(1 if failures or not checked else 0)


main()
