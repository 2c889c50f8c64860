#!/usr/bin/env python3
"""Check a bundled data set for what no reader of tables can tell.

    check_data.py FOLDER

Sources, orphans, names, reach from raw materials, coefficients within their
stated range, and mass: no process puts out more than it takes in, but for
those whose note says what comes from air or water.
"""
import collections
import csv
import os
import re
import sys
import unicodedata

# Tonnes in one of a unit; other units have no mass.
MASS = {"吨": 1, "t": 1, "万吨": 1e4, "kt": 1e3, "千克": 1e-3, "kg": 1e-3,
        "公斤": 1e-3, "克": 1e-6, "Mt": 1e6, "亿吨": 1e8}
# What a table must say where its rows come from.
SOURCED = ("chains", "products", "processes", "recipes", "links", "firms",
           "capacities", "targets", "projects", "statements")
# Stages that need not be made from raw materials: they are bought or lateral.
UNMADE = ("raw", "service", "energy", "equipment")
SLACK = 1.0001  # Figures are rounded.


def fold(name):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name)).casefold()


def spellings(text):
    folded = fold(text)
    match = re.fullmatch(r"(.+)\((.+)\)", folded)
    return [folded] + (list(match.groups()) if match else [])


class Data:
    def __init__(self, folder):
        self.tables = {}
        self.faults = []
        for name in os.listdir(folder):
            if name.endswith(".csv"):
                path = os.path.join(folder, name)
                with open(path, encoding="utf-8-sig", newline="") as file:
                    self.tables[name[:-4]] = list(csv.DictReader(file))
        self.products = {row["id"]: row for row in self.tables["products"]}
        self.processes = {row["id"]: row for row in self.tables["processes"]}

    def fault(self, table, index, text):
        """@param index of the row, from 0; the header is line 1."""
        self.faults.append(f"{table}.csv: row {index + 2}: {text}")

    def rows(self, table):
        return enumerate(self.tables.get(table, []))


def check_sources(data):
    known = {row["id"] for row in data.tables["sources"]}
    used = set()
    for table in SOURCED:
        for i, row in data.rows(table):
            source = row["source"]
            used.add(source)
            if source not in known:
                data.fault(table, i, f"source '{source}' is not a source")
    for i, row in data.rows("sources"):
        if row["id"] not in used:
            data.fault("sources", i, f"{row['id']} is cited by no row")


def check_names(data):
    for table in ("products", "chains", "firms", "regions"):
        owner = {}
        for i, row in data.rows(table):
            names = [row["name"]] + row.get("aliases", "").split(";")
            for name in {s for n in names if n for s in spellings(n)}:
                other = owner.setdefault(name, row["id"])
                if other != row["id"]:
                    data.fault(table, i, f"'{name}' is {other} too")


def makers_of(data):
    """Inputs by product, each with whether it can do without the others."""
    inputs = collections.defaultdict(set)
    for _, row in data.rows("links"):
        kind = row["kind"] or "input"
        if kind in ("input", "byproduct", "kind_of"):
            inputs[row["to"]].add(row["from"])
    for _, row in data.rows("recipes"):
        main = data.processes[row["process"]]["product"]
        if row["role"] == "output":
            inputs[row["product"]].add(main)
        else:
            inputs[main].add(row["product"])
    return inputs


def check_reach(data):
    inputs = makers_of(data)
    used = {product for row in inputs.values() for product in row}
    lateral = {row[end] for _, row in data.rows("links")
               for end in ("from", "to")}
    reached = {i for i, row in data.products.items()
               if row["stage"] in UNMADE}
    grown = True
    while grown:
        new = {product for product, row in inputs.items()
               if product not in reached and row & reached}
        reached |= new
        grown = bool(new)
    for i, row in data.rows("products"):
        product = row["id"]
        if product not in inputs and product not in used \
                and product not in lateral:
            data.fault("products", i, f"{product} {row['name']} is linked to "
                       "nothing")
        elif product not in reached:
            data.fault("products", i, f"{product} {row['name']} is made from "
                       "nothing that begins with a raw material")


def check_ranges(data):
    for i, row in data.rows("recipes"):
        if row["coefficient"] and row["low"] and row["high"]:
            low, high = float(row["low"]), float(row["high"])
            if not low <= float(row["coefficient"]) <= high:
                data.fault("recipes", i, f"{row['coefficient']} is not "
                           f"within {low:g} and {high:g}")


def mass(data, product):
    """Tonnes of one declared unit; None where it has no mass."""
    return MASS.get(data.products[product]["unit"])


def check_mass(data):
    entries = collections.defaultdict(list)
    for _, row in data.rows("recipes"):
        entries[row["process"]].append(row)
    for i, process in data.rows("processes"):
        rows = entries[process["id"]]
        made = mass(data, process["product"])
        taken = 0.0
        groups = {}
        is_known = made is not None and any(r["role"] != "output"
                                            for r in rows)
        for row in rows:
            unit = mass(data, row["product"])
            if unit is None or row["coefficient_unit"]:
                is_known = is_known and row["role"] == "output"
                continue
            if not row["coefficient"]:
                is_known = is_known and row["role"] == "output"
                continue
            amount = unit * float(row["coefficient"])
            if row["role"] == "output":
                made = (made or 0.0) + amount
            elif row["group"]:
                groups[row["group"]] = max(groups.get(row["group"], 0.0),
                                           amount)
            else:
                taken += amount
        taken += sum(groups.values())
        if is_known and made > taken * SLACK and not process.get("note"):
            data.fault("processes", i, f"{process['id']} {process['name']} "
                       f"makes {made:g} t from {taken:g} t")


def main():
    data = Data(sys.argv[1])
    for check in (check_sources, check_names, check_reach, check_ranges,
                  check_mass):
        check(data)
    print("\n".join(data.faults) if data.faults else
          ", ".join(f"{name} {len(rows)}" for name, rows
                    in sorted(data.tables.items())))
    return 1 if data.faults else 0


if __name__ == "__main__":
    sys.exit(main())
