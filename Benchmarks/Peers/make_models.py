#!/usr/bin/env python3
"""Trains the models of the benchmarks once and exports them to the formats that the engines load.

s100d6 is 100 trees of depth 6, s500l63 500 trees of 63 leaves, s1000l255 1000 trees of 255 leaves; trained on the first
400,000 rows. Existing files are kept. Usage: make_models.py [STEP ...]; steps: train onnx tl2cgen lleaves"""
import json
import os
import subprocess
import sys
import time

import numpy as np

from common import MODELS, SPECS, VENV, floats, model

SHAPES = {"s100d6": dict(trees=100, depth=6, leaves=64, rate=0.1, cat_depth=6),
          "s500l63": dict(trees=500, depth=-1, leaves=63, rate=0.05, cat_depth=6),
          "s1000l255": dict(trees=1000, depth=-1, leaves=255, rate=0.02, cat_depth=8)}


def train():
    import catboost
    import lightgbm
    import xgboost
    X, y = floats("higgs_train_X.f32", 28)[:400_000], floats("higgs_train_y.f32")[:400_000]

    def with_lightgbm(spec, shape):
        parameters = dict(objective="binary", num_leaves=shape["leaves"], max_depth=shape["depth"],
                          learning_rate=shape["rate"], max_bin=255, min_data_in_leaf=20, num_threads=2, seed=1,
                          deterministic=True, force_row_wise=True, verbose=-1)
        booster = lightgbm.train(parameters, lightgbm.Dataset(X, y, free_raw_data=False), shape["trees"])
        booster.save_model(model(f"lgb_{spec}.txt"))

    def with_xgboost(spec, shape):
        parameters = dict(objective="binary:logistic", tree_method="hist", max_bin=256, learning_rate=shape["rate"],
                          nthread=2, seed=1, min_child_weight=1, base_score=0.5)
        parameters.update(dict(max_depth=6) if shape["depth"] == 6
                          else dict(grow_policy="lossguide", max_leaves=shape["leaves"], max_depth=0))
        booster = xgboost.train(parameters, xgboost.DMatrix(X, y, nthread=2), shape["trees"])
        booster.save_model(model(f"xgb_{spec}.json"))
        booster.save_model(model(f"xgb_{spec}.ubj"))

    def with_catboost(spec, shape):
        booster = catboost.CatBoostClassifier(
            iterations=shape["trees"], depth=shape["cat_depth"], learning_rate=shape["rate"], thread_count=2,
            random_seed=1, verbose=False, allow_writing_files=False).fit(X, y)
        booster.save_model(model(f"cat_{spec}.cbm"))
        booster.save_model(model(f"cat_{spec}.json"), format="json")

    for spec in SPECS:
        for kind, ending, fit in (("lgb", "txt", with_lightgbm), ("xgb", "ubj", with_xgboost),
                                  ("cat", "json", with_catboost)):
            if not os.path.exists(model(f"{kind}_{spec}.{ending}")):
                begin = time.time()
                fit(spec, SHAPES[spec])
                print(kind, spec, f"{time.time() - begin:.1f} s to train", flush=True)


def lightgbm_trees(path):
    """The trees of a LightGBM text as (feature, threshold, left, right, leaf values), a row going left by x <= t."""
    trees, fields = [], {}
    with open(path) as file:
        for line in file:
            key, _, value = line.rstrip("\n").partition("=")
            if key == "Tree":
                fields = {}
                trees.append(fields)
            elif key in ("split_feature", "threshold", "left_child", "right_child", "leaf_value") and trees:
                number = float if key in ("threshold", "leaf_value") else int
                fields[key] = [number(text) for text in value.split()]
            elif key == "end of trees":
                break
    result = []
    for tree in trees:
        count = len(tree["split_feature"])

        def node(child):
            return child if child >= 0 else count + ~child

        exact = np.array(tree["threshold"])
        near = exact.astype(np.float32)
        # For x in float32, x <= t is x <= the next float32 below t.
        near = np.where(near.astype(np.float64) > exact, np.nextafter(near, np.float32(-np.inf)), near)
        result.append((tree["split_feature"], near, [node(c) for c in tree["left_child"]],
                       [node(c) for c in tree["right_child"]], tree["leaf_value"]))
    return result, "BRANCH_LEQ"


def xgboost_trees(path):
    """The same of an XGBoost JSON, a row going left by x < t."""
    with open(path) as file:
        learner = json.load(file)["learner"]
    result = []
    for tree in learner["gradient_booster"]["model"]["trees"]:
        left, right, value = tree["left_children"], tree["right_children"], tree["split_conditions"]
        inner = [i for i in range(len(left)) if left[i] != -1]
        leaves = [i for i in range(len(left)) if left[i] == -1]
        position = {old: new for new, old in enumerate(inner + leaves)}
        result.append(([tree["split_indices"][i] for i in inner], np.array([value[i] for i in inner], np.float32),
                       [position[left[i]] for i in inner], [position[right[i]] for i in inner],
                       [value[i] for i in leaves]))
    return result, "BRANCH_LT"  # a base score of 0.5 is a margin of zero


def onnx_export():
    """One TreeEnsembleRegressor and a Sigmoid, from X [n, 28] to p [n, 1], both float32."""
    import onnx
    from onnx import TensorProto, helper
    for spec in SPECS:
        for kind, read, source in (("lgb", lightgbm_trees, f"lgb_{spec}.txt"),
                                   ("xgb", xgboost_trees, f"xgb_{spec}.json")):
            target = model(f"{kind}_{spec}.onnx")
            if os.path.exists(target):
                continue
            trees, mode = read(model(source))
            columns = {}

            def add(**values):
                for key, value in values.items():
                    columns.setdefault(key, []).append(value)

            for number, (feature, threshold, left, right, values) in enumerate(trees):
                inner = len(feature)
                for i in range(inner + len(values)):
                    leaf = i >= inner
                    add(nodes_treeids=number, nodes_nodeids=i, nodes_featureids=0 if leaf else feature[i],
                        nodes_values=0.0 if leaf else float(threshold[i]), nodes_modes="LEAF" if leaf else mode,
                        nodes_truenodeids=0 if leaf else left[i], nodes_falsenodeids=0 if leaf else right[i],
                        nodes_hitrates=1.0, nodes_missing_value_tracks_true=0)
                    if leaf:
                        add(target_treeids=number, target_nodeids=i, target_ids=0,
                            target_weights=float(values[i - inner]))
            nodes = [helper.make_node("TreeEnsembleRegressor", ["X"], ["z"], domain="ai.onnx.ml", n_targets=1,
                                      aggregate_function="SUM", post_transform="NONE", **columns),
                     helper.make_node("Sigmoid", ["z"], ["p"])]
            graph = helper.make_graph(nodes, "trees",
                                      [helper.make_tensor_value_info("X", TensorProto.FLOAT, ["n", 28])],
                                      [helper.make_tensor_value_info("p", TensorProto.FLOAT, ["n", 1])])
            result = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17),
                                                             helper.make_opsetid("ai.onnx.ml", 3)])
            result.ir_version = 9
            onnx.save(result, target)
            print("onnx", kind, spec, flush=True)


def tl2cgen_export():
    import tl2cgen
    import treelite
    for spec in SPECS:
        for kind, source in (("lgb", f"lgb_{spec}.txt"), ("xgb", f"xgb_{spec}.json")):
            target = model(f"tl2cgen_{kind}_{spec}.so")
            if os.path.exists(target):
                continue
            begin = time.time()
            load = (treelite.frontend.load_lightgbm_model if kind == "lgb"
                    else treelite.frontend.load_xgboost_model)
            # -O1 for the large model: -O3 takes many minutes and changes if-else code little.
            options = ["-O1"] if spec == "s1000l255" else ["-O3"]
            tl2cgen.export_lib(load(model(source)), toolchain="gcc", libpath=target, params=dict(parallel_comp=32),
                               nthread=2, options=options)
            print("tl2cgen", kind, spec, f"{time.time() - begin:.1f} s to compile", flush=True)


def lleaves_export():
    """In its own environment: lleaves needs an older llvmlite."""
    code = """
import lleaves, os, sys, time
for spec, trees in (("s100d6", 100), ("s500l63", 500), ("s1000l255", 1000)):
    for form, options in (("f64", {}), ("f32", dict(use_fp64=False)), ("single", dict(fblocksize=trees))):
        target = f"{sys.argv[1]}/lleaves_{spec}_{form}.o"
        if os.path.exists(target):
            continue
        # Without inlining the large ones compile in minutes, not hours.
        if spec == "s1000l255" or (spec == "s500l63" and form == "single"):
            options = dict(options, finline=False)
        begin = time.time()
        lleaves.Model(model_file=f"{sys.argv[1]}/lgb_{spec}.txt").compile(cache=target, **options)
        print("lleaves", spec, form, f"{time.time() - begin:.1f} s to compile", flush=True)
"""
    subprocess.run([f"{VENV}-lleaves/bin/python", "-c", code, MODELS], check=True)


if __name__ == "__main__":
    os.makedirs(MODELS, exist_ok=True)
    steps = dict(train=train, onnx=onnx_export, tl2cgen=tl2cgen_export, lleaves=lleaves_export)
    for name in sys.argv[1:] or steps:
        steps[name]()
