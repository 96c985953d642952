#!/usr/bin/env python3
"""Writes tables with pyarrow, polars and DuckDB in many forms, reads them with swift-mlops, and the other way round.

    check_columnar_files.py FOLDER --mlops PROGRAM

Each file is converted to CSV by `mlops convert` and compared with the table it was made of, value for value and bit for
bit; what is missing has to be missing. Then it is converted to Parquet and to Arrow (file and stream), read back by
pyarrow and polars, and compared with the same table."""
import argparse
import collections
import datetime
import decimal
import json
import math
import os
import re
import subprocess
import sys
import uuid

import duckdb
import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.ipc as ipc
import pyarrow.parquet as pq

EPOCH = datetime.datetime(1970, 1, 1)
MISSING = None


# ------------------------------------------------------------------------------------------------------ tables
def with_nulls(values, share, rng):
    return [None if rng.random() < share else value for value in values]


def text(rng):
    pieces = ["", "a", "é", "日本", '"', ",", "\n", "🎬", "x" * 40, "null", "7", "=1"]
    return "".join(pieces[i] for i in rng.integers(0, len(pieces), rng.integers(0, 4)))


def table(rows, share, seed):
    """A table with a column of every type that can be read."""
    rng = np.random.default_rng(seed)
    n = lambda values, kind: pa.array(with_nulls(values, share, rng), kind)
    ints = lambda bits, signed=True: [int(v) for v in rng.integers(
        -(1 << bits - 1) if signed else 0, (1 << bits - 1) - 1 if signed else (1 << min(bits, 63)) - 1, rows)]
    micros = [int(v) for v in rng.integers(-2 * 10**15, 4 * 10**15, rows)]
    columns = dict(
        b=n([bool(v) for v in rng.random(rows) < 0.4], pa.bool_()),
        i8=n(ints(8), pa.int8()), i16=n(ints(16), pa.int16()), i32=n(ints(32), pa.int32()), i64=n(ints(64), pa.int64()),
        u8=n(ints(8, False), pa.uint8()), u16=n(ints(16, False), pa.uint16()), u32=n(ints(32, False), pa.uint32()),
        u64=n(ints(64, False), pa.uint64()), small=n([int(v) for v in rng.integers(0, 5, rows)], pa.int64()),
        rising=n([int(v) for v in np.cumsum(rng.integers(0, 9, rows))], pa.int64()),
        constant=n([42] * rows, pa.int32()),
        f16=n([np.float16(v) for v in rng.standard_normal(rows)], pa.float16()),
        f32=n([float(np.float32(v)) for v in rng.standard_normal(rows)], pa.float32()),
        f64=n([[v, math.nan, math.inf, -0.0][i] for v, i in zip(rng.standard_normal(rows), rng.integers(0, 4, rows))],
              pa.float64()),
        s=n([text(rng) for _ in range(rows)], pa.string()),
        large=n([text(rng) for _ in range(rows)], pa.large_string()),
        few=n([f"category {i}" for i in rng.integers(0, 6, rows)], pa.string()),
        long=n(["long " * int(i) for i in rng.integers(0, 60, rows)], pa.string()),
        us=n(micros, pa.timestamp("us")), utc=n(micros, pa.timestamp("us", "UTC")),
        zone=n(micros, pa.timestamp("us", "Europe/Berlin")),
        ms=n([v // 1000 for v in micros], pa.timestamp("ms")), ns=n([v * 1000 for v in micros], pa.timestamp("ns")),
        sec=n([v // 10**6 for v in micros], pa.timestamp("s")),
        day=n([int(v) for v in rng.integers(-10000, 30000, rows)], pa.date32()),
        t_ms=n([int(v) for v in rng.integers(0, 86_400_000, rows)], pa.time32("ms")),
        t_us=n([int(v) for v in rng.integers(0, 86_400_000_000, rows)], pa.time64("us")),
        d9=n([decimal.Decimal(int(v)).scaleb(-2) for v in rng.integers(-10**8, 10**8, rows)], pa.decimal128(9, 2)),
        d18=n([decimal.Decimal(int(v)).scaleb(-6) for v in rng.integers(-10**17, 10**17, rows)], pa.decimal128(18, 6)),
        d38=n([decimal.Decimal(int(v) * 10**15 + int(v)).scaleb(-10) for v in rng.integers(-10**17, 10**17, rows)],
              pa.decimal128(38, 10)),
        words=n([[text(rng) for _ in range(rng.integers(0, 4))] for _ in range(rows)], pa.list_(pa.string())),
        code=n([f"{i:04d}".encode() for i in rng.integers(0, 999, rows)], pa.binary(4)),
    )
    return pa.table(columns)


def expected(column):
    """The values of a column as swift-mlops has them: integers, floats, texts, lists, microseconds."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return expected(column.cast(kind.value_type))
    if pa.types.is_timestamp(kind):
        values = column.cast(pa.timestamp(kind.unit)).cast(pa.int64()).to_pylist()
        scale = dict(s=10**6, ms=1000, us=1, ns=None)[kind.unit]
        return [MISSING if v is None else ("time", v * scale if scale else v // 1000) for v in values]
    if pa.types.is_date32(kind):
        return [MISSING if v is None else ("time", v * 86_400_000_000) for v in column.cast(pa.int32()).to_pylist()]
    if pa.types.is_date64(kind):
        return [MISSING if v is None else ("time", v * 1000) for v in column.cast(pa.int64()).to_pylist()]
    if pa.types.is_time(kind) or pa.types.is_duration(kind):
        scale = dict(s=10**6, ms=1000, us=1, ns=None)[kind.unit]
        values = column.cast(pa.int32() if pa.types.is_time32(kind) else pa.int64()).to_pylist()
        return [MISSING if v is None else v * scale if scale else v // 1000 for v in values]
    values = column.to_pylist()
    if pa.types.is_decimal(kind):
        return [MISSING if v is None else ("double", bits(float(v), 64)) for v in values]
    if pa.types.is_floating(kind):
        width = 64 if pa.types.is_float64(kind) else 32
        return [MISSING if v is None else ("double" if width == 64 else "float", bits(float(v), width)) for v in values]
    if pa.types.is_null(kind):
        return values
    return [v.decode() if isinstance(v, bytes) else str(v) if isinstance(v, uuid.UUID) else v for v in values]


def bits(number, width):
    if math.isnan(number):
        return "nan"
    return float(number).hex() if width == 64 else float(np.float32(number)).hex()


# ------------------------------------------------------------------------------------------- what mlops writes
def parse_csv(path):
    """Fields as (text, whether it was in quotes); unlike the csv module, "" and nothing differ."""
    content = open(path, encoding="utf-8", newline="").read()
    pattern = re.compile(r'(?:"((?:[^"]|"")*)"|([^,\n"]*))(,|\n|$)')
    rows, row, position = [], [], 0
    while position < len(content):
        match = pattern.match(content, position)
        if not match:
            raise ValueError(f"{path}: byte {position}")
        quoted = match.group(1)
        row.append((quoted.replace('""', '"'), True) if quoted is not None else (match.group(2), False))
        position = match.end()
        if match.group(3) == "\n" or position == len(content):
            rows.append(row)
            row = []
    return [name for name, _ in rows[0]], rows[1:]


def time_of(text):
    whole, fraction = re.fullmatch(r"(.*?)(?:\.(\d+))?Z", text).groups()
    moment = datetime.datetime.strptime(whole, "%Y-%m-%dT%H:%M:%S") - EPOCH
    return ((moment.days * 86_400 + moment.seconds) * 10**6) + int((fraction or "").ljust(6, "0")[:6])


def typed(field, like):
    text, quoted = field
    if text == "" and not quoted:
        return MISSING
    if isinstance(like, bool):
        return {"true": True, "false": False}.get(text, text)
    if isinstance(like, int):
        return int(text)
    if isinstance(like, list):
        return json.loads(text)
    if isinstance(like, tuple):
        return (like[0], time_of(text) if like[0] == "time" else bits(float(text), 64 if like[0] == "double" else 32))
    return text


def differences(wanted, names, rows):
    if names != list(wanted):
        return f"columns {names}"
    if rows and len(rows) != len(next(iter(wanted.values()))) or not rows and any(map(len, wanted.values())):
        return f"{len(rows)} rows"
    for position, (name, values) in enumerate(wanted.items()):
        for row, value in enumerate(values):
            found = typed(rows[row][position], value) if value is not MISSING else (
                MISSING if rows[row][position] == ("", False) else rows[row][position])
            if found != value:
                return f"{name}, row {row}: {found!r} instead of {value!r}"
    return None


def read_back(path, with_polars):
    if with_polars:
        # From memory: the file is written again later.
        with open(path, "rb") as file:
            data = file.read()
        read = pl.read_parquet if path.endswith(".parquet") else pl.read_ipc_stream if path.endswith(".arrows") else pl.read_ipc
        return read(data).to_arrow()
    if path.endswith(".parquet"):
        return pq.read_table(path, page_checksum_verification=True)
    with open(path, "rb") as file:
        return (ipc.open_stream if path.endswith(".arrows") else ipc.open_file)(file).read_all()


def returned_differences(wanted, table):
    """Compares what was written by swift-mlops: integers are 64 bits, decimals doubles, all times of days integers."""
    if table.column_names != list(wanted):
        return f"columns {table.column_names}"
    for name, values in wanted.items():
        found = expected(table.column(name))
        if len(found) != len(values):
            return f"{len(found)} rows"
        for row, (one, other) in enumerate(zip(found, values)):
            if one != other:
                return f"{name}, row {row}: {one!r} instead of {other!r}"
    return None


# --------------------------------------------------------------------------------------------------- the files
def parquet_files(folder):
    """(name, file, expected columns) of Parquet files in all forms."""
    def emit(name, table, **options):
        path = os.path.join(folder, name + ".parquet")
        pq.write_table(table, path, **options)
        return name, path, {n: expected(table.column(n)) for n in table.column_names}

    base = table(500, 0.2, 1)
    for codec in ("none", "snappy", "gzip", "zstd", "lz4"):
        for page in ("1.0", "2.0"):
            for dictionary in (True, False):
                yield emit(f"pyarrow-{codec}-{page}-{'dictionary' if dictionary else 'plain'}", base, compression=codec,
                           data_page_version=page, use_dictionary=dictionary, write_page_checksum=codec == "zstd")
    for rows, share in ((0, 0), (1, 0), (1, 1), (7, 0.5), (64, 0), (65, 1), (3000, 0), (3000, 0.02), (3000, 0.9)):
        some = table(rows, share, rows + 7)
        for page in ("1.0", "2.0"):
            yield emit(f"pyarrow-{rows}-{share}-{page}", some, data_page_version=page)
            yield emit(f"pyarrow-{rows}-{share}-{page}-groups", some, data_page_version=page, row_group_size=100,
                       data_page_size=512, write_batch_size=37)
            yield emit(f"pyarrow-{rows}-{share}-{page}-plain", some, data_page_version=page, use_dictionary=False,
                       data_page_size=2048, compression="zstd")
    encodings = dict(
        DELTA_BINARY_PACKED=["i8", "i16", "i32", "i64", "u32", "rising", "constant", "us", "day"],
        BYTE_STREAM_SPLIT=["i32", "i64", "f16", "f32", "f64", "code", "d38"],
        DELTA_LENGTH_BYTE_ARRAY=["s", "few", "long"], DELTA_BYTE_ARRAY=["s", "few", "long", "code"])
    for encoding, names in encodings.items():
        for rows, share in ((0, 0), (1, 0), (33, 0.3), (2000, 0), (2000, 0.3)):
            for page in ("1.0", "2.0"):
                yield emit(f"pyarrow-{encoding}-{rows}-{share}-{page}", table(rows, share, rows).select(names),
                           use_dictionary=False, column_encoding={n: encoding for n in names}, data_page_version=page)
    required = pa.schema([pa.field(f.name, f.type, nullable=False) for f in base.schema])
    yield emit("pyarrow-required", table(300, 0, 3).cast(required))
    yield emit("pyarrow-int96", base.select(["us", "ns", "utc"]), use_deprecated_int96_timestamps=True)
    yield emit("pyarrow-nulls", pa.table({"nothing": pa.nulls(9), "a": pa.array(range(9))}))
    yield emit("pyarrow-version1", base.select(["i32", "s", "ms", "d9"]), version="1.0")
    yield emit("pyarrow-list-names", base.select(["words"]), use_compliant_nested_type=False)
    yield emit("pyarrow-lists", pa.table({"l": pa.array([["a"] * (i % 40) for i in range(2000)])}), data_page_size=700)
    yield emit("pyarrow-dictionary", pa.table({"c": base.column("few").dictionary_encode()}))
    wide = pa.table({f"column {i}": pa.array([i, None, -i]) for i in range(600)})
    yield emit("pyarrow-wide", wide, row_group_size=1)
    yield emit("pyarrow-decimal-integers", base.select(["d9", "d18"]), store_decimal_as_integer=True)
    for codec in ("uncompressed", "snappy", "gzip", "zstd", "lz4"):
        for rows in (0, 1, 1500):
            frame = pl.from_arrow(table(rows, 0.1, rows).drop_columns(["f16", "t_ms", "sec"]))
            name = f"polars-{codec}-{rows}"
            path = os.path.join(folder, name + ".parquet")
            frame.write_parquet(path, compression=codec, row_group_size=400 if rows > 1 else None,
                                data_page_size=3000 if codec == "zstd" else None)
            arrow = frame.to_arrow()
            yield name, path, {n: expected(arrow.column(n)) for n in arrow.column_names}
    frame = pl.DataFrame({"c": pl.Series(["x", "y", None, "x"] * 50, dtype=pl.Categorical)})
    path = os.path.join(folder, "polars-categorical.parquet")
    frame.write_parquet(path)
    yield "polars-categorical", path, {"c": frame["c"].to_list()}
    database = duckdb.connect()
    some = table(3000, 0.1, 5).select(["b", "i32", "i64", "u16", "f32", "f64", "s", "few", "us", "day", "words", "d9"])
    database.register("input_rows", some)
    for codec in ("uncompressed", "snappy", "gzip", "zstd", "lz4_raw"):
        for version in ("V1", "V2"):
            path = os.path.join(folder, f"duckdb-{codec}-{version}.parquet")
            database.execute(f"COPY input_rows TO '{path}' (FORMAT parquet, CODEC '{codec}', PARQUET_VERSION {version}, ROW_GROUP_SIZE 2048)")
            yield f"duckdb-{codec}-{version}", path, {n: expected(some.column(n)) for n in some.column_names}


def arrow_files(folder):
    """(name, file, expected columns) of Arrow files and streams."""
    def emit(name, table, stream, chunk=None, options=None):
        path = os.path.join(folder, name + (".arrows" if stream else ".arrow"))
        writer = (ipc.new_stream if stream else ipc.new_file)(path, table.schema, options=options)
        writer.write_table(table, max_chunksize=chunk)
        writer.close()
        return name, path, {n: expected(table.column(n)) for n in table.column_names}

    for stream in (False, True):
        kind = "stream" if stream else "file"
        for rows, share in ((0, 0), (1, 0), (1, 1), (9, 0.5), (64, 0), (1000, 0.1), (1000, 1)):
            some = table(rows, share, rows + 11)
            yield emit(f"arrow-{kind}-{rows}-{share}", some, stream)
            yield emit(f"arrow-{kind}-{rows}-{share}-chunks", some, stream, chunk=61)
        base = table(400, 0.2, 2)
        for codec in ("zstd", "lz4"):
            yield emit(f"arrow-{kind}-{codec}", base, stream, options=ipc.IpcWriteOptions(compression=codec))
        names = ["s", "few", "long", "i64", "f64"]
        coded = pa.table({n: base.column(n).dictionary_encode() for n in names})
        yield emit(f"arrow-{kind}-dictionary", coded, stream)
        for index in (pa.int8(), pa.uint8(), pa.int16(), pa.uint32(), pa.int64()):
            values = pa.DictionaryArray.from_arrays(pa.array([0, None, 2, 1], index), pa.array(["x", None, "z"]))
            yield emit(f"arrow-{kind}-dictionary-{index}", pa.table({"d": values}), stream)
        parts = [pa.table({"d": pa.array(p).dictionary_encode()}) for p in (["a", "b"], ["a", "b", "c", None], ["z"])]
        for delta in (False, True):
            if not stream and not delta:
                continue
            parts_now = parts[:2] if not stream else parts
            path = os.path.join(folder, f"arrow-{kind}-dictionaries-{delta}" + (".arrows" if stream else ".arrow"))
            options = ipc.IpcWriteOptions(emit_dictionary_deltas=delta)
            writer = (ipc.new_stream if stream else ipc.new_file)(path, parts[0].schema, options=options)
            for part in parts_now:
                writer.write_table(part)
            writer.close()
            values = [v for part in parts_now for v in part.column("d").to_pylist()]
            yield f"arrow-{kind}-dictionaries-{delta}", path, {"d": values}
        more = pa.table({
            "view": pa.array(["a", None, "long enough for a buffer of its own", "é" * 9], pa.string_view()),
            "list": pa.array([["a"], None, [], ["b", "c" * 30]], pa.large_list(pa.large_string())),
            "fixed": pa.array([["a", "b"], None, ["c", ""], ["d", "e"]], pa.list_(pa.string(), 2)),
            "date64": pa.array([0, None, 86_400_000, -86_400_000], pa.date64()),
            "duration": pa.array([1, None, -3, 10**9], pa.duration("ns")),
            "binary": pa.array([b"x", None, b"", b"yz"], pa.large_binary()),
            "d256": pa.array([decimal.Decimal("1.5"), None, decimal.Decimal("-99999999999999999999999999999999999999.25"),
                              decimal.Decimal("0")], pa.decimal256(60, 2)),
            "none": pa.nulls(4), "t32": pa.array([1, None, 3, 4], pa.time32("s")),
            "t64": pa.array([1, None, 3000, 4999], pa.time64("ns")),
        })
        yield emit(f"arrow-{kind}-more", more, stream)
        sliced = table(300, 0.3, 4).slice(37, 200)
        yield emit(f"arrow-{kind}-slice", sliced, stream)
        frame = pl.from_arrow(table(700, 0.1, 8).drop_columns(["f16", "t_ms", "sec", "zone"]))
        frame = frame.with_columns(cat=pl.col("few").cast(pl.Categorical))
        for level in (pl.CompatLevel.newest(), pl.CompatLevel.oldest()):
            for codec in ("uncompressed", "zstd", "lz4"):
                name = f"polars-{kind}-{codec}-{'new' if level is not pl.CompatLevel.oldest() else 'old'}"
                path = os.path.join(folder, name + (".arrows" if stream else ".arrow"))
                (frame.write_ipc_stream if stream else frame.write_ipc)(path, compression=codec, compat_level=level)
                arrow = frame.to_arrow()
                yield name, path, {n: expected(arrow.column(n)) for n in arrow.column_names}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--mlops", required=True, help="the program")
    parser.add_argument("--only", default="", help="only the files whose names hold this")
    parser.add_argument("--formats", default="csv,parquet,arrow,arrows", help="what files are converted to")
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    counts, failures = collections.Counter(), 0
    files = [item for make in (parquet_files, arrow_files) for item in make(options.folder)]
    for name, path, wanted in files:
        if options.only not in os.path.basename(path):
            continue
        for form in options.formats.split(","):
            target = os.path.join(options.folder, f"ours.{form}")
            run = subprocess.run([options.mlops, "convert", path, target], capture_output=True, text=True)
            if run.returncode:
                problems = [(run.stderr or run.stdout).strip().splitlines()[-1][:300]]
            elif form == "csv":
                problems = [differences(wanted, *parse_csv(target))]
            else:
                problems = [returned_differences(wanted, read_back(target, with_polars)) for with_polars in (False, True)]
            for problem in filter(None, problems):
                print(f"FAIL {os.path.basename(path)} to {form}: {problem}")
                failures += 1
            counts[form] += 1
    print(", ".join(f"{count} to {form}" for form, count in counts.items()), f"{failures} failures", sep="; ")
    sys.exit(1 if failures or not counts else 0)


main()
