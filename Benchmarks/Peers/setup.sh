#!/usr/bin/env bash
# Environments for the peer benchmarks, pinned, for Python 3.11: $PEERS_VENV (default /tmp/peers-venv), and
# $PEERS_VENV-lleaves, since lleaves needs a pass manager that llvmlite dropped after 0.44.
# gcc has to be there: tl2cgen and lleaves compile with it.
set -euo pipefail
venv=${PEERS_VENV:-/tmp/peers-venv}
python=${PYTHON:-python3}

install() { # ENVIRONMENT PACKAGE...
    local environment=$1
    shift
    [ -x "$environment/bin/pip" ] || "$python" -m venv "$environment"
    "$environment/bin/pip" install -q "$@"
}

# xgboost-cpu is the same library as xgboost, without the code for graphics processors.
install "$venv" numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 pandas==3.1.1 xgboost-cpu==3.2.0 lightgbm==4.7.0 \
    catboost==1.2.10 onnx==1.23.2 onnxruntime==1.31.1 treelite==4.8.1 tl2cgen==1.0.0
install "$venv-lleaves" lleaves==1.3.0 llvmlite==0.43.0 numpy==2.4.6 lightgbm==4.7.0
echo "environments ready: $venv, $venv-lleaves"
