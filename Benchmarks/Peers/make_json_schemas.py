"""Writes `Tests/Fixtures/reference/json-schemas.json`: what the package jsonschema says of schemas and texts.

It needs `pip install jsonschema`, whose validator of draft 2020-12 is the authority.
"""
import json
import pathlib
import sys

import jsonschema

VALUES = [
    None, True, False, 0, 1, 1.0, -1, 1.5, 2, 3, 7, 10, 9007199254740993, 9007199254740992, 1e300, "", "a", "ab", "abc",
    "é", "😀😀", "2024-01-01", "x@y.org", [], [1], [1, 1.0], [1, 2], [1, "a"], ["a", "b"], [[1], [1]], [{"a": 1}, {"a": 1.0}],
    {}, {"a": 1}, {"a": "x"}, {"a": 1, "b": 2}, {"b": [1, 2]}, {"a": {"b": {"c": 1}}}, {"name": "Ada", "age": 36},
    {"name": "Ada", "age": -1}, {"name": "", "age": 1.5}, {"age": 3}, [True, 1], [0, False], {"a": None}, [None],
]
SCHEMAS = [
    True, False, {}, {"type": "null"}, {"type": "boolean"}, {"type": "integer"}, {"type": "number"}, {"type": "string"},
    {"type": "array"}, {"type": "object"}, {"type": ["integer", "string"]}, {"enum": [1, "a", None, [1, 2], {"a": 1}]},
    {"const": 1}, {"const": {"a": 1.0}}, {"const": True}, {"enum": [False]}, {"const": 1, "enum": [1, 2]}, {"const": "é"},
    {"minimum": 1}, {"maximum": 1}, {"exclusiveMinimum": 1}, {"exclusiveMaximum": 1.5}, {"minimum": -1.5, "maximum": 2},
    {"maximum": 9007199254740992}, {"exclusiveMinimum": 9007199254740992}, {"minLength": 1}, {"maxLength": 2},
    {"minLength": 2, "maxLength": 2}, {"pattern": "^[a-z]+$"}, {"pattern": "b"}, {"pattern": "^\\d{4}-\\d{2}-\\d{2}$"},
    {"minItems": 1}, {"maxItems": 1}, {"uniqueItems": True}, {"items": {"type": "integer"}}, {"items": False},
    {"items": {"type": "string"}, "minItems": 1}, {"required": ["a"]}, {"required": ["a", "b"]},
    {"properties": {"a": {"type": "integer"}}}, {"properties": {"a": {"type": "integer"}}, "additionalProperties": False},
    {"additionalProperties": {"type": "integer"}}, {"properties": {"a": False}}, {"minProperties": 1}, {"maxProperties": 1},
    {"anyOf": [{"type": "string"}, {"minimum": 2}]}, {"allOf": [{"minimum": 1}, {"maximum": 2}]},
    {"oneOf": [{"type": "integer"}, {"minimum": 2}]}, {"not": {"type": "string"}}, {"not": {}},
    {"anyOf": [{"required": ["a"]}, {"type": "array"}], "not": {"maxItems": 1}},
    {"type": "object", "required": ["name", "age"], "additionalProperties": False, "title": "A person",
     "properties": {"name": {"type": "string", "minLength": 1}, "age": {"type": "integer", "minimum": 0}}},
    {"properties": {"a": {"properties": {"b": {"required": ["c"], "type": "object"}}, "type": ["object", "number"]}}},
    {"type": "integer", "minimum": 2.0}, {"uniqueItems": False}, {"oneOf": [{"const": 1}, {"const": 1.0}]},
    {"items": {"items": {"type": "integer"}}}, {"$comment": "x", "description": "y", "default": 3, "examples": [1]},
]


def main(path):
    cases = []
    for schema in SCHEMAS:
        validator = jsonschema.Draft202012Validator(schema)
        validator.check_schema(schema)
        cases.append({
            "schema": json.dumps(schema), "valid": "".join("1" if validator.is_valid(value) else "0" for value in VALUES)})
    document = {
        "jsonschema": jsonschema.__version__, "texts": [json.dumps(value) for value in VALUES], "cases": cases}
    pathlib.Path(path).write_text(json.dumps(document, indent=0) + "\n")


main(sys.argv[1])
