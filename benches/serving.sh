#!/usr/bin/env bash
# How fast a library is served, how much memory that takes, and how soon it starts.
#
#   benches/serving.sh ZEF [SECONDS]     (default: 8 seconds a measurement)
#
# Pages with 10,000 photographs, on 8 and 64 connections: one again and again, as it comes from memory, and many in turn, as
# each is made. Renditions of about 20 and 200 KB on 64 connections, in alternation with nginx sending the same files, as it
# comes and with its files kept open. The same bytes sent again. Resident memory. Start with 100,000 photographs, the first
# time (everything is made again from the journal) and the next. Any answer but 200 ends the run. Client and server share the
# machine: ratios count, not rates.
# Needs Debian's wrk, nginx, curl, libvips-tools, nodejs, npm and plasma-workspace-wallpapers.
set -euo pipefail

ZEF=$(realpath "${1:?the program to measure, such as target/release/zef}")
SECONDS_EACH=${2:-8}
HERE=$(dirname "$(realpath "$0")")
WORK=${WORK:-/tmp/zef-benches}
mkdir -p "$WORK"
. "$HERE/measuring.sh"
need wrk nginx vips curl node npm python3

# Requests a second and the 99th percentile of one address; every answer must be a 200.
load() { # label, connections, url, file of paths to ask for in turn instead of the url's own
  local said
  [ "$(curl -sS -o /dev/null -w '%{http_code}' "$3")" = 200 ] || fail "$3 is not there"
  said=$(PATHS="${4:-}" wrk -t2 -c"$2" -d"${SECONDS_EACH}s" --latency ${4:+-s "$HERE/in_turn.lua"} "$3") ||
    fail "wrk failed on $3"
  ! grep -Eq 'Non-2xx|Socket errors' <<<"$said" || fail "$1: $(grep -E 'Non-2xx|Socket errors' <<<"$said")"
  printf '%-38s %3d connections %9.0f requests/s   p99 %s\n' "$1" "$2" \
    "$(awk '/^Requests\/sec/ { print $2 }' <<<"$said")" "$(awk '$1 == "99%" { print $2 }' <<<"$said")"
}

# Grows a library to so many photographs; what it had derived from the journal is made again at its next start.
grow() { # storage, how many more
  NODE_PATH="$WORK/npm/node_modules" node "$HERE/synthetic.cjs" "$1/journal" "$2"
  rm -rf "$1/state" "$1/search"
}

# The kept rendition whose size is nearest to so many bytes.
nearest() { # storage, bytes
  find "$1/renditions" -name '[0-9]*.jpg' -printf '%s %p\n' |
    awk -v wanted="$2" '{ off = $1 - wanted; if (off < 0) off = -off; if (!best || off < least) { best = $2; least = off } } END { print best }'
}

# The address at which the server gives those bytes, found by its own API.
address_of() { # file of storage/renditions
  python3 - "$URL" "$1" <<'PYTHON'
import json, sys, urllib.request
base, path = sys.argv[1:]
blake3, edge = path.split('/')[-2], int(path.split('/')[-1].removesuffix('.jpg'))
page = base + '/api/v1/photos?sort=newest'
while page:
    with urllib.request.urlopen(page) as answer:
        answer = json.load(answer)
    for photo in answer['items']:
        if photo['original']['blake3'] == blake3:
            sizes = [size['url'] for size in photo['renditions'] if max(size['width'], size['height']) == edge]
            url = sizes[0]
            print(url if url.startswith('http') else base + url)
            sys.exit()
    page = answer['next']
    page = base + page if page and page.startswith('/') else page
sys.exit('the rendition has no address')
PYTHON
}

[ -d "$WORK/npm/node_modules/@noble/hashes" ] || npm install --prefix "$WORK/npm" --no-audit --no-fund --silent @noble/hashes
mkdir -p "$WORK/photos-12"
for k in 0 1 2 3; do
  [ -s "$WORK/photos-12/$k.jpg" ] || mosaic "$k" 2 4000 3000 "$WORK/photos-12/$k.jpg"
done
storage="$WORK/serving"
library "$storage"
token=$("$ZEF" --storage "$storage" token add bench)
"$ZEF" --storage "$storage" import "$WORK"/photos-12/[0-3].jpg --as bench --license cc-by-4.0 --publish >"$WORK/said"
machine
serve "$storage"
small=$(nearest "$storage" 20000) && small_url=$(address_of "$small")
large=$(nearest "$storage" 200000) && large_url=$(address_of "$large")
stop_server
grow "$storage" 10000
serve "$storage" && until_searchable

grep -oh '"key":"photo/[^"]*"' "$storage"/journal/*.ndjson | sed 's|.*"photo/|/photos/|; s|"$||' >"$WORK/photos"
for word in phare pont port tram fete rade; do for number in $(seq 0 999); do echo "/search?q=$word+$number"; done; done \
  >"$WORK/searches"
for connections in 8 64; do
  load 'home' "$connections" "$URL/"
  load 'one photo' "$connections" "$URL$(tail -n 1 "$WORK/photos")"
  load 'every photo in turn' "$connections" "$URL/" "$WORK/photos"
  load 'one search' "$connections" "$URL/search?q=phare+brest"
  load '6,000 searches in turn' "$connections" "$URL/" "$WORK/searches"
done

root="$WORK/nginx" && rm -rf "$root" && mkdir -p "$root/files"
cp "$small" "$root/files/small.jpg" && cp "$large" "$root/files/large.jpg" && chmod -R a+rX "$WORK"
read -r plain kept < <(python3 -c '
import socket
doors = [socket.socket() for _ in range(2)]
for door in doors: door.bind(("127.0.0.1", 0))
print(*(door.getsockname()[1] for door in doors))')
cat >"$root/nginx.conf" <<NGINX
worker_processes auto;
pid $root/pid;
error_log $root/error.log;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  server { listen 127.0.0.1:$plain; root $root/files; }
  server { listen 127.0.0.1:$kept; root $root/files; open_file_cache max=1000; }
}
NGINX
nginx -c "$root/nginx.conf" -e "$root/error.log"
trap '[ ! -s "$root/pid" ] || kill "$(cat "$root/pid")"; [ -z "${SERVER:-}" ] || kill "$SERVER"' EXIT
for round in 1 2 3; do
  for size in small large; do
    weight=$(stat -c %s "$root/files/$size.jpg")
    here=${size}_url
    load "zef, $weight bytes" 64 "$URL/${!here#*://*/}"
    load "nginx, $weight bytes" 64 "http://127.0.0.1:$plain/$size.jpg"
    load "nginx, files kept open, $weight bytes" 64 "http://127.0.0.1:$kept/$size.jpg"
  done
done

again=()
for round in $(seq 15); do
  read -r status took < <(curl -sS -o /dev/null -w '%{http_code} %{time_total}\n' -H "Authorization: Bearer $token" \
    -F "file=@$WORK/photos-12/0.jpg" -F license=cc-by-4.0 "$URL/api/v1/photos")
  [ "$status" = 200 ] || fail "the same bytes again were answered $status"
  again+=("$took")
done
python3 -c 'import sys; times = sorted(map(float, sys.argv[1:])); print(f"the same bytes again: {1000 * times[len(times) // 2]:.1f} ms, median of {len(times)}")' "${again[@]}"
printf 'resident memory after all this: ' && memory_of "$SERVER"
stop_server

grow "$storage" 90000
for start in first next; do
  serve "$storage" && until_searchable
  printf '%s start with 100,000 photographs: %d ms, search ready after %d, ' "$start" "$READY" "$SEARCHABLE"
  memory_of "$SERVER" && stop_server
done
