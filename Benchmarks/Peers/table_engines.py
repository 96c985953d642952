"""The engines that read tables (W5), each for one file in a process of its own: table_engines.py ENGINE THREADS FILE

Prints the seconds of the read after a warm-up, the process's CPU seconds, the rows and the peak memory as JSON."""
import json
import os
import resource
import sys

ENGINES = ["pandas-c", "pyarrow", "polars", "polars-nodates", "duckdb", "pandas-pyarrow"]
FASTEST = ["pandas-c", "pyarrow", "polars", "duckdb"]
# The engines that use one thread whatever they are asked for.
SINGLE = ["pandas-c", "pandas-json"]
# The engines that read JSON Lines.
JSON_ENGINES = ["pyarrow-json", "polars-json", "duckdb-json", "pandas-json"]


def reader(engine, path, threads):
    """A function that reads the file once and returns something with a length."""
    if engine == "polars-json":
        import polars
        return lambda: polars.read_ndjson(path)
    if engine == "pandas-json":
        import pandas
        return lambda: pandas.read_json(path, lines=True)
    if engine == "pyarrow-json":
        import pyarrow
        import pyarrow.json
        pyarrow.set_cpu_count(threads)
        options = pyarrow.json.ReadOptions(use_threads=threads > 1)
        return lambda: pyarrow.json.read_json(path, read_options=options)
    if engine == "duckdb-json":
        import duckdb
        connection = duckdb.connect()
        connection.execute(f"SET threads={threads}")
        table = f"CREATE OR REPLACE TABLE t AS SELECT * FROM read_json('{path}')"
        count = "SELECT count(*) FROM t"
        return lambda: range(connection.execute(table) and connection.execute(count).fetchone()[0])
    if engine.startswith("polars"):
        import polars
        return lambda: polars.read_csv(path, try_parse_dates=engine == "polars")
    if engine == "pandas-c":
        import pandas
        with open(path) as file:
            dates = ["ts"] if "ts" in file.readline().strip().split(",") else False
        return lambda: pandas.read_csv(path, engine="c", parse_dates=dates)
    if engine == "pandas-pyarrow":
        import pandas
        import pyarrow
        pyarrow.set_cpu_count(threads)
        return lambda: pandas.read_csv(path, engine="pyarrow", dtype_backend="pyarrow")
    if engine == "pyarrow":
        import pyarrow
        import pyarrow.csv
        pyarrow.set_cpu_count(threads)
        options = pyarrow.csv.ReadOptions(use_threads=threads > 1)
        return lambda: pyarrow.csv.read_csv(path, read_options=options)
    if engine == "duckdb":
        import duckdb
        connection = duckdb.connect()
        connection.execute(f"SET threads={threads}")
        table = f"CREATE OR REPLACE TABLE t AS SELECT * FROM read_csv('{path}')"
        count = "SELECT count(*) FROM t"
        return lambda: range(connection.execute(table) and connection.execute(count).fetchone()[0])
    raise SystemExit(f"no engine {engine}")


def main():
    engine, threads, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    for name in ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ARROW_NUM_THREADS"):
        os.environ[name] = str(threads)
    from common import timed
    read = reader(engine, path, threads)
    rows = len(read())
    times = timed(read, reps=int(os.environ.get("PEERS_REPS", "1")), warm=0)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(dict(median=times["median"], least=times["least"], cpu=times["cpu"], rows=rows, peak_rss_mb=peak)))


if __name__ == "__main__":
    main()
