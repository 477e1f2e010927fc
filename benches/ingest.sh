#!/usr/bin/env bash
# What a photograph costs to take in, against the tools that only make its sizes.
#
#   benches/ingest.sh ZEF [PHOTOS] [ROUNDS]     (defaults: 6 photographs of each size, 3 rounds)
#
# ZEF is the program to measure (target/release/zef). Zef does the whole of its work: read, hash, inspect, decode, four
# sizes, fingerprints, fsync, journal. vipsthumbnail and sharp make the same four sizes and nothing else. Rounds alternate,
# CPU time counts (user and system, of every thread), and a tool that fails or writes too few files ends the run.
# Needs Debian's libvips-tools, time, curl, nodejs, npm and plasma-workspace-wallpapers; sharp comes from npm into WORK.
set -euo pipefail

ZEF=$(realpath "${1:?the program to measure, such as target/release/zef}")
PHOTOS=${2:-6}
ROUNDS=${3:-3}
HERE=$(dirname "$(realpath "$0")")
WORK=${WORK:-/tmp/zef-benches}
EDGES=(2000 1280 640 320)
mkdir -p "$WORK"
. "$HERE/measuring.sh"
need vips vipsthumbnail curl node npm python3 /usr/bin/time

photographs() { # megapixels, width, height, tiles across
  local folder="$WORK/photos-$1" k
  mkdir -p "$folder"
  for ((k = 0; k < PHOTOS; k++)); do
    [ -s "$folder/$k.jpg" ] || mosaic "$k" "$4" "$2" "$3" "$folder/$k.jpg"
  done
}

# Runs a command and leaves its CPU seconds in SPENT.
spend() {
  /usr/bin/time -o "$WORK/spent" -f '%U %S' "$@" || fail "$1 failed"
  SPENT=$(awk '{ print $1 + $2 }' "$WORK/spent")
}

expect_files() { # folder, name pattern, how many
  local found
  found=$(find "$1" -type f -name "$2" -size +0 | wc -l)
  [ "$found" -ge "$3" ] || fail "$found files $2 in $1, expected $3"
}

by_zef() { # photographs
  local storage="$WORK/storage" said
  library "$storage"
  spend "$ZEF" --storage "$storage" import "$1" --as bench --license cc-by-4.0 --publish >"$WORK/said"
  said=$(tail -n 1 "$WORK/said")
  [ "$said" = "new $PHOTOS, already held 0, refused 0" ] || fail "zef said: $said"
  for edge in "${EDGES[@]}"; do expect_files "$storage/renditions" "$edge.jpg" "$PHOTOS"; done
}

by_zef_http() {
  local storage="$WORK/storage" token before file status
  library "$storage"
  token=$("$ZEF" --storage "$storage" token add bench)
  serve "$storage"
  before=$(cpu_of "$SERVER")
  for file in "$1"/*.jpg; do
    status=$(curl -sS -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $token" \
      -F "file=@$file" -F license=cc-by-4.0 "$URL/api/v1/photos")
    [ "$status" = 201 ] || fail "an upload was answered $status"
  done
  SPENT=$(python3 -c "print($(cpu_of "$SERVER") - $before)")
  stop_server
  for edge in "${EDGES[@]}"; do expect_files "$storage/renditions" "$edge.jpg" "$PHOTOS"; done
}

by_vips() {
  rm -rf "$WORK/out" && mkdir "$WORK/out"
  export -f vips_four
  OUT="$WORK/out" spend bash -euo pipefail -c 'for file in "$0"/*.jpg; do vips_four "$file"; done' "$1"
  expect_files "$WORK/out" '*.jpg' $((4 * PHOTOS))
}

vips_four() {
  local edge
  for edge in 2000 1280 640 320; do
    vipsthumbnail --vips-concurrency=1 "$1" -s "${edge}x$edge>" -o "$OUT/%s-$edge.jpg[Q=80]" 2>/dev/null
  done
}

by_sharp() { # photographs, "files" (each size from the file) or "cascade" (one decode)
  rm -rf "$WORK/out" && mkdir "$WORK/out"
  NODE_PATH="$WORK/npm/node_modules" spend node "$HERE/sharp.cjs" "$2" "$WORK/out" "$1"/*.jpg
  expect_files "$WORK/out" '*.jpg' $((4 * PHOTOS))
}

[ -d "$WORK/npm/node_modules/sharp" ] || npm install --prefix "$WORK/npm" --no-audit --no-fund --silent sharp
photographs 12 4000 3000 2
photographs 24 6000 4000 3

machine
printf 'CPU milliseconds a photograph, best of %d alternated rounds of %d photographs\n' "$ROUNDS" "$PHOTOS"
for size in 12 24; do
  declare -A best=()
  for ((round = 0; round < ROUNDS; round++)); do
    for tool in zef zef_http vips 'sharp files' 'sharp cascade'; do
      set -- $tool
      "by_$1" "$WORK/photos-$size" ${2:+"$2"}
      best[$tool]=$(python3 -c "print(min($SPENT, ${best[$tool]:-1e9}))")
    done
  done
  for tool in zef zef_http vips 'sharp files' 'sharp cascade'; do
    python3 - "$size" "$tool" "${best[$tool]}" "${best[zef]}" "$PHOTOS" <<'PYTHON'
import sys
size, tool, spent, zef, photos = sys.argv[1], sys.argv[2], *map(float, sys.argv[3:])
print(f"{size} MP  {tool:14} {1000 * spent / photos:8.0f}   zef takes {zef / spent:5.2f} of it")
PYTHON
  done
done
