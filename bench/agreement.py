#!/usr/bin/env python3
"""How far `liantu gaps` agrees with what planning documents state.

Each stated gap is judged at its document's year and from its own chain, first
with all data and then without what documents say of gaps. Prints shares,
disagreements with their reasons, and how the shares move with each threshold.

    bench/agreement.py LIANTU DATA FACTS [--all] [--no-sensitivity]
"""
import concurrent.futures
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
REGION = "洛阳市"
YEARS = {"000": 2016, "002": 2017, "004": 2019, "001": 2022}
LATEST = 2022
KINDS = {"补链": "fill", "延链": "extend", "强链": "strengthen",
         "建链": "build", "去产能": "shed"}
FIRST = 50
AIMS = {"found": 0.85, "fill and extend": 0.65, "first": 0.50}


def fold(name):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


def read_rows(path, **options):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, **options))


def spellings(text):
    """A name, and the two halves of 名称(缩写)."""
    folded = fold(text)
    match = re.fullmatch(r"(.+)\((.+)\)", folded)
    return [folded] + (list(match.groups()) if match else [])


class Names:
    """Products and chains of a data set by any of their names."""

    def __init__(self, data):
        self.products = {}
        self.stage = {}
        self.chains = {}
        self.home = {}
        rows = read_rows(os.path.join(data, "products.csv"))
        for column in ("name", "aliases"):
            for row in rows:
                self.home.setdefault(row["chains"].split(";")[0],
                                     []).append(row)
                self.stage[row["id"]] = row["stage"]
                for name in row[column].split(";"):
                    for spelling in spellings(name):
                        self.products.setdefault(spelling, row["id"])
        for row in read_rows(os.path.join(data, "chains.csv")):
            self.chains[row["id"]] = row["name"]


    def find(self, name, chain):
        """In a chain a part goes by its bare name: 电机 is 风电电机 there."""
        for spelling in spellings(name):
            if spelling in self.products:
                found = self.products[spelling]
                break
        else:
            found = None
        own = {row["id"] for row in self.home.get(chain, [])}
        if found in own or not chain:
            return found
        longer = {row["id"] for row in self.home.get(chain, [])
                  if fold(row["name"]).endswith(fold(name))}
        return longer.pop() if len(longer) == 1 else found


class Answers:
    """The gaps of one data set, asked for once per view, year and rule."""

    def __init__(self, program, data):
        self.program = program
        self.data = data
        self.kept = {}

    def of(self, chain, year, rules=()):
        key = (chain, year, tuple(rules))
        if key not in self.kept:
            call = [self.program, "gaps", self.data, "--region", REGION,
                    "--year", str(year), "--format", "json", "-q"]
            call += ["--chain", chain] if chain else []
            for rule in rules:
                call += ["--rule", rule]
            run = subprocess.run(call, capture_output=True, text=True,
                                 check=False)
            if run.returncode != 0:
                sys.exit(f"agreement: {' '.join(call)}: {run.stderr}")
            self.kept[key] = json.loads(run.stdout)
        return self.kept[key]

    def row(self, product, chain, year, rules=()):
        for row in self.of(chain, year, rules)["rows"]:
            if row["product"] and row["product"]["id"] == product:
                return row
        return None

    def first(self, count):
        """Rows by themselves; what stands below a chain's row is part of it."""
        rows = [r for r in self.of(None, LATEST)["rows"]
                if not (r["product"] and r["kind"] == "build")]
        return rows[:count]

    def status(self, product):
        """What became of a gap by the latest year."""
        words = {"absent": "仍缺", "unseen": "无数据", "coming": "在建",
                 "present": "已补"}
        row = self.row(product, None, LATEST)
        if row:
            return words[row["state"]]
        for other in self.of(None, LATEST).get("no_local_base", []):
            if other["id"] == product:
                return words[other["state"]]
        return "已补"


def kinds_of(row, chain_name):
    """Kinds that hold in this view, the leading one first."""
    kinds = [row["kind"]] + list(row.get("also", []))
    for kind in row["kinds"]:
        if kind["chain"] == chain_name:
            kinds += [kind["kind"]] + list(kind.get("also", []))
    return list(dict.fromkeys(kinds))


class Stated:
    """One gap that a document states."""

    def __init__(self, row, names, left_out, views):
        self.name = row["product_zh"]
        self.kind = KINDS[row["kind"]]
        self.word = row["kind"]
        self.chain = row["chain_id"]
        self.where = f"{row['doc']} {row['section']}"
        self.year = YEARS[row["doc"]]
        self.left_out = left_out.get((self.name, self.chain)) or \
            left_out.get((self.name, ""))
        self.moved = views.get((self.name, self.chain))
        self.chain = self.moved["view"] if self.moved else self.chain
        self.product = names.find((self.moved or {}).get("as") or self.name,
                                  self.chain)

    def judge(self, answers, names, rules=()):
        """(found, leading or also, holds as 补 or 延, row)"""
        if self.product is None:
            return False, False, False, None
        row = answers.row(self.product, self.chain, self.year, rules)
        if row is None:
            return False, False, False, None
        kinds = kinds_of(row, names.chains[self.chain])
        both = {"fill", "extend"}
        return (True, self.kind in kinds,
                self.kind in kinds or
                (self.kind in both and bool(both & set(kinds))), row)

    def reason(self, answers, row):
        """Why we say otherwise: (map, state, rule or document; what)."""
        if self.product is None:
            return "map", "not a product of the map"
        if row is not None:
            return "rule", f"{row['kind']}/{','.join(row['subkinds'])}"
        whole = answers.row(self.product, None, self.year)
        if whole is not None:
            chains = [k["chain"] for k in whole["kinds"]]
            return "view", f"{whole['kind']} from {'、'.join(chains[:3])}"
        base = {p["id"] for p in
                answers.of(None, self.year).get("no_local_base", [])}
        if self.product in base:
            return "state", "nothing near it is made locally"
        if self.kind == "strengthen":
            return "document", "made here; no figure shows it weak"
        return "state", "made here by that year"


def share(part, whole):
    return f"{part}/{whole} = {part / whole:.1%}" if whole else "none"


def measure(stated, answers, names, rules=()):
    """Counts by kind: [all, found, same kind, as 补 or 延]."""
    counts = {word: [0, 0, 0, 0] for word in KINDS}
    for gap in stated:
        found, same, either, _ = gap.judge(answers, names, rules)
        for i, holds in enumerate((True, found, same, either)):
            counts[gap.word][i] += holds
    return counts


def total(counts, words, index):
    return sum(counts[word][index] for word in words)


def figures(counts):
    pair = ("补链", "延链")
    return (total(counts, KINDS, 1) / max(1, total(counts, KINDS, 0)),
            total(counts, pair, 2) / max(1, total(counts, pair, 0)))


def print_counts(counts):
    print(f"  {'':6}{'stated':>8}{'found':>8}{'same':>8}{'补/延':>8}")
    for word, row in counts.items():
        print(f"  {word:4}" + "".join(f"{n:>8}" for n in row))
    pair = ("补链", "延链")
    found = (total(counts, KINDS, 1), total(counts, KINDS, 0))
    same = (total(counts, pair, 2), total(counts, pair, 0))
    for name, (part, whole), aim in (
            ("found at all, every kind", found, AIMS["found"]),
            ("same kind, 补链 and 延链", same, AIMS["fill and extend"])):
        verdict = "reached" if part >= aim * whole else "MISSED"
        print(f"  {name}: {share(part, whole)}"
              f"  (aim {aim:.0%}: {verdict})")
    print("  补 and 延 taken as one: "
          + share(total(counts, pair, 3), same[1]))


def with_broader(data, products):
    """Who names a sort names the broader product too."""
    above = {}
    for row in read_rows(os.path.join(data, "links.csv")):
        if row["kind"] == "kind_of":
            above.setdefault(row["from"], set()).add(row["to"])
    found = set(products)
    new = found
    while new:
        new = set().union(*(above.get(p, ()) for p in new)) - found
        found |= new
    return found


def print_first(answers, names, stated):
    named = {gap.product for gap in stated}
    chains = {names.chains[gap.chain] for gap in stated
              if gap.chain in names.chains}
    first = answers.first(FIRST)
    hits = [sum(row["product"]["id"] in products if row["product"]
                else bool(chains & set(row["chains"])) for row in first)
            for products in (named, with_broader(answers.data, named))]
    verdict = "reached" if hits[1] >= AIMS["first"] * len(first) else "MISSED"
    print(f"  of our first {len(first)}, named by some document, itself or a "
          f"sort of it: {share(hits[1], len(first))}  "
          f"(aim {AIMS['first']:.0%}: {verdict}); itself alone: {hits[0]}")


def print_shut(answers, stated):
    """Nothing that a document shuts down may be filled or extended."""
    bad = []
    for gap in stated:
        if gap.kind != "shed" or gap.product is None:
            continue
        row = answers.row(gap.product, None, LATEST)
        if row and row["kind"] in ("fill", "extend"):
            bad.append(f"{gap.name} ({row['kind']})")
    print("  补链 or 延链 for what is shut down: "
          + ("、".join(bad) if bad else "none"))


def print_statuses(answers, stated):
    counts = {}
    for gap in stated:
        if gap.product and gap.kind != "shed":
            status = answers.status(gap.product)
            counts[status] = counts.get(status, 0) + 1
    print(f"  by {LATEST}: " + ", ".join(
        f"{word} {counts.get(word, 0)}"
        for word in ("仍缺", "在建", "已补", "无数据")))


def print_disagreements(answers, names, stated):
    for gap in stated:
        found, same, _, row = gap.judge(answers, names)
        if found and same:
            continue
        what, text = gap.reason(answers, row)
        print(f"  {gap.where} {gap.chain}: {gap.name} {gap.word}"
              f" | {'other kind' if found else 'not found'}"
              f" | {what}: {text}")


def thresholds(program):
    """Names and values of all rules that are no weights."""
    text = subprocess.run([program, "help", "rules"], capture_output=True,
                          text=True, check=True).stdout
    rules = re.findall(r"^\s*(\w+)\s*=\s*([0-9.]+)", text, re.MULTILINE)
    return [(name, float(value)) for name, value in rules
            if not name.startswith("weight")]


def print_sensitivity(program, answers, names, stated):
    base = figures(measure(stated, answers, names))
    views = sorted({(gap.chain, gap.year) for gap in stated})
    print(f"  {'rule':28}{'-30 %':>18}{'+30 %':>18}")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, value in thresholds(program):
            cells = []
            for factor in (0.7, 1.3):
                moved = value * factor
                if value == int(value):
                    moved = round(moved)
                rules = (f"{name}={moved:g}",)
                try:
                    list(pool.map(lambda view, r=rules:
                                  answers.of(view[0], view[1], r), views))
                except SystemExit:
                    cells.append("outside its range")
                    continue
                now = figures(measure(stated, answers, names, rules))
                cells.append("/".join(f"{100 * (a - b):+.1f}"
                                      for a, b in zip(now, base)))
                answers.kept = {key: answer for key, answer
                                in answers.kept.items() if not key[2]}
            if any(cell != "+0.0/+0.0" for cell in cells):
                print(f"  {name:28}" + "".join(f"{c:>18}" for c in cells))
    print("  (points of found / of the same kind; rules not listed move"
          " neither)")


def without_statements(data, folder):
    """A copy that says what there is, and nothing about gaps."""
    copy = os.path.join(folder, "silent")
    shutil.copytree(data, copy)
    for name, keep in (
            ("statements.csv", lambda r: r["kind"] in ("role", "field_of")),
            ("capacities.csv", lambda r: r["status"] != "none")):
        path = os.path.join(copy, name)
        rows = read_rows(path)
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(row for row in rows if keep(row))
    return copy


def main():
    program, data, facts = sys.argv[1:4]
    names = Names(data)
    left_out = {(row["product"], row["chain"]): row["reason"] for row in
                read_rows(os.path.join(HERE, "agreement_left_out.csv"))}
    rows = read_rows(os.path.join(facts, "gaps.tsv"), delimiter="\t",
                     quoting=csv.QUOTE_NONE)
    views = {(row["product"], row["chain"]): row for row in
             read_rows(os.path.join(HERE, "agreement_views.csv"))}
    every = [Stated(row, names, left_out, views) for row in rows]
    stated = [gap for gap in every if not gap.left_out]
    out = {}
    for gap in every:
        if gap.left_out:
            out[gap.left_out] = out.get(gap.left_out, 0) + 1
    answers = Answers(program, data)
    print(f"agreement with {len(every)} stated gaps, "
          f"{len(every) - len(stated)} left out ("
          + ", ".join(f"{reason} {count}" for reason, count
                      in sorted(out.items())) + ")")
    print(f"  {sum(bool(gap.moved) for gap in stated)} judged from another "
          "chain: one sentence names products of several (agreement_views.csv)")
    print_counts(measure(stated, answers, names))
    print_first(answers, names, every)
    print_shut(answers, stated)
    print_statuses(answers, stated)
    print("disagreements")
    print_disagreements(answers, names, stated)
    with tempfile.TemporaryDirectory() as folder:
        silent = Answers(program, without_statements(data, folder))
        print("without what documents say of gaps")
        print_counts(measure(stated, silent, names))
        print_first(silent, names, every)
    if "--no-sensitivity" not in sys.argv:
        print("thresholds moved by 30 %")
        print_sensitivity(program, answers, names, stated)


if __name__ == "__main__":
    main()
