"""Packs the land of Natural Earth (TopoJSON of the npm package `world-atlas`) for `src/domain/coast.rs`.

    python3 make-coast.py world-atlas/package/land-10m.json coast.bin

1. Rings are read, degrees in thousandths.
2. Each is simplified (Douglas-Peucker) to some 500 m, which is less than the error of the source; rings smaller than that go.
3. A ring is the number of its points, then each point as its difference from the one before, east then north: numbers as LEB128,
   signed ones in zigzag.
"""
import json, sys

TOLERANCE = 5  # Thousandths of a degree.
THOUSAND = 1000


def rings(atlas):
    (sx, sy), (tx, ty) = atlas['transform']['scale'], atlas['transform']['translate']
    arcs = []
    for arc in atlas['arcs']:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round((x * sx + tx) * THOUSAND), round((y * sy + ty) * THOUSAND)))
        arcs.append(points)

    def line(numbers):
        joined = []
        for number in numbers:
            points = arcs[number] if number >= 0 else arcs[~number][::-1]
            joined += points[1:] if joined else points
        return joined

    for shape in atlas['objects']['land']['geometries']:
        polygons = shape['arcs'] if shape['type'] == 'MultiPolygon' else [shape['arcs']]
        for polygon in polygons:
            for ring in polygon:
                yield line(ring)


def simplified(points):
    """Keeps the ends, and the points farther than the tolerance from the line between those kept around them."""
    keep = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        dx, dy = bx - ax, by - ay
        length = (dx * dx + dy * dy) ** 0.5
        farthest, most = None, TOLERANCE
        for at in range(first + 1, last):
            px, py = points[at][0] - ax, points[at][1] - ay
            far = abs(dx * py - dy * px) / length if length else (px * px + py * py) ** 0.5
            if far > most:
                farthest, most = at, far
        if farthest is not None:
            keep.add(farthest)
            todo += [(first, farthest), (farthest, last)]
    return [points[at] for at in sorted(keep)]


def number(value, out):
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def signed(value, out):
    number(value << 1 if value >= 0 else (-value << 1) - 1, out)


def main(source, target):
    out, count, points_kept = bytearray(), 0, 0
    for ring in rings(json.load(open(source))):
        ring = simplified(ring)[:-1]
        if len(ring) < 3:
            continue
        count, points_kept = count + 1, points_kept + len(ring)
        number(len(ring), out)
        x = y = 0
        for to_x, to_y in ring:
            signed(to_x - x, out)
            signed(to_y - y, out)
            x, y = to_x, to_y
    open(target, 'wb').write(out)
    print(f'{count} rings, {points_kept} points, {len(out)} bytes')


main(*sys.argv[1:])
