#!/usr/bin/env python3
"""One-vs-rest logistic regression of scikit-learn on the matrices of make_texts.py: ENGINE THREADS FOLDER [STRENGTH].

Fits once to warm up and once for the clock, and prints one line of JSON with the objective that it reached."""
import json
import os
import sys
import time

ENGINES = ["sklearn-liblinear", "sklearn-lbfgs", "sklearn-newton-cg"]


def load(folder):
    import numpy as np
    import scipy.sparse as sparse

    def read(name, kind):
        return np.fromfile(os.path.join(folder, name), dtype=kind)
    rows, features, labels = read("shape.i64", "<i8")
    offsets, columns = read("offsets.i64", "<i8"), read("columns.i32", "<i4")
    matrix = sparse.csr_matrix((read("values.f64", "<f8"), columns, offsets.astype(np.int32)), shape=(rows, features))
    members = read("labels.i32", "<i4")
    members = sparse.csr_matrix((np.ones(len(members), np.int8), members, read("label_offsets.i64", "<i8").astype(np.int32)), shape=(rows, labels))
    return matrix, members


def objective(matrix, members, weights, intercepts, strength):
    """The sum of C Σ log loss + ½ ‖w‖² over the labels that some but not all rows have; the intercepts do not count."""
    import numpy as np
    truth = members.toarray()
    open_labels = [label for label in range(truth.shape[1]) if 0 < truth[:, label].sum() < len(truth)]
    truth, weights, intercepts = truth[:, open_labels], weights[open_labels], intercepts[open_labels]
    scores = matrix @ weights.T + intercepts
    loss = np.logaddexp(0, scores).sum() - (scores * truth).sum()
    return float(strength * loss + 0.5 * (weights * weights).sum())


def main():
    engine, threads, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    strength = float(sys.argv[4]) if len(sys.argv) > 4 else 1.0
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier
    from threadpoolctl import threadpool_limits
    matrix, members = load(folder)
    truth = members.toarray().astype(int)
    model = OneVsRestClassifier(LogisticRegression(solver=engine.removeprefix("sklearn-"), C=strength, max_iter=100), n_jobs=threads)
    with threadpool_limits(1):
        seconds = cpu = 0
        for _ in range(2):
            begin, c = time.perf_counter(), time.process_time()
            model.fit(matrix, truth)
            seconds, cpu = time.perf_counter() - begin, time.process_time() - c
    # Labels that no row has get a constant predictor without weights.
    weights = np.zeros((members.shape[1], matrix.shape[1]))
    intercepts = np.zeros(members.shape[1])
    for label, estimator in enumerate(model.estimators_):
        if hasattr(estimator, "coef_"):
            weights[label], intercepts[label] = estimator.coef_[0], estimator.intercept_[0]
    print(json.dumps(dict(median=seconds, cpu=cpu, objective=objective(matrix, members, weights, intercepts, strength))))


if __name__ == "__main__":
    main()
