"""Talks to a server of the Open Inference Protocol with tritonclient[http], as its users do.

Usage: client.py PORT

The server has two models: `stump` with the inputs x and y (FP64), and `words` with the input text (BYTES).
Prints one line for each check and ends with status 0 when all of them hold.
"""

import sys

import numpy as np
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException

failures = 0


def check(name, holds):
    global failures
    failures += not holds
    print(("ok      " if holds else "FAILED  ") + name, flush=True)


def refused(name, status, body):
    try:
        body()
    except InferenceServerException as error:
        check(f"{name}: {error.status()}", str(error.status()) == str(status))
    else:
        check(f"{name}: no error", False)


def tensor(name, values, datatype, binary):
    result = triton.InferInput(name, list(values.shape), datatype)
    result.set_data_from_numpy(values, binary_data=binary)
    return result


def column(values, dtype=np.float64):
    return np.array(values, dtype=dtype).reshape(shape_of(len(values)))


def shape_of(rows):
    return [rows] + [1] * (rank - 1)


client = triton.InferenceServerClient(f"localhost:{sys.argv[1]}")
check("the server is live", client.is_server_live())
check("the server is ready", client.is_server_ready())
check("the model is ready", client.is_model_ready("stump"))
check("another model is not ready", not client.is_model_ready("nothing"))

server = client.get_server_metadata()
check("the server has a name and a version", bool(server["name"]) and bool(server["version"]))

model = client.get_model_metadata("stump")
print(model)
check("the model has its name", model["name"] == "stump")
check("the model has its inputs", [each["name"] for each in model["inputs"]] == ["x", "y"])
check("the inputs are numbers", [each["datatype"] for each in model["inputs"]] == ["FP64", "FP64"])
rank = len(model["inputs"][0]["shape"])
probabilities = next(each for each in model["outputs"] if each["datatype"] == "FP64")

for binary in (False, True):
    for binary_output in (False, True):
        what = f"binary in {binary}, binary out {binary_output}"
        inputs = [
            tensor("x", column([0.5, 2, 0.5]), "FP64", binary),
            tensor("y", column([1, 2, 3]), "FP64", binary),
        ]
        outputs = [triton.InferRequestedOutput(probabilities["name"], binary_data=binary_output)]
        result = client.infer("stump", inputs, outputs=outputs, request_id="first")
        values = result.as_numpy(probabilities["name"])
        check(f"three rows: {what}", values.reshape(3, -1)[:, -1].tolist() == [0.25, 0.75, 0.25])
        check(f"the identifier: {what}", result.get_response()["id"] == "first")

result = client.infer("stump", [tensor("x", column([2]), "FP64", True), tensor("y", column([0]), "FP64", True)])
check("all outputs are given when none is asked for", result.as_numpy(probabilities["name"]) is not None)

texts = np.array(["a free prize", "lunch at noon \u2014 caf\u00e9"], dtype=object).reshape(shape_of(2))
answers = []
for binary in (False, True):
    result = client.infer("words", [tensor("text", texts, "BYTES", binary)])
    outputs = result.get_response()["outputs"]
    names = [each["name"] for each in outputs if each["name"] != "prediction_id"]
    answers.append({name: result.as_numpy(name).tolist() for name in names})
    labels = [each["name"] for each in outputs if each["datatype"] == "BYTES"]
    for name in labels:
        check(f"texts in, {name} out: binary {binary}", result.as_numpy(name).reshape(2, -1).shape[0] == 2)
check("texts give the same answer in both forms", answers[0] == answers[1])

x = tensor("x", column([1]), "FP64", True)
y = tensor("y", column([1]), "FP64", True)
refused("a model that is not there", 404, lambda: client.infer("nothing", [x, y]))
refused("a version that is not there", 404, lambda: client.infer("stump", [x, y], model_version="99"))
refused("an input that is not there", 400, lambda: client.infer("stump", [x, y, tensor("z", column([1]), "FP64", True)]))
refused("an input that is missing", 400, lambda: client.infer("stump", [y]))
refused("an input twice", 400, lambda: client.infer("stump", [x, x, y]))
refused("inputs of different lengths", 400, lambda: client.infer("stump", [tensor("x", column([1, 2]), "FP64", True), y]))
refused("a text for a number", 400, lambda: client.infer(
    "stump", [tensor("x", np.array(["a"], dtype=object).reshape(shape_of(1)), "BYTES", True), y]))
refused("an output that is not there", 400, lambda: client.infer(
    "stump", [x, y], outputs=[triton.InferRequestedOutput("nothing")]))
wrong = triton.InferInput("x", shape_of(3), "FP64")
wrong._raw_data = b"\0" * 16
wrong._parameters["binary_data_size"] = 16
refused("data shorter than its shape", 400, lambda: client.infer("stump", [wrong, y]))
refused("compressed requests", 415, lambda: client.infer("stump", [x, y], request_compression_algorithm="gzip"))

check("the server is live after all that", client.is_server_live())
client.close()
sys.exit(1 if failures else 0)
