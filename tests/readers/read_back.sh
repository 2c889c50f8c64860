#!/usr/bin/env bash
# Write drawings as GraphML and read them with other programs:
# read_back.sh WRITE_SAMPLE PYTHON WORK
set -euo pipefail

writer=$1
python=$2
work=$3
if [ ! -x "$python" ]; then
    echo 'skipped: no python3'
    exit 77
fi

rm -rf "$work"
mkdir -p "$work"
for chart in polyester random; do
    for dialect in gephi plain yed; do
        "$writer" "$chart" "$dialect" >"$work/$chart-$dialect.graphml"
    done
done
"$python" "$(dirname "${BASH_SOURCE[0]}")/read_graphml.py" "$work"/*.graphml
