"""The engines of W1: each makes a function from a [rows, 28] float32 matrix in memory to scores."""
import ctypes
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from common import model, version

# The ones that are fastest on some model.
FASTEST = {"lleaves-f64", "lleaves-f32", "xgboost", "tl2cgen", "onnxruntime", "catboost"}


def xgboost_inplace(kind, spec, threads):
    import xgboost
    booster = xgboost.Booster(model_file=model(f"xgb_{spec}.ubj"))
    booster.set_param({"nthread": threads})
    return lambda X: booster.inplace_predict(X)


def xgboost_dmatrix(kind, spec, threads):
    import xgboost
    booster = xgboost.Booster(model_file=model(f"xgb_{spec}.ubj"))
    booster.set_param({"nthread": threads})
    # Built anew each time: a Booster keeps its predictions for a DMatrix it has seen.
    return lambda X: booster.predict(xgboost.DMatrix(X, nthread=threads))


def lightgbm(kind, spec, threads):
    import lightgbm
    booster = lightgbm.Booster(model_file=model(f"lgb_{spec}.txt"))
    return lambda X: booster.predict(X, num_threads=threads)


def kept(convert, run):
    """Converts each input once: what an engine makes of it before predicting is not timed."""
    converted = {}

    def call(X):
        if len(X) not in converted:
            converted[len(X)] = convert(X)
        return run(converted[len(X)], len(X))
    return call


def catboost(kind, spec, threads):
    import catboost
    booster = catboost.CatBoostClassifier().load_model(model(f"cat_{spec}.cbm"))
    return kept(catboost.Pool,
                lambda pool, _: booster.predict(pool, prediction_type="RawFormulaVal", thread_count=threads))


def onnxruntime(kind, spec, threads):
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model(f"{kind}_{spec}.onnx"), options, providers=["CPUExecutionProvider"])
    return lambda X: session.run(None, {"X": X})[0].ravel()


def treelite_gtil(kind, spec, threads):
    import treelite
    trees = (treelite.frontend.load_lightgbm_model(model(f"lgb_{spec}.txt")) if kind == "lgb"
             else treelite.frontend.load_xgboost_model(model(f"xgb_{spec}.json")))
    return lambda X: treelite.gtil.predict(trees, X, nthread=threads).ravel()


def tl2cgen(kind, spec, threads):
    import tl2cgen
    predictor = tl2cgen.Predictor(model(f"tl2cgen_{kind}_{spec}.so"), nthread=threads)
    return kept(tl2cgen.DMatrix, lambda matrix, _: predictor.predict(matrix).ravel())


def linked(object_file):
    """The shared library of a compiled model."""
    library = object_file[:-2] + ".so"
    if not os.path.exists(library):
        subprocess.run(["gcc", "-shared", "-o", library, object_file, "-lm"], check=True)
    return library


def lleaves(form, dtype):
    def make(kind, spec, threads):
        root = ctypes.CDLL(linked(model(f"lleaves_{spec}_{form}.o"))).forest_root
        root.restype = None
        pool = ThreadPoolExecutor(threads)

        def run(A, rows):
            out = np.empty(rows, dtype)

            def part(begin, end):
                root(ctypes.c_void_p(A.ctypes.data), ctypes.c_void_p(out.ctypes.data), ctypes.c_int32(begin),
                     ctypes.c_int32(end))
            if threads == 1:
                part(0, rows)
            else:
                step = -(-rows // threads)
                list(pool.map(lambda begin: part(begin, min(begin + step, rows)), range(0, rows, step)))
            return out
        return kept(lambda X: np.ascontiguousarray(X, dtype), run)
    return make


def engines():
    """(kind of model, engine, version, make, notes), the models' own libraries first."""
    return [
        ("lgb", "lightgbm", version("lightgbm"), lightgbm, "float32 input"),
        ("xgb", "xgboost", version("xgboost-cpu", "xgboost"), xgboost_inplace, "inplace_predict"),
        ("xgb", "xgboost-dmatrix", version("xgboost-cpu", "xgboost"), xgboost_dmatrix, "DMatrix inside the timing"),
        ("cat", "catboost", version("catboost"), catboost, "Pool outside the timing; raw score"),
        ("lgb", "onnxruntime", version("onnxruntime"), onnxruntime, "TreeEnsembleRegressor and Sigmoid"),
        ("xgb", "onnxruntime", version("onnxruntime"), onnxruntime, "TreeEnsembleRegressor and Sigmoid"),
        ("lgb", "treelite-gtil", version("treelite"), treelite_gtil, ""),
        ("xgb", "treelite-gtil", version("treelite"), treelite_gtil, ""),
        ("lgb", "tl2cgen", version("tl2cgen"), tl2cgen, "compiled ahead; DMatrix outside the timing"),
        ("xgb", "tl2cgen", version("tl2cgen"), tl2cgen, "compiled ahead; DMatrix outside the timing"),
        ("lgb", "lleaves-f64", "1.3.0", lleaves("f64", np.float64), "compiled ahead; float64 copy outside the timing"),
        ("lgb", "lleaves-f32", "1.3.0", lleaves("f32", np.float32), "compiled ahead; float32 thresholds"),
    ]
