"""Trains small CatBoost models and writes them with inputs and CatBoost's answers as test fixtures.

    python make_catboost_fixtures.py DATA OUT

DATA holds lightgbm-examples, bike-sharing, classics and adult-income; OUT is Tests/Fixtures/models. Each folder cat-* gets
model.json, inputs.csv, expected.csv (margin_k raw values, pred_k after the loss's transform, 17 digits),
expected-leaves.csv (symmetric trees) and meta.json. Needs catboost, numpy and pandas.
"""

import json
import sys
from pathlib import Path

import catboost
import numpy as np
import pandas as pd

DATA, OUT = Path(sys.argv[1]), Path(sys.argv[2])
COMMON = dict(verbose=0, thread_count=1, random_seed=7, allow_writing_files=False)


def higgs():
    table = np.loadtxt(DATA / "lightgbm-examples" / "binary.train")
    return pd.DataFrame(table[:, 1:], columns=[f"h{i}" for i in range(28)]), table[:, 0].astype(int)


def bikes():
    table = pd.read_csv(DATA / "bike-sharing" / "hour-2011-01-to-2012-06.csv")
    names = "season yr mnth hr holiday weekday workingday weathersit temp atemp hum windspeed".split()
    return table[names].astype(float), table["cnt"].astype(float)


def classic(name, target):
    table = pd.read_csv(DATA / "classics" / f"{name}.csv")
    return table.drop(columns=[target]).astype(float), table[target]


def adult():
    table = pd.read_csv(DATA / "adult-income" / "adult-train.csv").head(12000)
    return table.drop(columns=["income"]), table["income"]


def borders(model_file):
    """The borders and the category hashes of each feature, by flat index."""
    info = json.loads(model_file.read_text())["features_info"]
    return {f["flat_feature_index"]: np.array(f["borders"]) for f in info.get("float_features", [])}


def probes(frame, model_file, rows, generator):
    """Rows of the data, and rows with numbers on a border, one float beside it, missing, zero, huge and tiny."""
    sample = frame.iloc[generator.choice(len(frame), rows, replace=False)].copy()
    numeric = {c: i for i, c in enumerate(frame.columns) if frame[c].dtype != object and frame[c].dtype.kind in "fi"}
    edges = borders(model_file)
    special = []
    for kind in ("on", "above", "below"):
        for _ in range(12):
            row = sample.iloc[generator.integers(rows)].copy()
            for column, index in numeric.items():
                if len(edges.get(index, [])):
                    border = np.float32(generator.choice(edges[index]))
                    step = {"on": border, "above": np.nextafter(border, np.float32(np.inf)),
                            "below": np.nextafter(border, np.float32(-np.inf))}[kind]
                    row[column] = float(step if np.isfinite(step) else border)
            special.append(row)
    for value in (np.nan, 0.0, -0.0, 1e300, -1e300, 3.5e38, 1e-40, -1e-45, 0.1):
        row = sample.iloc[0].copy()
        for column in numeric:
            row[column] = value
        special.append(row)
    for column in numeric:
        row = sample.iloc[generator.integers(rows)].copy()
        row[column] = np.nan
        special.append(row)
    categories = [c for c in frame.columns if c not in numeric]
    for text in ("", "an unseen category", "nan", "ünïcödé", "x" * 40, "y" * 200) if categories else ():
        row = sample.iloc[1].copy()
        for column in categories:
            row[column] = text
        special.append(row)
    table = pd.concat([sample, pd.DataFrame(special, columns=frame.columns)], ignore_index=True)
    return table.astype({c: float for c in numeric})


def cell(value):
    if isinstance(value, str):
        return '"%s"' % value if "," in value else value
    return "" if np.isnan(value) else "%.17g" % value


def write_csv(path, columns, rows):
    lines = [",".join(columns)] + [",".join(cell(v) for v in row) for row in rows]
    path.write_text("\n".join(lines) + "\n")


def fixture(name, what, model, frame, labels, prediction, seed, categories=None, adjust=None, rows=90, nan=None, **fit):
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    generator = np.random.default_rng(seed)
    pool = catboost.Pool(frame, labels, cat_features=categories)
    model.fit(pool, **fit)
    if adjust:
        model.set_scale_and_bias(*adjust)
    model.save_model(str(folder / "model.json"), format="json")
    inputs = probes(frame, folder / "model.json", rows, generator)
    if nan is False:
        inputs = inputs.dropna(ignore_index=True)
    test = catboost.Pool(inputs, cat_features=categories)
    margins = np.asarray(model.predict(test, prediction_type="RawFormulaVal")).reshape(len(inputs), -1)
    predictions = np.asarray(model.predict(test, prediction_type=prediction)).reshape(len(inputs), -1)
    if prediction == "Probability" and margins.shape[1] == 1:
        predictions = predictions[:, 1:]
    write_csv(folder / "inputs.csv", list(frame.columns), inputs.itertuples(index=False))
    columns = [f"margin_{k}" for k in range(margins.shape[1])] + [f"pred_{k}" for k in range(predictions.shape[1])]
    write_csv(folder / "expected.csv", columns, np.hstack([margins, predictions]))
    if model.get_all_params().get("grow_policy", "SymmetricTree") == "SymmetricTree":
        leaves = model.calc_leaf_indexes(test)
        write_csv(folder / "expected-leaves.csv", [f"tree_{k}" for k in range(leaves.shape[1])], leaves.astype(float))
    meta = dict(
        id=name, library="catboost", version=catboost.__version__, what=what,
        objective=model.get_all_params()["loss_function"], trees=model.tree_count_, features=list(frame.columns),
        rows=len(inputs), notes="inputs.csv: empty cell of a number = missing; of a category = the empty text. "
        "margin_k = RawFormulaVal; pred_k = " + prediction)
    (folder / "meta.json").write_text(json.dumps(meta, indent=1) + "\n")
    # The file read by CatBoost itself gives the same answers.
    again = catboost.CatBoost().load_model(str(folder / "model.json"), format="json")
    repeated = np.asarray(again.predict(test, prediction_type="RawFormulaVal")).reshape(len(inputs), -1)
    print(f"{name}: {(folder / 'model.json').stat().st_size // 1000} kB, {len(inputs)} rows, "
          f"largest difference after reading back {np.abs(repeated - margins).max():g}")


def main():
    X, y = higgs()
    missing = X.copy()
    missing[np.random.default_rng(1).random(X.shape) < 0.1] = np.nan
    fixture("cat-binary-missing-higgs", "binary, missing values (nan_mode Min)",
            catboost.CatBoostClassifier(iterations=40, depth=5, nan_mode="Min", border_count=32, **COMMON), missing, y, "Probability", 1)
    fixture("cat-binary-missing-max-higgs", "binary, missing values (nan_mode Max)",
            catboost.CatBoostClassifier(iterations=25, depth=4, nan_mode="Max", border_count=32, **COMMON), missing, y, "Probability", 2)
    fixture("cat-depth1-higgs", "trees of one split",
            catboost.CatBoostClassifier(iterations=60, depth=1, border_count=32, **COMMON), X, y, "Probability", 3)
    fixture("cat-crossentropy-higgs", "soft labels",
            catboost.CatBoost(dict(loss_function="CrossEntropy", iterations=20, depth=4, border_count=32, **COMMON)),
            X, 0.1 + 0.8 * y, "Probability", 4)
    X, y = bikes()
    fixture("cat-regression-depth8-bikes", "regression, depth 8",
            catboost.CatBoostRegressor(iterations=12, depth=8, **COMMON), X, y, "RawFormulaVal", 5)
    fixture("cat-poisson-bikes", "Poisson (log link)",
            catboost.CatBoostRegressor(loss_function="Poisson", iterations=40, depth=5, **COMMON), X, y, "Exponent", 6)
    fixture("cat-tweedie-bikes", "Tweedie (log link)",
            catboost.CatBoostRegressor(loss_function="Tweedie:variance_power=1.5", iterations=30, depth=4, **COMMON), X, y, "Exponent", 7)
    fixture("cat-scale-bias-bikes", "scale 0.5 and bias 3.25 set after training",
            catboost.CatBoostRegressor(iterations=30, depth=4, **COMMON), X, y, "RawFormulaVal", 8, adjust=(0.5, 3.25))
    fixture("cat-lossguide-bikes", "non-symmetric trees (Lossguide)",
            catboost.CatBoostRegressor(iterations=15, grow_policy="Lossguide", max_leaves=18, loss_function="MAE", **COMMON), X, y, "RawFormulaVal", 9)
    fixture("cat-multirmse-bikes", "two targets",
            catboost.CatBoostRegressor(iterations=15, depth=4, loss_function="MultiRMSE", **COMMON), X,
            np.column_stack([y, np.sqrt(y)]), "RawFormulaVal", 10)
    X, y = classic("wine", "target" if "target" in pd.read_csv(DATA / "classics" / "wine.csv").columns else "class")
    names = np.array(["barolo", "grignolino", "barbera"])[y.astype(int) - int(y.min())]
    fixture("cat-multiclass-wine", "multi-class, names of classes",
            catboost.CatBoostClassifier(iterations=20, depth=4, loss_function="MultiClass", **COMMON), X, names, "Probability", 11)
    fixture("cat-onevsall-depthwise-wine", "one-vs-all, non-symmetric trees (Depthwise)",
            catboost.CatBoostClassifier(iterations=12, depth=4, grow_policy="Depthwise", loss_function="MultiClassOneVsAll", **COMMON),
            X, y.astype(int), "Probability", 12)
    X, y = adult()
    texts = [c for c in X.columns if X[c].dtype == object or str(X[c].dtype) in ("str", "string")]
    X[texts] = X[texts].fillna("nan").astype(object)
    fixture("cat-onehot-strings-adult", "one-hot splits on texts",
            catboost.CatBoostClassifier(iterations=30, depth=5, one_hot_max_size=255, border_count=32, max_ctr_complexity=1, **COMMON),
            X, y, "Probability", 13, categories=texts)
    codes = X[["age", "hours_per_week"]].astype(float)
    codes["education_num"] = X["education_num"].astype(int).astype(str).astype(object)
    codes["sex"] = X["sex"]
    fixture("cat-onehot-lossguide-adult", "one-hot splits on whole numbers, non-symmetric trees",
            catboost.CatBoostClassifier(iterations=15, grow_policy="Lossguide", max_leaves=12, one_hot_max_size=255, **COMMON),
            codes, y, "Probability", 14, categories=["education_num", "sex"])


main()
