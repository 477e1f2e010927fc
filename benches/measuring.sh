# What the measuring scripts share: photographs, a library to measure, a server, CPU time. Sourced, not run.

fail() {
  echo "benches: $*" >&2
  exit 1
}

need() {
  local command
  for command in "$@"; do command -v "$command" >/dev/null || fail "$command is missing"; done
}

# Real photographs of the Debian package plasma-workspace-wallpapers, 2560 × 1600 each, put side by side and cropped: as
# much detail a pixel as they have, where enlarging one would leave less than a camera sees.
WALLPAPERS=(ColorfulCups FallenLeaf Path OneStandsOut EveningGlow Autumn ColdRipple)

mosaic() { # which, tiles across and down, width, height, output
  local tiles=() tile place
  for ((tile = 0; tile < $2 * $2; tile++)); do
    place="/usr/share/wallpapers/${WALLPAPERS[$((($1 + tile) % 7))]}/contents/images/2560x1600.jpg"
    [ -s "$place" ] || fail "$place is missing: install plasma-workspace-wallpapers"
    tiles+=("$place")
  done
  vips arrayjoin "${tiles[*]}" "$WORK/mosaic.v" --across "$2" 2>/dev/null
  # Each one begins at another place, so that none is the same picture as another.
  vips crop "$WORK/mosaic.v" "$5[Q=92]" $(($1 * 16 % 500)) $(($1 * 8 % 100)) "$3" "$4" 2>/dev/null
  rm "$WORK/mosaic.v"
  [ -s "$5" ] || fail "$5 was not made"
}

# An empty library with one administrator, bench, whose password is in $WORK/password.
library() { # storage
  rm -rf "$1"
  head -c 24 /dev/urandom | base64 >"$WORK/password"
  "$ZEF" --storage "$1" person add bench --name Bench --role admin --password-stdin <"$WORK/password" >/dev/null
}

# Serves a library: SERVER is the process, URL its address, READY the milliseconds until it said so.
serve() { # storage
  BEGAN=$(date +%s%N)
  rm -f "$WORK/listening" && mkfifo "$WORK/listening"
  # Libraries of made-up records have no originals, each of which a scrub would look for.
  ZEF_LOG=warn ZEF_SCRUB_DAYS=0 "$ZEF" --storage "$1" serve --listen 127.0.0.1:0 >"$WORK/listening" 2>"$WORK/server.log" &
  SERVER=$!
  exec {LISTENING}<"$WORK/listening"
  read -r -t 600 -u "$LISTENING" URL || fail "the server did not start: $(cat "$WORK/server.log")"
  READY=$((($(date +%s%N) - BEGAN) / 1000000))
  URL=${URL#listening on }
}

# Waits until search is ready too: SEARCHABLE is the milliseconds from the start until then.
until_searchable() {
  until [ "$(curl -s -o /dev/null -w '%{http_code}' "$URL/readyz")" = 200 ]; do sleep 0.02; done
  SEARCHABLE=$((($(date +%s%N) - BEGAN) / 1000000))
}

stop_server() {
  kill "$SERVER"
  wait "$SERVER" || fail "the server ended badly: $(cat "$WORK/server.log")"
  exec {LISTENING}<&-
  unset SERVER
}
trap '[ -z "${SERVER:-}" ] || kill "$SERVER"' EXIT

cpu_of() { # process: CPU seconds it has spent
  awk -v tick="$(getconf CLK_TCK)" '{ sub(/^.*\) /, ""); print ($12 + $13) / tick }' "/proc/$1/stat"
}

memory_of() { # process: resident now and at most, in MB
  awk '/^VmRSS/ { now = $2 } /^VmHWM/ { most = $2 } END { printf "%.0f MB, %.0f at most\n", now / 1024, most / 1024 }' "/proc/$1/status"
}

machine() {
  printf '%s, %s, %s cores, Zef %s\n' "$(date +%F)" "$(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo)" "$(nproc)" \
    "$("$ZEF" --version | awk '{ print $2 }')"
}
