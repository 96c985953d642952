"""Reads models that this package wrote for XGBoost with XGBoost, and compares the answers.

    python check_written_models.py FOLDER

Each folder below FOLDER holds `model.json` or `model.ubj`, `inputs.csv` with one numeric column for each feature (an
empty cell is a missing value) and `expected.csv` with the answers of this package: columns `margin_k` (raw margins),
`pred_k` (predictions) and, where leaves are compared, `tree_i` (numbers of leaves).
`MLOPS_WRITTEN_MODELS=FOLDER swift test --filter WrittenModels` writes such folders of all models in the fixtures.

Prints the largest distance of each model, relative to the expected number.
"""
import csv
import pathlib
import sys

import numpy
import xgboost

TOLERANCE = 1e-6
SMALLEST = 1e-30


def table(path):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    return rows[0], numpy.array([[float(cell) if cell else numpy.nan for cell in row] for row in rows[1:]])


def answers(path, inputs):
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


def distance(computed, expected):
    if computed.shape != expected.shape:
        return numpy.inf
    same = (computed == expected) | (numpy.isnan(computed) & numpy.isnan(expected))
    with numpy.errstate(all="ignore"):
        relative = numpy.abs(computed - expected) / numpy.maximum(numpy.abs(expected), SMALLEST)
    relative = numpy.where(same, 0, numpy.where(numpy.isnan(relative), numpy.inf, relative))
    return float(relative.max(initial=0))


def check(folder):
    for name in ["model.json", "model.ubj"]:
        path = folder / name
        if not path.exists():
            continue
        _, inputs = table(folder / "inputs.csv")
        names, expected = table(folder / "expected.csv")
        kept = ~numpy.isinf(inputs.astype(numpy.float32)).any(axis=1)  # XGBoost refuses infinite values
        inputs, expected = inputs[kept], expected[kept]
        margins, predictions, leaves = answers(str(path), inputs)
        columns = lambda prefix: expected[:, [i for i, name in enumerate(names) if name.startswith(prefix)]]
        worst = max(distance(margins, columns("margin_")), distance(predictions, columns("pred_")))
        passed = worst <= TOLERANCE
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
