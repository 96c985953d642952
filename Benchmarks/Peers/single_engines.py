"""The engines of W2: one row a call through each engine's C interface, by c/single_row.c."""
import glob
import json
import os
import subprocess

from batch_engines import linked
from common import DATA, model, version

CALLS = {"s100d6": 100_000, "s500l63": 50_000, "s1000l255": 20_000}
# The ones that are fastest on some model.
FASTEST = {"xgboost-c", "tl2cgen-c", "lleaves-c"}


def build():
    """Compiles the program and gives its path."""
    here = os.path.dirname(os.path.abspath(__file__))
    program = os.path.join(DATA, "single_row")
    subprocess.run(["gcc", "-O3", "-march=native", "-w", "-o", program, os.path.join(here, "c", "single_row.c"),
                    "-ldl"], check=True)
    return program


def engines(spec):
    """(kind of model, engine, version, the program's name for it, library, model, notes)"""
    import lightgbm
    import onnxruntime
    import xgboost
    of_xgboost = os.path.join(os.path.dirname(xgboost.__file__), "lib", "libxgboost.so")
    of_lightgbm = os.path.join(os.path.dirname(lightgbm.__file__), "lib", "lib_lightgbm.so")
    of_onnx = glob.glob(os.path.join(os.path.dirname(onnxruntime.__file__), "capi", "libonnxruntime.so.*"))[0]
    result = [
        ("xgb", "xgboost-c", version("xgboost-cpu", "xgboost"), "xgboost", of_xgboost, model(f"xgb_{spec}.ubj"),
         "XGBoosterPredictFromDense"),
        ("lgb", "lightgbm-c", version("lightgbm"), "lightgbm", of_lightgbm, model(f"lgb_{spec}.txt"),
         "PredictForMatSingleRowFast"),
        ("lgb", "onnxruntime-c", version("onnxruntime"), "onnxruntime", of_onnx, model(f"lgb_{spec}.onnx"),
         "OrtApi Run, tensors reused"),
        ("xgb", "onnxruntime-c", version("onnxruntime"), "onnxruntime", of_onnx, model(f"xgb_{spec}.onnx"),
         "OrtApi Run, tensors reused"),
        ("lgb", "tl2cgen-c", version("tl2cgen"), "tl2cgen", model(f"tl2cgen_lgb_{spec}.so"), "-", "compiled ahead"),
        ("xgb", "tl2cgen-c", version("tl2cgen"), "tl2cgen", model(f"tl2cgen_xgb_{spec}.so"), "-", "compiled ahead"),
    ]
    single = model(f"lleaves_{spec}_single.o")
    if os.path.exists(single):
        result.append(("lgb", "lleaves-c", "1.3.0", "lleaves64", linked(single), "-", "compiled ahead, no tree blocks"))
    return result


def run(program, spec, key, library, path):
    """One run of the program: p50_ns, p90_ns, p99_ns, mean_ns, clock_ns, first_score."""
    process = subprocess.run(
        [program, key, library, path, os.path.join(DATA, "higgs_test_X.f32"), "28", "10000", str(CALLS[spec])],
        capture_output=True, text=True, env=dict(os.environ, OMP_NUM_THREADS="1"), timeout=300)
    if process.returncode:
        raise RuntimeError(f"exit {process.returncode}: {process.stderr[-200:]}")
    return json.loads(process.stdout)
