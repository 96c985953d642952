#!/usr/bin/env python3
"""Compares every CSV and JSON Lines file of a folder, row for row, with polars: check_tables.py FOLDER [--program P]

Ours are read with inferred types and written as JSON Lines; polars reads all fields of a CSV file as text and makes the
type of ours of them, so that each value is compared and not just its print. NA is missing in files that use it. Columns
that polars gives another kind of type are listed, and so are files that ours refuses to read."""
import argparse
import datetime
import json
import math
import os
import subprocess
import sys
import tempfile

TRUTH = {"true": True, "false": False}
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def expected(text, kind):
    """The value of a field of CSV."""
    if text is None:
        return None
    if kind == "string":
        return text
    if kind == "int64":
        return int(text)
    if kind == "double":
        return float(text)
    if kind == "bool":
        return TRUTH[text.lower()]
    moment = datetime.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.timezone.utc)
    return (moment - EPOCH) // datetime.timedelta(microseconds=1)


def ours(value, kind):
    if value is not None and kind == "timestamp":
        moment = datetime.datetime.fromisoformat(value)
        return (moment - EPOCH) // datetime.timedelta(microseconds=1)
    return value


def same(left, right, kind):
    if kind == "double" and left is not None and right is not None:
        return float(left) == right and math.copysign(1, left) == math.copysign(1, right)
    return left == right and type(left) is type(right)


def read_ours(program, path, missing):
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        command = [program, path, "--threads", "2", "--write", file.name]
        for token in missing:
            command += ["--missing", token]
        process = subprocess.run(command, capture_output=True, text=True)
        if process.returncode:
            return None, process.stderr.strip()[-300:]
        schema = json.loads(process.stdout)["schema"]
        with open(file.name, encoding="utf-8") as lines:
            return schema, [json.loads(line) for line in lines]


def compare(program, path):
    import polars
    if path.endswith(".jsonl"):
        schema, rows = read_ours(program, path, [])
        if schema is None:
            return f"refused: {rows}"
        with open(path, encoding="utf-8") as lines:
            theirs = [json.loads(line) for line in lines if line.strip()]
        frame = polars.read_ndjson(path, infer_schema_length=None)
        values = {name: frame[name].to_list() for name in frame.columns}
        note = ""
    else:
        whole = polars.read_csv(path, infer_schema=False)
        missing = ["NA"] if any((whole[name] == "NA").any() for name in whole.columns) else []
        schema, rows = read_ours(program, path, missing)
        if schema is None:
            return f"refused: {rows}"
        if missing:
            whole = polars.read_csv(path, infer_schema=False, null_values=missing)
        # A field without a name is called by its position.
        whole.columns = [name or f"column{position + 1}" for position, name in enumerate(whole.columns)]
        texts = {name: whole[name].to_list() for name in whole.columns}
        theirs = None
        values = {name: [expected(text, schema[name]) for text in texts[name]] for name in schema}
        guess = polars.read_csv(path, null_values=missing, infer_schema_length=None, try_parse_dates=True)
        guess.columns = whole.columns
        guess = guess.schema
        kinds = {"int64": "Int64", "double": "Float64", "bool": "Boolean", "string": "String"}
        other = [f"{name} {schema[name]}/{guess[name]}" for name in schema
                 if str(guess[name]) != kinds.get(schema[name]) and not (schema[name] == "timestamp" and "Date" in str(guess[name]))]
        note = f"; other types: {', '.join(other)}" if other else ""
    count = len(next(iter(values.values()))) if values else 0
    if len(rows) != count:
        return f"{len(rows)} rows, polars has {count}"
    for name, kind in schema.items():
        for number, (row, value) in enumerate(zip(rows, values[name])):
            if theirs is not None:
                value = theirs[number].get(name)
                value = float(value) if kind == "double" and value is not None else value
                value = expected(value, kind) if kind == "timestamp" else value
            if not same(ours(row.get(name), kind), value, kind):
                return f"row {number}, column {name}: {row.get(name)!r}, expected {value!r}"
    return f"equal, {count} rows × {len(schema)}{note}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--program", help="table-reading; built from the package of the benchmarks unless given")
    options = parser.parse_args()
    program = options.program
    if not program:
        from common import built
        program = built("table-reading")
    failed = 0
    for folder, _, names in sorted(os.walk(options.folder)):
        for name in sorted(names):
            if not name.endswith((".csv", ".jsonl")):
                continue
            path = os.path.join(folder, name)
            try:
                result = compare(program, path)
            except Exception as error:
                result = f"{type(error).__name__}: {error}"[:300]
            failed += not result.startswith(("equal", "refused"))
            print(f"{os.path.relpath(path, options.folder)}: {result}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    venv = os.environ.get("PEERS_VENV", "/tmp/peers-venv")
    python = os.path.join(venv, "bin", "python")
    if os.path.exists(python) and os.path.realpath(sys.prefix) != os.path.realpath(venv):
        os.execv(python, [python, os.path.abspath(__file__), *sys.argv[1:]])
    main()
