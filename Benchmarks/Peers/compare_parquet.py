#!/usr/bin/env python3
"""Reads the Parquet files of W5 with swift-mlops and its peers in turn and prints the ratios as a Markdown table.

    compare_parquet.py [FILE ...] --program PROGRAM

A round asks every engine once, ours first in even rounds and last in odd ones, so that whatever else the machine does
falls on all of them; figures are medians over the rounds. Every engine is a process of its own each round, reads the
file once to warm up, and then some times for the clock: from the page cache into its table in memory. MB/s counts the
bytes of the file. PROGRAM takes `FILE --threads N --repetitions N` and prints its median of seconds as JSON, as
table-reading of the benchmarks does."""
import argparse
import json
import os
import statistics
import subprocess
import sys

PEERS = ["pyarrow", "polars", "duckdb"]
OURS = "swift-mlops"


def child(engine, threads, path, repetitions):
    os.environ["POLARS_MAX_THREADS"] = os.environ["OMP_NUM_THREADS"] = str(threads)
    import time
    if engine == "pyarrow":
        import pyarrow as pa
        import pyarrow.parquet as pq
        pa.set_cpu_count(threads)
        read = lambda: pq.read_table(path, use_threads=threads > 1).num_rows
    elif engine == "polars":
        import polars as pl
        read = lambda: len(pl.read_parquet(path))
    else:
        import duckdb
        database = duckdb.connect()
        database.execute(f"SET threads={threads}")
        read = lambda: database.execute(
            f"CREATE OR REPLACE TABLE t AS SELECT * FROM read_parquet('{path}')").fetchone()[0]
    read()
    seconds = []
    for _ in range(repetitions):
        begin = time.perf_counter()
        rows = read()
        seconds.append(time.perf_counter() - begin)
    print(json.dumps(dict(median=statistics.median(seconds), rows=rows)))


def run(command):
    line = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return line["median"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", default=["csv_100mb.parquet", "mixed.parquet"])
    parser.add_argument("--program", required=True, help="table-reading, built for release")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--output", help="a file that result lines are appended to")
    options = parser.parse_args()
    data = os.environ.get("PEERS_DATA", "/tmp/peers-data")
    print("| file | threads | swift-mlops MB/s | " + " | ".join(f"{peer} | ratio" for peer in PEERS) + " |")
    print("|---|---:|---:|" + "---:|---:|" * len(PEERS))
    for name in options.files:
        path = os.path.join(data, name)
        size = os.path.getsize(path) / 1e6
        for threads in map(int, options.threads.split(",")):
            figures = {engine: [] for engine in [OURS] + PEERS}
            for number in range(options.rounds):
                order = [OURS] + PEERS if number % 2 == 0 else PEERS + [OURS]
                for engine in order:
                    repetitions = str(options.repetitions)
                    command = (
                        [options.program, path, "--threads", str(threads), "--repetitions", repetitions] if engine == OURS
                        else [sys.executable, os.path.abspath(__file__), "--child", engine, path, str(threads), repetitions])
                    figures[engine].append(size / run(command))
            medians = {engine: statistics.median(values) for engine, values in figures.items()}
            ratios = " | ".join(f"{medians[peer]:.0f} | **{medians[OURS] / medians[peer]:.2f}×**" for peer in PEERS)
            print(f"| {name} | {threads} | {medians[OURS]:.0f} | {ratios} |", flush=True)
            if options.output:
                with open(options.output, "a") as file:
                    for engine, values in figures.items():
                        file.write(json.dumps(dict(workload="W5", case=name, engine=engine, threads=threads, metric="mb_per_s",
                                                   value=medians[engine], least=min(values), most=max(values))) + "\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], int(sys.argv[4]), sys.argv[3], int(sys.argv[5]))
    else:
        main()
