#!/usr/bin/env python3
"""Writes the small Parquet and Arrow files of Tests/Fixtures/columnar with pyarrow and polars.

    make_columnar_fixtures.py FOLDER

All files but those called `tiny` hold the same table; `expected.json` says what swift-mlops reads of it: for each column
its type and its values as texts, `null` where one is missing; times are microseconds since 1970, floating-point numbers
have the shortest digits that read back exactly. The folder `compressed` holds contents in the formats that pages have;
`index.json` says the size and the CRC-32 of each. Needs cramjam and zstandard besides pyarrow and polars."""
import gzip
import json
import os
import sys
import zlib

import cramjam
import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.ipc as ipc
import pyarrow.parquet as pq
import zstandard

ROWS = 20


def with_nulls(values, step):
    return [None if step and i % step == step - 1 else value for i, value in enumerate(values)]


def table():
    rng = np.random.default_rng(1)
    words = ["", "a", "café", "日本", "a text of more than sixteen bytes", "b,c", 'q"q']
    times = [int(v) for v in rng.integers(-10**15, 3 * 10**15, ROWS)]
    columns = dict(
        flag=(pa.array(with_nulls([bool(v) for v in rng.random(ROWS) < 0.5], 7), pa.bool_()), "bool"),
        integer=(pa.array(with_nulls([int(v) for v in rng.integers(-2**62, 2**62, ROWS)], 5), pa.int64()), "int64"),
        small=(pa.array(with_nulls([int(v) for v in rng.integers(-100, 100, ROWS)], 0), pa.int32()), "int64"),
        unsigned=(pa.array(with_nulls([int(v) for v in rng.integers(0, 2**32, ROWS)], 3), pa.uint32()), "int64"),
        double=(pa.array(with_nulls([float(v) for v in rng.standard_normal(ROWS)], 4), pa.float64()), "double"),
        float=(pa.array(with_nulls([float(np.float32(v)) for v in rng.standard_normal(ROWS)], 6), pa.float32()), "float"),
        text=(pa.array(with_nulls([words[i] for i in rng.integers(0, len(words), ROWS)], 9), pa.string()), "string"),
        category=(pa.array([f"kind {i}" for i in rng.integers(0, 3, ROWS)], pa.string()), "string"),
        time=(pa.array(with_nulls(times, 8), pa.timestamp("us", "UTC")), "timestamp"),
        nanoseconds=(pa.array([t * 1000 for t in times], pa.timestamp("ns")), "timestamp"),
        date=(pa.array(with_nulls([int(v) for v in rng.integers(-9999, 30000, ROWS)], 5), pa.date32()), "timestamp"),
        list=(pa.array(with_nulls([words[:i % 4] for i in range(ROWS)], 6), pa.list_(pa.string())), "stringList"),
    )
    return pa.table({n: c for n, (c, _) in columns.items()}), {n: t for n, (_, t) in columns.items()}


def text_of(value, kind):
    if value is None:
        return None
    if kind == "bool":
        return "true" if value else "false"
    if kind == "float":
        return str(np.float32(value))
    return value if kind == "stringList" else str(value)


def expected(data, types):
    result = []
    for name, kind in types.items():
        column = data.column(name)
        if kind == "timestamp":
            unit = column.type.unit if pa.types.is_timestamp(column.type) else "day"
            raw = column.cast(pa.int32()) if unit == "day" else column.cast(pa.timestamp(unit)).cast(pa.int64())
            scale = dict(us=lambda v: v, ns=lambda v: v // 1000, day=lambda v: v * 86_400_000_000)[unit]
            values = [None if v is None else scale(v) for v in raw.to_pylist()]
        else:
            values = column.to_pylist()
        result.append(dict(name=name, type=kind, values=[text_of(v, kind) for v in values]))
    return result


def compressed(folder):
    os.makedirs(folder, exist_ok=True)
    rng = np.random.default_rng(2)
    words = [f"word{i}" for i in range(200)]
    contents = dict(
        empty=b"", one=b"x", zeros=bytes(300_000), noise=rng.bytes(400), pattern=b"0123456789abcdef~" * 20_000,
        words=" ".join(words[min(199, int(i))] for i in rng.exponential(30, 1500)).encode(),
        numbers=np.cumsum(rng.integers(0, 3, 700)).astype("<i8").tobytes(),
        runs=b"".join(bytes([i % 7]) * int(n) for i, n in enumerate(rng.integers(1, 900, 300))))
    index = []

    def add(name, data, plain):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
        index.append(dict(name=name, count=len(plain), checksum=zlib.crc32(plain)))

    for name, plain in contents.items():
        add(f"{name}.snappy", bytes(cramjam.snappy.compress_raw(plain)), plain)
        add(f"{name}.lz4", bytes(cramjam.lz4.compress_block(plain, store_size=False)), plain)
        add(f"{name}.1.gz", gzip.compress(plain, 1, mtime=0), plain)
        add(f"{name}.9.gz", gzip.compress(plain, 9, mtime=0), plain)
        add(f"{name}.zlib", zlib.compress(plain, 6), plain)
        for level in (-5, 1, 3, 19):
            add(f"{name}.{level}.zst", zstandard.ZstdCompressor(level=level, write_checksum=level == 3).compress(plain), plain)
    plain = contents["words"]
    add("stored.gz", gzip.compress(plain[:300], 0, mtime=0), plain[:300])
    add("members.gz", gzip.compress(plain[:100], mtime=0) + gzip.compress(plain[100:300], mtime=0), plain[:300])
    fixed = zlib.compressobj(9, zlib.DEFLATED, 31, 9, zlib.Z_FIXED)
    add("fixed.gz", fixed.compress(plain) + fixed.flush(), plain)
    stream = zstandard.ZstdCompressor(level=6, write_content_size=False).compressobj()
    parts = stream.compress(plain[:3000]) + stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    add("stream.zst", parts + stream.compress(plain[3000:]) + stream.flush(), plain)
    skippable = bytes([0x52, 0x2A, 0x4D, 0x18, 3, 0, 0, 0]) + b"abc"
    frame = zstandard.ZstdCompressor().compress(plain)
    add("frames.zst", frame + skippable + frame, plain * 2)
    json.dump(index, open(os.path.join(folder, "index.json"), "w"), indent=0)


def main():
    folder = sys.argv[1]
    compressed(os.path.join(folder, "compressed"))
    os.makedirs(folder, exist_ok=True)
    path = lambda name: os.path.join(folder, name)
    data, types = table()
    json.dump(expected(data, types), open(path("expected.json"), "w"), ensure_ascii=False, indent=0)
    plain = dict(use_dictionary=False, write_statistics=False, store_schema=False)
    pq.write_table(data, path("plain.parquet"), compression="none", **plain)
    pq.write_table(data, path("snappy.parquet"), compression="snappy", store_schema=False)
    pq.write_table(data, path("gzip-v2.parquet"), compression="gzip", data_page_version="2.0", store_schema=False)
    pq.write_table(data, path("zstd-groups.parquet"), compression="zstd", row_group_size=7, store_schema=False,
                   write_page_checksum=True)
    pq.write_table(data, path("lz4-v2.parquet"), compression="lz4", data_page_version="2.0", **plain)
    encodings = dict(integer="DELTA_BINARY_PACKED", small="DELTA_BINARY_PACKED", unsigned="BYTE_STREAM_SPLIT",
                     double="BYTE_STREAM_SPLIT", float="BYTE_STREAM_SPLIT", text="DELTA_BYTE_ARRAY",
                     category="DELTA_LENGTH_BYTE_ARRAY", flag="RLE", time="DELTA_BINARY_PACKED")
    pq.write_table(data, path("delta.parquet"), compression="none", column_encoding=encodings, data_page_version="2.0",
                   **plain)
    frame = pl.from_arrow(data)
    frame.write_parquet(path("polars.parquet"), compression="zstd", statistics=True)
    for name, make, options in (
            ("file.arrow", ipc.new_file, None), ("stream.arrows", ipc.new_stream, None),
            ("zstd.arrow", ipc.new_file, ipc.IpcWriteOptions(compression="zstd")),
            ("lz4.arrows", ipc.new_stream, ipc.IpcWriteOptions(compression="lz4"))):
        with make(path(name), data.schema, options=options) as writer:
            writer.write_table(data, max_chunksize=8 if "stream" in name else None)
    coded = data
    for name in ("text", "category", "integer"):
        position = coded.column_names.index(name)
        coded = coded.set_column(position, name, coded.column(name).dictionary_encode())
    with ipc.new_file(path("dictionary.arrow"), coded.schema) as writer:
        writer.write_table(coded)
    frame.write_ipc(path("polars-views.arrow"), compression="uncompressed", compat_level=pl.CompatLevel.newest())
    # As small as they get: all of their damages are tried.
    tiny = pa.table({"i": pa.array([1, None, 3], pa.int32()), "s": pa.array(["x", "y", None]),
                     "l": pa.array([["a"], [], None], pa.list_(pa.string()))})
    pq.write_table(tiny, path("tiny.parquet"), compression="snappy", store_schema=False)
    pq.write_table(tiny.select(["i", "s"]), path("tiny-delta.parquet"), compression="zstd", data_page_version="2.0",
                   column_encoding=dict(i="DELTA_BINARY_PACKED", s="DELTA_BYTE_ARRAY"), **plain)
    for name, make in (("tiny.arrow", ipc.new_file), ("tiny.arrows", ipc.new_stream)):
        part = tiny.set_column(1, "s", tiny.column("s").dictionary_encode())
        with make(path(name), part.schema) as writer:
            writer.write_table(part)


main()
