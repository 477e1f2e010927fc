#!/usr/bin/env bash
# A library in PostgreSQL and a bucket, served by several nodes, beside one in a folder.
#
#   benches/nodes.sh ZEF GROWTH [COUNT [PART…]]     (default: 10000 photographs, all parts)
#
# ZEF is the program to measure, GROWTH that of benches/growth.rs (see growth.sh). Real servers are started here: PostgreSQL, which
# forces every change to the disk, SeaweedFS, which forces nothing, nginx. The parts, each of which can be asked for alone:
#
#   deposits   CPU of a photograph of 12 megapixels by HTTP, in the folder and with both servers, by 1, 2 and 3 nodes; requests to S3
#   originals  `zef migrate --finish` of COUNT photographs with small files, into PostgreSQL and the bucket, and back
#   records    `zef migrate` of COUNT made-up records without files, into PostgreSQL and back; their bytes there
#   pages      pages of such a library in the folder and in PostgreSQL, in turn
#   changes    small changes a second, by wrk: in the folder, and by 1 and 3 nodes
#   lag        from a change on one of three nodes until another one shows it
#   start      start of a node on COUNT records, and its memory
#
# The last five are of one library. Client, nodes and servers share the machine: ratios count, and CPU time.
# Needs PostgreSQL 15 or later, SeaweedFS (ZEF_SEAWEEDFS names its program weed), Debian's wrk, nginx, curl, python3, openssl,
# libvips-tools and plasma-workspace-wallpapers, and 12 GB of disk for a million.
set -euo pipefail

ZEF=$(realpath "${1:?the program to measure, such as target/release/zef}")
GROWTH=$(realpath "${2:?the program of benches/growth.rs}")
COUNT=${3:-10000}
PARTS=("${@:4}")
[ ${#PARTS[@]} -gt 0 ] || PARTS=(deposits originals records pages changes lag start)
PHOTOS=${PHOTOS:-24}
SECONDS_EACH=${SECONDS_EACH:-10}
HERE=$(dirname "$(realpath "$0")")
export WORK=${WORK:-/tmp/zef-benches} ZEF_LOG=warn
mkdir -p "$WORK"
. "$HERE/measuring.sh"
. "$HERE/servers.sh"
need wrk curl python3 openssl vips setpriv psql
[ -x "$WEED_PROGRAM" ] || fail 'there is no SeaweedFS: name its program weed by ZEF_SEAWEEDFS'

client() { # what, arguments
  POSTGRES=$POSTGRES WEED=$WEED TOKEN=${TOKEN:-} TOKENS=${TOKENS:-} python3 "$HERE/nodes.py" "$@"
}

zef() { # configuration, arguments
  ZEF_CONFIG=$1 "$ZEF" "${@:2}"
}

asked() { # parts: whether one of them is to be run
  local part wanted
  for part in "${PARTS[@]}"; do for wanted in "$@"; do [ "$part" != "$wanted" ] || return 0; done; done
  return 1
}

# An empty library with a configuration, a TOKEN of its administrator, and TOKENS of so many people whose photographs are public at
# once: those of one person are taken in one after the other.
new_library() { # configuration, storage, how many people
  local number
  export ZEF_CONFIG=$1
  library "$2"
  TOKEN=$("$ZEF" --storage "$2" token add bench) TOKENS=
  for ((number = 0; number < ${3:-0}; number++)); do
    "$ZEF" --storage "$2" person add "giver$number" --name Giver --trusted --password-stdin <"$WORK/password" >/dev/null
    TOKENS+="$("$ZEF" --storage "$2" token add "giver$number") "
  done
  unset ZEF_CONFIG
}

each_node() { # the nodes as the client takes them
  local place
  for place in "${!NODES[@]}"; do printf '%s=%s ' "${NODES[$place]}" "${URLS[$place]}"; done
}

# So many nodes on a new library in PostgreSQL and the bucket.
new_site() { # how many, address of the S3 server
  local number name=d$((++SITES))
  database "$name"
  configured "$WORK/$name.toml" "$name" "$name" "${2:-}"
  new_library "$WORK/$name.toml" "$WORK/node-1" 6
  for ((number = 1; number <= $1; number++)); do
    [ "$number" = 1 ] || rm -rf "$WORK/node-$number"
    node "$WORK/$name.toml" "$WORK/node-$number"
  done
}
SITES=0

deposits() {
  local k round files=() number kind
  mkdir -p "$WORK/photos-12"
  for ((k = 0; k < PHOTOS; k++)); do
    [ -s "$WORK/photos-12/$k.jpg" ] || mosaic "$k" 2 4000 3000 "$WORK/photos-12/$k.jpg"
    files+=("$WORK/photos-12/$k.jpg")
  done
  echo "$PHOTOS photographs of 12 megapixels, $(cat "${files[@]}" | wc -c | awk -v n="$PHOTOS" '{ printf "%.1f", $1 / n / 1e6 }') MB each, by HTTP"
  configured "$WORK/folder.toml" folder folder
  for round in 1 2 3; do
    new_library "$WORK/folder.toml" "$WORK/embedded" 6
    node "$WORK/folder.toml" "$WORK/embedded"
    client deposits 'folder, one by one' 1 "$(each_node)" "${files[@]}"
    stop_nodes
    new_site 1
    client deposits '1 node, one by one' 1 "$(each_node)" "${files[@]}"
    stop_nodes
  done
  for round in 1 2; do
    new_library "$WORK/folder.toml" "$WORK/embedded" 6
    node "$WORK/folder.toml" "$WORK/embedded"
    client deposits 'folder, 6 at once' 6 "$(each_node)" "${files[@]}"
    stop_nodes
    for number in 1 2 3; do
      new_site "$number"
      client deposits "$number node(s), 6 at once" 6 "$(each_node)" "${files[@]}"
      stop_nodes
    done
  done
  start_counter
  new_site 3 "$COUNTED"
  : >"$WORK/counter/requests"
  client deposits '3 nodes, requests counted' 6 "$(each_node)" "${files[@]}" >"$WORK/said"
  echo 'requests to S3 a photograph:'
  for kind in PUT POST GET HEAD DELETE; do
    awk -v kind="$kind" -v n="$PHOTOS" '$1 == kind { if (/list-type|\?uploads|delimiter=/) lists++; all++ }
      END { printf "  %-6s %.2f, of which lists of objects or of parts %d in all\n", kind, all / n, lists }' "$WORK/counter/requests"
  done
  awk '$3 >= 400 { print $1, $3 }' "$WORK/counter/requests" | sort | uniq -c
  stop_nodes
}

# Runs a move, and says how long it took, with the CPU of both.
moved() { # label, how many, what; arguments of zef
  local before began took spent
  before=$(client cpu "$POSTGRES") began=$(date +%s%N)
  TIMEFORMAT='%U %S'
  { time "$ZEF" --json "${@:4}" >"$WORK/said" 2>"$WORK/migrate.log" || fail "zef migrate: $(cat "$WORK/migrate.log")"; } 2>"$WORK/spent"
  took=$((($(date +%s%N) - began) / 1000000))
  spent=$(awk '{ print $1 + $2 }' "$WORK/spent")
  awk -v label="$1" -v many="$2" -v what="$3" -v took="$took" -v zef="$spent" -v before="$before" -v after="$(client cpu "$POSTGRES")" \
    'BEGIN { printf "%-38s %7.1f s: %6.0f %s/s; CPU of zef %.1f s, of PostgreSQL %.1f s\n", label, took / 1000, 1000 * many / took, what, zef, after - before }'
}

lines_of() { # storage: a digest of all lines of its journal
  cat "$1"/journal/*.ndjson | sha256sum
}

made_up() { # configuration, storage: a library of COUNT made-up records
  new_library "$1" "$2"
  zef "$1" --storage "$2" import "$HERE/../tests/fixtures/leaf.jpg" --as bench --license cc-by-4.0 --publish >"$WORK/said"
  "$GROWTH" write "$2" "$COUNT"
  rm -rf "$2/state" "$2/search"
}

originals() {
  local folder="$WORK/whole"
  configured "$WORK/whole.toml" folder folder
  made_up "$WORK/whole.toml" "$folder"
  # The hash of each made-up photograph is that of these words.
  client small_originals "$folder"
  database whole
  configured "$WORK/whole-pg.toml" whole whole
  echo "$COUNT photographs with an original of some bytes each"
  moved 'folder to PostgreSQL and S3, finished' "$COUNT" 'records and originals' \
    --storage "$folder" migrate --from "$WORK/whole.toml" --to "$WORK/whole-pg.toml" --to-storage "$WORK/whole-pg" --finish
  rm -rf "$WORK/whole-back"
  moved 'and back, finished' "$COUNT" 'records and originals' \
    --storage "$WORK/whole-pg" migrate --from "$WORK/whole-pg.toml" --to "$WORK/whole.toml" --to-storage "$WORK/whole-back" --finish
  [ "$(lines_of "$folder")" = "$(lines_of "$WORK/whole-back")" ] || fail 'the lines that came back differ'
  rm -rf "$folder" "$WORK/whole-pg" "$WORK/whole-back"
}

# COUNT records without files, whose archive is the bucket for both ends, so that records move alone.
records() {
  database records
  rm -rf "$WORK"/node-*
  configured "$WORK/embedded.toml" folder records
  configured "$WORK/records.toml" records records
  made_up "$WORK/embedded.toml" "$WORK/embedded"
  tail -q -n 20000 "$WORK/embedded"/journal/*.ndjson | grep -o '"key":"photo/[^"]*"' | sed 's|.*"photo/||; s|"$||' | shuf -n 100000 \
    --random-source=<(yes) >"$WORK/ids"
  echo "$COUNT records without files"
  moved 'folder to PostgreSQL' "$COUNT" records --storage "$WORK/embedded" migrate --from "$WORK/embedded.toml" --to "$WORK/records.toml"
  # A move can be finished with its originals only, which these photographs do not have.
  psql -q -d records -c 'update head set move = null'
  # As PostgreSQL does by itself some minutes after a move.
  psql -q -d records -c 'vacuum analyze'
  asked records || return 0
  rm -rf "$WORK/back"
  moved 'and back' "$COUNT" records \
    --storage "$WORK/embedded" migrate --from "$WORK/records.toml" --to "$WORK/embedded.toml" --to-storage "$WORK/back"
  [ "$(lines_of "$WORK/embedded")" = "$(lines_of "$WORK/back")" ] || fail 'the lines that came back differ'
  rm -rf "$WORK/back"
  echo 'bytes a photograph in PostgreSQL'
  psql -d records -At -F ' ' -c "select relname, pg_total_relation_size(oid), pg_indexes_size(oid) from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace order by 2 desc limit 6" |
    awk -v n="$COUNT" '{ printf "  %-14s %6.0f, of which indexes %.0f\n", $1, $2 / n, $3 / n; if ($1 != "journal") all += $2 }
      END { printf "  %-14s %6.0f\n", "all but journal", all / n }'
  printf '  %-14s %6.0f\n' 'the database' "$(psql -d records -At -c "select pg_database_size('records') / $COUNT")"
}

pages() {
  node "$WORK/embedded.toml" "$WORK/embedded"
  rm -rf "$WORK/node-1" && node "$WORK/records.toml" "$WORK/node-1"
  client pages $(each_node) "$WORK/ids"
  stop_nodes
}

changes() {
  local number connections place
  echo "changes of the description of a photograph, $SECONDS_EACH seconds each"
  for connections in 48 192; do
    node "$WORK/embedded.toml" "$WORK/embedded"
    client changes folder "$SECONDS_EACH" "$connections" "$WORK/ids" $(each_node)
    stop_nodes
    for number in 1 3; do
      for ((place = 1; place <= number; place++)); do node "$WORK/records.toml" "$WORK/node-$place"; done
      client changes "$number node(s)" "$SECONDS_EACH" "$connections" "$WORK/ids" $(each_node)
      stop_nodes
    done
  done
}

lag() {
  local place
  for place in 1 2 3; do node "$WORK/records.toml" "$WORK/node-$place"; done
  head -n 1000 "$WORK/ids" >"$WORK/ids-lag"
  tail -n +1001 "$WORK/ids" >"$WORK/ids-others"
  client lag "${METRICS[1]}" "$WORK/ids-lag" $(each_node)
  stop_nodes
}

start() {
  local which
  rm -rf "$WORK/node-1"
  for which in 'new node' 'next start'; do
    node "$WORK/records.toml" "$WORK/node-1"
    printf '%s: listening after %d ms, /readyz says 200 after %d ms, resident ' "$which" "$READY" "$SEARCHABLE"
    memory_of "${NODES[0]}"
    [ "$which" = 'next start' ] || stop_nodes
  done
  client many "$(each_node | tr -d ' ')" "$WORK/ids"
  printf '  resident after these: ' && memory_of "${NODES[0]}"
  stop_nodes
}

machine
start_postgres
start_weed
printf 'PostgreSQL %s, SeaweedFS %s\n' "$(psql -d postgres -At -c 'show server_version')" \
  "$("$WEED_PROGRAM" version 2>/dev/null | awk '/^version/ { print $3 }')"
! asked deposits || deposits
! asked originals || originals
! asked records pages changes lag start || records
for part in pages changes lag start; do ! asked "$part" || "$part"; done
