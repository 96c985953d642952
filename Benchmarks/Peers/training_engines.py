"""The engines that train boosted trees (W3), each in a process of its own: training_engines.py ENGINE THREADS TASK

100 trees of 63 leaves, 255 bins, learning rate 0.1, everything else the default of each engine. Prints the seconds from the
matrix in memory to the model, the process's CPU seconds and peak memory, and the quality on rows not trained on, as JSON."""
import json
import os
import sys
import time

ENGINES = ["lightgbm", "lightgbm-quantized", "xgboost", "catboost", "catboost-lossguide", "sklearn"]
ROUNDS = 100


def fit(engine, threads, binary, X, y):
    if engine == "xgboost":
        import xgboost
        data = xgboost.QuantileDMatrix(X, y, max_bin=255, nthread=threads)
        options = dict(objective="binary:logistic" if binary else "reg:squarederror", tree_method="hist",
                       grow_policy="lossguide", max_leaves=63, max_depth=0, max_bin=255, learning_rate=0.1,
                       nthread=threads)
        model = xgboost.train(options, data, ROUNDS)
        return model.inplace_predict
    if engine.startswith("lightgbm"):
        import lightgbm
        options = dict(objective="binary" if binary else "regression", num_leaves=63, max_bin=255, learning_rate=0.1,
                       num_threads=threads, verbose=-1, seed=1)
        if engine == "lightgbm-quantized":
            options.update(use_quantized_grad=True, num_grad_quant_bins=4, quant_train_renew_leaf=True)
        model = lightgbm.train(options, lightgbm.Dataset(X, y, params=options).construct(), ROUNDS)
        return lambda rows: model.predict(rows, num_threads=threads)
    if engine.startswith("catboost"):
        import catboost
        options = dict(iterations=ROUNDS, learning_rate=0.1, border_count=254, thread_count=threads, verbose=False,
                       allow_writing_files=False, random_seed=1, boosting_type="Plain")
        lossguide = dict(grow_policy="Lossguide", max_leaves=63, depth=16)
        options.update(lossguide if engine == "catboost-lossguide" else dict(depth=6))
        model = (catboost.CatBoostClassifier if binary else catboost.CatBoostRegressor)(**options)
        model.fit(catboost.Pool(X, y))
        return lambda rows: model.predict(rows, prediction_type="RawFormulaVal")
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
    kind = HistGradientBoostingClassifier if binary else HistGradientBoostingRegressor
    model = kind(max_iter=ROUNDS, max_leaf_nodes=63, max_bins=255, learning_rate=0.1, early_stopping=False,
                 random_state=1).fit(X, y)
    return (lambda rows: model.predict_proba(rows)[:, 1]) if binary else model.predict


def main(engine, threads, task):
    import numpy as np
    from common import floats
    import resource
    binary = task == "binary"
    if binary:
        X, y = floats("higgs_train_X.f32", 28), floats("higgs_train_y.f32")
        test_X, test_y = floats("higgs_test_X.f32", 28), floats("higgs_test_y.f32")
    else:
        A, b = floats("reg_X.f32", 20), floats("reg_y.f32")
        middle = len(b) // 5 * 4
        X, y, test_X, test_y = A[:middle], b[:middle], A[middle:], b[middle:]
    # Imported before the clock starts.
    __import__({"sklearn": "sklearn.ensemble"}.get(engine, engine.split("-")[0]))
    start, cpu = time.perf_counter(), time.process_time()
    predict = fit(engine, threads, binary, X, y)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    predicted = np.asarray(predict(test_X)).ravel()
    if binary:
        from sklearn.metrics import roc_auc_score
        quality = dict(auc=float(roc_auc_score(test_y, predicted)))
    else:
        quality = dict(rmse=float(np.sqrt(np.mean((predicted - test_y) ** 2))))
    print(json.dumps(dict(seconds=seconds, cpu_s=cpu, peak_rss_mb=peak, quality=quality)))


if __name__ == "__main__":
    # Set before any engine is imported: some read it only then.
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = sys.argv[2]
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
