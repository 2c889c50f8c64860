#!/usr/bin/env python3
"""How many names that are known to be one `liantu names` proposes, and how
many of its proposals are right: names.py PROGRAM [FOLDER]. The folder of the
reference lists is that of LIANTU_SHARED, or ../shared, where it is not given.

Exits with 77 where the reference lists are not there."""

import csv
import os
import subprocess
import sys
import tempfile
import time


def rows(path):
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def propose(program, tables):
    """Pairs of names that the program proposes, with their scores."""
    with tempfile.TemporaryDirectory() as folder:
        for table, names in tables.items():
            path = os.path.join(folder, table + ".csv")
            with open(path, "w", encoding="utf-8", newline="") as file:
                out = csv.writer(file)
                out.writerow(["id"])
                out.writerows([name] for name in sorted(names) if name)
        answer = subprocess.run(
            [program, "names", folder, "--format", "csv", "--lang", "en", "-q"],
            check=True, capture_output=True, text=True, encoding="utf-8").stdout
    return {frozenset((row["name"], row["aliases"])): float(row["score"])
            for row in csv.DictReader(answer.splitlines())}


def groups(shared):
    """Names that mean one thing, by table."""
    tables = {"product": "products", "firm": "firms", "chain": "chains"}
    found = {table: [] for table in tables.values()}
    for row in rows(os.path.join(shared, "policy/facts/aliases.tsv")):
        if row["type"] in tables:
            names = {row["canonical"], *row["variants"].split("；")}
            found[tables[row["type"]]].append({n.strip() for n in names})
    return found


def closure(pairs):
    """The group of every name that the pairs connect."""
    root = {}

    def find(name):
        while root.setdefault(name, name) != name:
            name = root[name]
        return name

    for a, b in map(tuple, pairs):
        root[find(a)] = find(b)
    return find


def judge(title, pairs, known):
    """Recall over names that have another, precision over judged pairs."""
    group_of = {}
    for number, group in enumerate(known):
        for name in group:
            group_of.setdefault(name, set()).add(number)
    find = closure(pairs)
    wanted = found = 0
    for group in known:
        for name in group:
            if len(group) > 1:
                wanted += 1
                found += any(find(name) == find(o) for o in group if o != name)
    judged = [p for p in pairs if all(name in group_of for name in p)]
    right = sum(bool(set.intersection(*(group_of[n] for n in p)))
                for p in judged)
    print(f"{title}: {found} of {wanted} names found "
          f"({100 * found / max(wanted, 1):.0f} %), {right} of {len(judged)} "
          f"judged proposals right "
          f"({100 * right / max(len(judged), 1):.0f} %)")


def main():
    program = sys.argv[1]
    beside = os.path.join(os.path.dirname(__file__), "..", "..", "shared")
    shared = (sys.argv[2:] + [os.environ.get("LIANTU_SHARED", beside)])[0]
    if not os.path.exists(os.path.join(shared, "policy/facts/aliases.tsv")):
        sys.exit(77)
    known = groups(shared)
    pairs = propose(program, {t: set().union(*g) for t, g in known.items()})
    judge("aliases", pairs, [g for groups_ in known.values() for g in groups_])
    by_score = sorted(pairs.values())
    print(f"  scores {by_score[0]:.2f} – {by_score[-1]:.2f}")

    products = [(row["name_zh"], row["canonical"]) for row in
                rows(os.path.join(shared, "policy/facts/products.tsv"))]
    names = {name for pair in products for name in pair}
    find = closure(products)
    merged = {}
    for name in names:
        merged.setdefault(find(name), set()).add(name)
    judge("products of the plans",
          propose(program, {"products": names}), list(merged.values()))

    path = os.path.join(shared, "data/a-share/firms.csv")
    with open(path, encoding="utf-8") as file:
        firms = [{r["name"], r["fullname"]} for r in csv.DictReader(file)]
    begin = time.monotonic()
    pairs = propose(program, {"firms": set().union(*firms)})
    judge("short and full names of listed firms", pairs, firms)
    print(f"  {time.monotonic() - begin:.2f} s for {2 * len(firms)} names")
    for name in ("products.csv", "product_links.csv"):
        begin = time.monotonic()
        maps = ["--map", "id=name"] if name == "products.csv" else []
        subprocess.run(
            [program, "names", os.path.join(shared, "data/a-share", name),
             *maps, "--format", "csv", "-q"], check=True, capture_output=True)
        print(f"  {time.monotonic() - begin:.2f} s for {name}")


main()
