"""Validate the JSON answer of every command against its schema in docs/."""
import json
import os
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

PROGRAM = os.environ["LIANTU"]
SOURCE = os.environ["LIANTU_SOURCE"]
CALLS = [
    ["check", "@luoyang"],
    ["info", "@luoyang"],
    ["gaps", "@luoyang", "--region", "洛阳市"],
    ["gaps", "@example", "--region", "示例市", "--horizon", "planned"],
    ["gaps", "@luoyang", "--chain", "化纤纺织", "--limit", "3"],
    ["leaders", "@example", "--region", "示例市"],
    ["leaders", "@luoyang"],
    ["local", "@luoyang"],
    ["local", "@example", "--region", "示例市"],
    ["map", "@luoyang", "--chain", "化纤纺织"],
    ["report", "@example", "--region", "示例市"],
    ["convert", "@example"],
    ["formats"],
    ["names", "@luoyang"],
]

failures = 0
for call in CALLS:
    path = os.path.join(SOURCE, "docs", "schema", call[0] + ".schema.json")
    with open(path, encoding="utf-8") as file:
        schema = json.load(file)
    answer = json.loads(
        subprocess.run(
            [PROGRAM, *call, "--format", "json"], capture_output=True, check=True
        ).stdout
    )
    validator = jsonschema.validators.validator_for(schema)(schema)
    for fault in list(validator.iter_errors(answer))[:3]:
        failures += 1
        where = "/".join(str(part) for part in fault.absolute_path)
        print(f"{' '.join(call)}: {where}: {fault.message[:300]}")
print(f"{len(CALLS)} answers, {failures} failures")
sys.exit(1 if failures else 0)
