"""The same rows and columns in another order give the same answer, byte for
byte."""
import csv
import os
import random
import subprocess
import sys

PROGRAM = os.environ["LIANTU"]
SOURCE = os.environ["LIANTU_SOURCE"]
WORK = sys.argv[1]
SETS = [("luoyang", "洛阳市"), ("example", "示例市")]
COMMANDS = ["gaps", "local", "leaders", "map"]


def write_shuffled(folder, name, seed):
    """A copy of the data set with rows and columns in an order of the seed."""
    random.seed(seed)
    os.makedirs(folder, exist_ok=True)
    source = os.path.join(SOURCE, "data", name)
    for file in sorted(os.listdir(source)):
        if not file.endswith(".csv"):
            continue
        with open(os.path.join(source, file), encoding="utf-8", newline="") as table:
            header, *rows = list(csv.reader(table))
        order = list(range(len(header)))
        if seed:
            random.shuffle(rows)
            random.shuffle(order)
        with open(os.path.join(folder, file), "w", encoding="utf-8", newline="") as table:
            writer = csv.writer(table, lineterminator="\n")
            writer.writerow([header[c] for c in order])
            writer.writerows([[row[c] for c in order] for row in rows])


def answer_of(command, folder, region):
    return subprocess.run(
        [PROGRAM, command, folder, "--region", region, "--format", "json"],
        capture_output=True, check=True,
    ).stdout


failures = 0
for name, region in SETS:
    expected = {}
    for seed in range(4):
        folder = os.path.join(WORK, f"{name}{seed}")
        write_shuffled(folder, name, seed)
        for command in COMMANDS:
            answer = answer_of(command, folder, region)
            if expected.setdefault(command, answer) != answer:
                failures += 1
                print(f"{command} of {name} changes with the order of rows")
print(f"{failures} failures")
sys.exit(1 if failures else 0)
