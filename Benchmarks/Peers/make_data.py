#!/usr/bin/env python3
"""The rows of the benchmarks, made from fixed seeds: float32, little-endian, row after row, no header.

MANIFEST.json holds sizes and SHA-256. Existing files are kept."""
import hashlib
import json
import os

import numpy as np

from common import DATA

FILES = {"train": (1_000_000, 0), "test": (200_000, 1)}


def generator(*key):
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(20260101, spawn_key=key)))


def chunk(n, key):
    """HIGGS-like rows: 21 low-level columns (some log-normal, some angles, four 3-valued), 7 derived; y 0 or 1."""
    r = generator(1, *key)
    z = r.standard_normal((n, 21), dtype=np.float32)
    x = np.empty((n, 28), np.float32)
    x[:, :21] = z
    for c in (0, 3, 5, 9, 13, 17):  # momentum-like: positive, skewed
        x[:, c] = np.exp(0.55 * z[:, c])
    for c in (2, 4, 7, 11, 15, 19):  # angles
        x[:, c] = (r.random(n, dtype=np.float32) * 2 - 1) * np.float32(np.pi) * np.float32(0.555)
    for c in (8, 12, 16, 20):  # b-tags: three values
        x[:, c] = np.array([0.0, 1.0865, 2.1731], np.float32)[r.integers(0, 3, n)]
    nz = r.standard_normal((n, 7), dtype=np.float32)
    x[:, 21] = np.abs(z[:, 0] * z[:, 1] + 0.5 * nz[:, 0])  # mass-like combinations
    x[:, 22] = np.sqrt(x[:, 5] * x[:, 9]) * (1.2 - 0.4 * np.cos(x[:, 7] - x[:, 11])) + 0.1 * nz[:, 1]
    x[:, 23] = np.sqrt(x[:, 0] * x[:, 3]) * (1.0 - 0.5 * np.cos(x[:, 2] - x[:, 4])) + 0.1 * nz[:, 2]
    x[:, 24] = x[:, 21] + 0.5 * x[:, 22] + 0.3 * nz[:, 3]
    x[:, 25] = np.sqrt(x[:, 13] * x[:, 17]) + 0.2 * (x[:, 8] > 1) + 0.2 * nz[:, 4]
    x[:, 26] = x[:, 24] * 0.7 + x[:, 23] * 0.4 + 0.2 * nz[:, 5]
    x[:, 27] = x[:, 26] * 0.6 + x[:, 25] * 0.5 + 0.2 * nz[:, 6]
    s = (1.1 * (np.abs(x[:, 21] - 0.9) < 0.45) - 0.9 * np.abs(x[:, 22] - 1.25) + 0.6 * z[:, 0] * z[:, 10]
         + 0.8 * np.cos(x[:, 2] - x[:, 4]) * (x[:, 3] > 1.0) + 0.5 * (x[:, 8] > 1) * (x[:, 12] > 1)
         - 0.5 * (x[:, 25] - 1.0) ** 2 + 0.35 * z[:, 6] * z[:, 14] + 0.3 * np.sin(2.5 * z[:, 18])
         - 0.25 * np.maximum(x[:, 26] - 1.8, 0) + 0.15)
    p = 1.0 / (1.0 + np.exp(-1.35 * (s - 0.12)))
    return x, (r.random(n) < p).astype(np.float32)


def main():
    os.makedirs(DATA, exist_ok=True)
    manifest = {}
    for name, (count, key) in FILES.items():
        paths = [os.path.join(DATA, f"higgs_{name}_{part}.f32") for part in "Xy"]
        if not all(map(os.path.exists, paths)):
            with open(paths[0], "wb") as rows, open(paths[1], "wb") as labels:
                for c in range(count // 100_000):
                    x, y = chunk(100_000, (key, c))
                    rows.write(x.tobytes())
                    labels.write(y.tobytes())
        for path in paths:
            with open(path, "rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            manifest[os.path.basename(path)] = dict(bytes=os.path.getsize(path), sha256=digest)
    with open(os.path.join(DATA, "MANIFEST.json"), "w") as file:
        json.dump(manifest, file, indent=1)


if __name__ == "__main__":
    main()
