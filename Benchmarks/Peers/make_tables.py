#!/usr/bin/env python3
"""The tables of the benchmarks of reading (W5), made from fixed seeds with polars: make_tables.py [mixed] [csvs]

mixed.csv: 500,000 × 21: f0 to f9 float (f0 to f4 10% missing), i0 to i3 integers (i3 5% missing), c0 to c4 texts of 3, 10,
50, 500 and 5000 values (c1 and c3 8% missing), b0 truth value, y. csv_100mb.csv and csv_500mb.csv: 1.04 and 5.2 million × 10:
id, ts (ISO 8601 with milliseconds), user, country, amount, price, qty, flag, note (some in quotes, with commas and doubled
quotes), score (5% missing). Each also as Parquet. mixed.jsonl has the rows of mixed.csv as JSON Lines. Existing files are
kept."""
import os
import sys

import numpy as np
import polars

from common import DATA
from make_data import generator


def path(name):
    return os.path.join(DATA, name)


def mixed():
    r = generator(3)
    n = 500_000
    columns, score = {}, np.zeros(n)
    for i in range(10):
        values = r.standard_normal(n).astype(np.float32) * (1 + i)
        score += 0.15 * values / (1 + i) * (-1) ** i
        missing = r.random(n) < 0.10 if i < 5 else np.zeros(n, bool)
        columns[f"f{i}"] = polars.Series(values).set(polars.Series(missing), None)
    for i, high in enumerate((10, 100, 1000, 100_000)):
        values = r.integers(0, high, n).astype(np.int32)
        series = polars.Series(values)
        columns[f"i{i}"] = series.set(polars.Series(r.random(n) < 0.05), None) if i == 3 else series
        score += 0.3 * (values % 7 == 3)
    for i, count in enumerate((3, 10, 50, 500, 5000)):
        weights = 1.0 / (np.arange(count) + 2.0)
        codes = r.choice(count, n, p=weights / weights.sum())
        score += (generator(3, 10 + i).standard_normal(count) * 0.5)[codes]
        series = polars.Series(np.array([f"cat{i}_{k}" for k in range(count)])[codes])
        columns[f"c{i}"] = series.set(polars.Series(r.random(n) < 0.08), None) if i in (1, 3) else series
    columns["b0"] = polars.Series(r.random(n) < 0.3)
    columns["y"] = polars.Series((r.random(n) < 1 / (1 + np.exp(-(score - score.mean())))).astype(np.int8))
    frame = polars.DataFrame(columns)
    frame.write_csv(path("mixed.csv"))
    frame.write_parquet(path("mixed.parquet"), compression="snappy")


def events(n, key):
    words = np.array(["alpha", "bravo", "late, again", 'said "no"', "delta", "echo", "foxtrot", "golf", "hotel", "india"])
    countries = np.array([a + b for a in "ABCDEFGH" for b in "KLMNP"])
    r = generator(4, key)
    ts = 1_767_225_600_000_000 + np.sort(r.integers(0, 30 * 86_400_000, n)) * 1000
    score = polars.Series(r.random(n))
    return polars.DataFrame({
        "id": np.arange(n, dtype=np.int64) + key * 10_000_000,
        "ts": polars.Series(ts).cast(polars.Datetime("us")),
        "user": np.char.add("u", r.integers(0, 500_000, n).astype("U6")),
        "country": countries[r.integers(0, len(countries), n)],
        "amount": np.round(r.lognormal(3, 1, n), 2),
        "price": r.standard_normal(n).astype(np.float32),
        "qty": r.integers(0, 100, n).astype(np.int32),
        "flag": r.random(n) < 0.4,
        "note": words[r.integers(0, 10, n)],
        "score": score.set(polars.Series(r.random(n) < 0.05), None),
    })


def csvs():
    for megabytes, rows in ((100, 1_040_000), (500, 5_200_000)):
        if os.path.exists(path(f"csv_{megabytes}mb.parquet")):
            continue
        frame = polars.concat([events(rows // 4, megabytes * 10 + k) for k in range(4)])
        frame.write_csv(path(f"csv_{megabytes}mb.csv"), datetime_format="%Y-%m-%dT%H:%M:%S%.3f")
        frame.write_parquet(path(f"csv_{megabytes}mb.parquet"), compression="snappy", row_group_size=250_000)


if __name__ == "__main__":
    os.makedirs(DATA, exist_ok=True)
    wanted = sys.argv[1:] or ["mixed", "csvs"]
    if "mixed" in wanted and not os.path.exists(path("mixed.parquet")):
        mixed()
    if "mixed" in wanted and not os.path.exists(path("mixed.jsonl")):
        polars.read_parquet(path("mixed.parquet")).write_ndjson(path("mixed.jsonl"))
    if "csvs" in wanted:
        csvs()
