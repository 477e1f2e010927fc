#!/usr/bin/env python3
"""Makes places.tsv: names of places and where they are. How to run it, and where its sources come from: README.md.

A line a name, sorted by its bytes: the name as `key` writes it, then every place of that name, latitude and longitude in
hundredths of a degree. What it keeps:

1. the communes of France, each at the point that GeoNames gives, else amid its neighbours (same postcode, else same
   intercommunality);
2. the cities of Europe with at least 20,000 inhabitants and of the world with at least 100,000; the largest under their
   names in other languages too (Londres, Pékin), and every town of Brittany (Kemper), in Latin letters;
3. every other place of GeoNames that shares one of these names, under any of its own: a name is only ambiguous when all its
   places are known; one of more than 12 places tells nothing, and is left out, unless one of them is a large city (Paris).

Names of regions, départements, countries and former provinces are left out: "Bretagne" is a commune of the Indre, and
nobody who writes it means that one.
"""

import json
import math
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

CITY_OF_EUROPE = 20_000
CITY = 100_000
# Europe's cities of this size, and the world's, have names in French and English of their own.
KNOWN_ABROAD_IN_EUROPE = 500_000
KNOWN_ABROAD = 2_000_000
# GeoNames' code of Brittany.
BRITTANY = ("FR", "53")
MOST_PLACES = 12
LARGE = 500_000
EUROPE = set(
    "AD AL AT BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME MK MT NL NO PL "
    "PT RO RS RU SE SI SK SM UA VA XK GP MQ GF RE YT PM BL MF NC PF WF".split()
)
# Two points closer than this are one place: the boroughs of a city, a commune and its chief town.
SAME = 10

COUNTRIES_AND_PROVINCES = """
afrique amerique asie europe oceanie africa america asia oceania
allemagne angleterre autriche belgique danemark ecosse espagne finlande france grece hollande irlande islande italie
luxembourg maroc norvege pays de galles portugal royaume uni suede suisse tunisie algerie turquie canada japon chine
germany england austria belgium denmark scotland spain finland greece holland ireland iceland italy morocco norway wales
united kingdom sweden switzerland tunisia algeria turkey japan china
alsace aquitaine anjou armorique armor artois auvergne bearn beauce berry bourgogne bretagne brie champagne cornouaille
corse dauphine flandre flandres franche comte gascogne guyenne languedoc leon limousin lorraine maine midi normandie
picardie poitou provence quercy rouergue roussillon saintonge savoie sologne touraine tregor vendee vexin
breizh brittany burgundy normandy cornwall bro leon bro dreger kernev penn ar bed
atlantique manche mediterranee iroise mer du nord ocean
""".split("\n")


def key(name):
    """As `gazetteer::key` in src/domain/gazetteer.rs writes a name: letters without accents, digits, single spaces."""
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("ß", "ss"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    words = "".join(c if c.isalnum() else " " for c in plain).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def kilometres(a, b):
    (lat1, lon1), (lat2, lon2) = [tuple(map(math.radians, point)) for point in (a, b)]
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


def centre(points):
    return tuple(sum(axis) / len(points) for axis in zip(*points))


def is_latin(name):
    return all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())


def communes(folder, geonames):
    """The communes of France with a point each, and how far off a point taken from neighbours is, for those known."""
    known = defaultdict(list)
    for row in geonames:
        if row[8] == "FR":
            known[key(row[1])].append(row)
    listed = [c for c in json.loads((folder / "communes.json").read_text()) if c["type"] != "arrondissement-municipal"]
    points = {}
    for commune in listed:
        here = [row for row in known[key(commune["nom"])] if row[11] == commune.get("departement") or not row[11]]
        if len(here) == 1 or (here and max(int(row[14] or 0) for row in here) >= 1000):
            best = max(here, key=lambda row: int(row[14] or 0))
            points[commune["code"], commune["type"]] = (float(best[4]), float(best[5]))
    by_postcode, by_group, group_of = defaultdict(list), defaultdict(list), {}
    for group in json.loads((folder / "epci.json").read_text()):
        for member in group["membres"]:
            group_of[member["code"]] = group["code"]
    for commune in listed:
        found = points.get((commune["code"], commune["type"]))
        if found:
            for code in commune.get("codesPostaux", []):
                by_postcode[code].append(found)
            by_group[group_of.get(commune["code"])].append(found)
    off = []
    placed = []
    for commune in listed:
        own = points.get((commune["code"], commune["type"]))

        def neighbours(without):
            for near in [n for c in commune.get("codesPostaux", []) for n in by_postcode[c]], by_group[group_of.get(commune.get("chefLieu", commune["code"]))]:
                near = [point for point in near if point != without]
                if near:
                    return centre(near)
            return None

        if own:
            guess = neighbours(own)
            off += [kilometres(own, guess)] if guess else []
        point = own or points.get((commune.get("chefLieu"), "commune-actuelle")) or neighbours(None)
        if point:
            placed.append((commune["nom"], point))
    return placed, sorted(off), len(listed), len(points)


def main(geonames_file, communes_folder, written):
    geonames = [line.rstrip("\n").split("\t") for line in Path(geonames_file).read_text("utf-8").splitlines()]
    folder = Path(communes_folder)
    places = defaultdict(list)

    def add(name, point):
        word = key(name)
        if len(word) >= 2 and not word.isdigit():
            places[word].append(point)

    large = set()
    placed, off, listed, exact = communes(folder, geonames)
    print(f"{listed} communes, {exact} by GeoNames, {len(placed)} placed;", end=" ")
    print("among neighbours", ", ".join(f"{off[int(len(off) * part)]:.0f} km at {part:.0%}" for part in (0.5, 0.9, 0.99)))
    for name, point in placed:
        add(name, point)
    for row in geonames:
        inhabitants = int(row[14] or 0)
        point = (float(row[4]), float(row[5]))
        in_europe = row[8] in EUROPE
        if inhabitants >= (CITY_OF_EUROPE if in_europe else CITY):
            add(row[1], point)
        if inhabitants >= LARGE:
            large.add(key(row[1]))
        if inhabitants >= (KNOWN_ABROAD_IN_EUROPE if in_europe else KNOWN_ABROAD) or (row[8], row[10]) == BRITTANY:
            for name in row[3].split(","):
                # Codes of airports are no names, nor is what is written as it sounds.
                if len(name) > 3 and is_latin(name) and name[0].isupper() and not name.isupper():
                    add(name, point)
    wanted = set(places)
    for row in geonames:
        for name in {key(name) for name in [row[1], *row[3].split(",")]} & wanted:
            places[name].append((float(row[4]), float(row[5])))
    larger = {key(name) for line in COUNTRIES_AND_PROVINCES for name in [line, *line.split()] if name}
    for listed_areas in "departements.json", "regions.json":
        larger |= {key(area["nom"]) for area in json.loads((folder / listed_areas).read_text())}
    larger -= {"paris", "galles", "mer", "du", "de", "nord", "pays", "uni", "bed", "ar", "bro", "penn", "united", "kingdom"}
    lines = []
    for name in sorted(set(places) - larger, key=lambda name: name.encode()):
        kept = []
        for point in places[name]:
            if all(kilometres(point, other) > SAME for other in kept):
                kept.append(point)
        if len(kept) > MOST_PLACES and name not in large:
            continue
        points = " ".join(f"{round(lat * 100)},{round(lon * 100)}" for lat, lon in sorted(kept))
        lines.append(f"{name}\t{points}\n")
    Path(written).write_text("".join(lines), "utf-8")
    print(f"{len(lines)} names, {sum(len(line.encode()) for line in lines)} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
