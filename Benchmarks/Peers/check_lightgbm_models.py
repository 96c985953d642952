"""Checks that LightGBM reads the models that this SDK writes as LightGBM text, and gives the same answers.

    python check_lightgbm_models.py MLOPS FIXTURES

MLOPS is the command line tool, whose `convert IN OUT.txt` writes; FIXTURES holds folders with a model file, inputs.csv and
expected.csv of XGBoost, LightGBM and CatBoost. Models of LightGBM must give equal margins (1e-13 of the largest term), equal
leaves and, read and saved again by LightGBM, the same text of trees; models that add in float differ by float rounding (1e-5).
Models that LightGBM's format cannot express must be refused by the tool. Needs lightgbm, numpy and pandas.
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import lightgbm
import numpy as np

MLOPS, FIXTURES = sys.argv[1], Path(sys.argv[2])


def numbers(path):
    with open(path, newline="") as file:
        rows = list(csv.reader(file))
    return rows[0], rows[1:]


def tables(model_text):
    match = re.search(r"^pandas_categorical:(.*)$", model_text, re.M)
    return json.loads(match.group(1)) if match else None


def matrix(folder, model):
    """The inputs as numbers; None when they hold texts that need tables the written file does not have."""
    columns, rows = numbers(folder / "inputs.csv")
    try:
        return np.array([[float(cell) if cell else np.nan for cell in row] for row in rows], dtype=np.float64)
    except ValueError:
        pass
    if model.name != "model.txt":
        return None
    text = model.read_text()
    lists, declared = tables(text), re.search(r"^\[categorical_feature: ([\d,]+)\]$", text, re.M)
    codes = {int(c): {v: k for k, v in enumerate(table)} for c, table in zip(declared.group(1).split(","), lists)}
    return np.array([[codes[k].get(cell, np.nan) if k in codes else float(cell) if cell else np.nan
                      for k, cell in enumerate(row)] for row in rows], dtype=np.float64)


def main():
    checked = refused = skipped = failed = 0
    for folder in sorted(FIXTURES.iterdir()):
        model = next((folder / n for n in ("model.txt", "model.json", "model.ubj") if (folder / n).exists()), None)
        if model is None:
            continue
        with tempfile.TemporaryDirectory() as place:
            written = Path(place) / "written.txt"
            answer = subprocess.run([MLOPS, "convert", str(model), str(written)], capture_output=True, text=True)
            if answer.returncode != 0:
                refused += 1
                print(f"refused  {folder.name}: {(answer.stdout + answer.stderr).strip()[:160]}")
                continue
            X = matrix(folder, model)
            if X is None:
                skipped += 1
                print(f"skipped  {folder.name}: texts as inputs")
                continue
            booster = lightgbm.Booster(model_file=str(written))
            columns, rows = numbers(folder / "expected.csv")
            wanted = [k for k, c in enumerate(columns) if c.startswith("margin_")]
            expected = np.array([[float(row[k]) for k in wanted] for row in rows])
            # Models whose inputs are floats are given what CatBoost and XGBoost make of the numbers.
            margins = booster.predict(X, raw_score=True, num_threads=1).reshape(len(rows), -1)
            if folder.name.startswith("xgb"):
                tolerance = 1e-5
            else:
                tolerance = 1e-13
            scale = max(1.0, np.abs(expected).max())
            worst = np.abs(margins - expected).max() / scale
            notes = f"largest difference {worst:.2g} of {scale:.3g}"
            good = worst <= tolerance
            if folder.name.startswith("lgb"):
                _, leaves = numbers(folder / "expected-leaves.csv")
                found = booster.predict(X[:len(leaves)], pred_leaf=True, num_threads=1).reshape(len(leaves), -1)
                same = (found.astype(int) == np.array(leaves, dtype=int)).all()
                good = good and same
                notes += f", leaves {'equal' if same else 'DIFFERENT'}"
                original = lightgbm.Booster(model_file=str(model))
                p, q = original.predict(X, num_threads=1), booster.predict(X, num_threads=1)
                same = (p == q).all()
                good = good and same
                notes += f", predictions {'equal' if same else 'DIFFERENT'}"
            checked += 1
            failed += not good
            print(f"{'equal   ' if good else 'FAILED  '} {folder.name}: {notes}")
    print(f"{checked} checked, {failed} failed, {refused} refused, {skipped} skipped (lightgbm {lightgbm.__version__})")
    sys.exit(1 if failed or not checked else 0)


main()
