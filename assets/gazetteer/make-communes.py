#!/usr/bin/env python3
"""Makes communes.tsv: the communes of France, where they are, and the Breton names of those of Brittany. How to run it, and
where its sources come from: README.md.

A line a commune, in the order of its code: the code (INSEE), its name, its name in Breton or nothing, latitude and longitude in
thousandths of a degree. `~` before them: GeoNames does not have the commune, and it stands amid its neighbours, as in places.tsv.

GeoNames does not say in which language a name is. A name is taken for the Breton one where the Breton spelling dictionary has it,
or has its parts, and where no other name of the commune passes: a wrong name would be worse than none.
"""

import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

BRITTANY = {"22", "29", "35", "44", "56"}


def folded(name):
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return plain.lower().replace("-", " ").replace("'", " ").replace("’", " ")


def is_latin(name):
    return all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())


def breton(names, french, words):
    """The one name that a Breton dictionary has, and French does not."""
    def is_breton(name):
        parts = name.replace("-", " ").split()
        known = [part in words or (len(part) < 4 and part.lower() in words) for part in parts]
        return bool(parts) and all(known)

    found = {}
    for name in names:
        good = is_latin(name) and name[:1].isupper() and not name.isupper() and len(name) > 3
        if good and folded(name) != folded(french) and is_breton(name):
            found.setdefault(folded(name), name)
    return next(iter(found.values())) if len(found) == 1 else ""


def centre(points):
    return tuple(sum(axis) / len(points) for axis in zip(*points))


def main(geonames_file, communes_folder, dictionary, written):
    listed = json.loads((Path(communes_folder) / "communes.json").read_text())
    listed = sorted((c for c in listed if c["type"] == "commune-actuelle"), key=lambda c: c["code"])
    words = {line.split("/")[0].split("\t")[0].strip() for line in Path(dictionary).read_text("utf-8").splitlines()[1:]}
    known = defaultdict(list)
    for line in Path(geonames_file).read_text("utf-8").splitlines():
        row = line.split("\t")
        if row[8] == "FR" and row[13]:
            known[row[13]].append(row)
    best, by_postcode, by_group, group_of = {}, defaultdict(list), defaultdict(list), {}
    for group in json.loads((Path(communes_folder) / "epci.json").read_text()):
        for member in group["membres"]:
            group_of[member["code"]] = group["code"]
    for commune in listed:
        rows = known[commune["code"]]
        # The place that has the commune's name, else its largest.
        rows.sort(key=lambda row: (folded(row[1]) != folded(commune["nom"]), -int(row[14] or 0)))
        if rows:
            point = (float(rows[0][4]), float(rows[0][5]))
            best[commune["code"]] = (point, rows[0])
            for code in commune.get("codesPostaux", []):
                by_postcode[code].append(point)
            by_group[group_of.get(commune["code"])].append(point)
    lines, named, amid, nowhere = [], 0, 0, 0
    for commune in listed:
        code, name = commune["code"], commune["nom"]
        point, row = best.get(code, (None, None))
        sign, other = "", ""
        if point is None:
            near = [n for c in commune.get("codesPostaux", []) for n in by_postcode[c]] or by_group[group_of.get(code)]
            if not near:
                nowhere += 1
                continue
            point, sign = centre(near), "~"
            amid += 1
        # A commune made of several is often known by the name of one of them, which is no name of the commune.
        elif commune.get("departement") in BRITTANY and folded(row[1]) == folded(name):
            other = breton(row[3].split(","), name, words)
            named += bool(other)
        lines.append(f"{code}\t{name}\t{other}\t{sign}{round(point[0] * 1000)}\t{round(point[1] * 1000)}\n")
    Path(written).write_text("".join(lines), "utf-8")
    print(f"{len(lines)} communes, {amid} amid neighbours, {nowhere} left out, {named} with a Breton name")


if __name__ == "__main__":
    main(*sys.argv[1:])
