#!/usr/bin/env bash
# How a library grows: its start, its size, its memory and its pages with 10,000, 100,000 and 1,000,000 photographs.
#
#   benches/growth.sh ZEF GROWTH [COUNT…]     (default: 10000 100000 1000000)
#
# GROWTH is the program of benches/growth.rs: `cargo build --release --bench growth` says where it is, such as
# target/release/deps/growth-0123456789abcdef. Records are made up, with words as often as in a language; their files do not
# exist, so only pages are asked. Each library is made, started for the first time (everything is made from the journal) and
# again; then pages are asked one after the other, each made anew since no two are the same address.
# Needs curl and python3, and 3 GB of disk for a million.
set -euo pipefail

ZEF=$(realpath "${1:?the program to measure, such as target/release/zef}")
GROWTH=$(realpath "${2:?the program of benches/growth.rs}")
shift 2
HERE=$(dirname "$(realpath "$0")")
WORK=${WORK:-/tmp/zef-benches}
mkdir -p "$WORK"
. "$HERE/measuring.sh"
need curl python3

# The parts of a new search index are merged in the background, 20 s with a million photographs: no page is asked meanwhile.
until_merged() { # storage
  local tries=0
  until [ "$(find "$1/search" -name '*.idx' | wc -l)" -le 12 ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || fail "the parts of $1/search are not merged"
    sleep 0.2
  done
}

bytes_of() { # folder, photographs: bytes a photograph
  du -s --apparent-size -B1 "$1" | awk -v photos="$2" '{ printf "%.0f", $1 / photos }'
}

ask() { # server, ids of photographs, token, file of the password: times of pages, searches and what curators wait for
  python3 - "$1" "$2" "$3" "$4" <<'PYTHON'
import http.client, json, math, random, re, sys, time, urllib.parse
server = http.client.HTTPConnection(sys.argv[1].removeprefix('http://'))
ids = open(sys.argv[2]).read().split()
random.seed(1)
SYLLABLES = ['ra', 'po', 'mer', 'lan', 'bre', 'cou', 'ti', 'ga', 'du', 'ne', 'pla', 'fo', 'ké', 'roc', 'vi', 'sau', 'ber', 'gui',
             'lé', 'mon', 'cha', 'ou', 'ries', 'tes']
def word():
    left, text = int(40000 ** random.random()), ''
    while left:
        text += SYLLABLES[left % 24]
        left //= 24
    return text
def call(method, path, body=None, **headers):
    begun = time.perf_counter()
    server.request(method, path, body=body, headers={'Accept-Language': 'fr'} | headers)
    answer = server.getresponse()
    text = answer.read()
    assert answer.status < 400, (path, answer.status, text)
    return text, answer, 1000 * (time.perf_counter() - begun)
def asked(path, **headers):
    return call('GET', path, **headers)[2]
def told(name, times):
    first, times = times[0], sorted(times)
    at = lambda share: times[int((len(times) - 1) * share)]
    print(f'  {name:<28} first {first:7.1f} ms   p50 {at(.5):6.2f} ms   p99 {at(.99):6.2f} ms')
TOKEN = {'Authorization': 'Bearer ' + sys.argv[3], 'Content-Type': 'application/json'}
def changed(id, number):
    call('PATCH', '/api/v1/photos/' + id, json.dumps({'alt': f'Number {number}'}), **TOKEN)
def signed_in():
    page, answer, _ = call('GET', '/login')
    cookies = [cookie.split(';')[0] for cookie in answer.headers.get_all('Set-Cookie') or []]
    fields = {'csrf': re.search(rb'name="csrf" value="([^"]*)"', page)[1].decode(), 'back': '', 'handle': 'bench',
              'password': open(sys.argv[4]).read().strip()}
    form = {'Content-Type': 'application/x-www-form-urlencoded', 'Cookie': '; '.join(cookies), 'Origin': sys.argv[1]}
    _, answer, _ = call('POST', '/login', urllib.parse.urlencode(fields), **form)
    return {'Cookie': '; '.join(cookie.split(';')[0] for cookie in answer.headers.get_all('Set-Cookie'))}
def view():
    width = 2 ** random.uniform(-4, 3)
    west, south = random.uniform(-5, -3), random.uniform(48, 49)
    zoom = max(2, min(18, round(10.5 - math.log2(width))))
    return f'/api/v1/map/clusters?bbox={west:.4f},{south:.4f},{west + width:.4f},{south + width / 2:.4f}&zoom={zoom}'
def found(tag):
    text, _, _ = call('GET', '/api/v1/photos?limit=1&tag=' + tag)
    return json.loads(text)['total']
def batch(number):
    tag, some = f'growth{number}', random.sample(ids, 1000)
    change = json.dumps({'ids': some, 'change': {'tags_add': [tag]}})
    text, _, took = call('POST', '/api/v1/batches', change, **TOKEN)
    assert json.loads(text)['changed'] == 1000, text[:200]
    begun = time.perf_counter()
    while found(tag) < 1000:
        time.sleep(0.01)
    return took, 1000 * (time.perf_counter() - begun)
def home(number):
    changed(ids[0], number)
    return asked('/')
told('home, first after a start', [asked('/')])
told('home, after each change', [home(number) for number in range(100)])
told('photo pages', [asked('/photos/' + id) for id in random.sample(ids, 300)])
told('searches of a word', [asked('/api/v1/photos?q=' + urllib.parse.quote(word())) for _ in range(300)])
told('searches of two words', [asked('/api/v1/photos?q=' + urllib.parse.quote(word() + ' ' + word())) for _ in range(300)])
told('search pages', [asked('/search?use=commercial&orientation=landscape&q=' + urllib.parse.quote(word())) for _ in range(300)])
told('search pages, all facets', [asked('/search?q=' + urllib.parse.quote(word())) for _ in range(300)])
told('completions', [asked('/api/v1/completions?q=' + urllib.parse.quote(word()[:3])) for _ in range(300)])
told('views of the map', [asked(view()) for _ in range(300)])
curator = signed_in()
told('the workbench with its lanes', [asked('/curate', **curator) for _ in range(100)])
batches = [batch(number) for number in range(5)]
told('a batch of 1,000 photos', [took for took, _ in batches])
told('until a search finds them', [shown for _, shown in batches])
PYTHON
}

machine
[ $# -gt 0 ] || set -- 10000 100000 1000000
for count in "$@"; do
  storage="$WORK/growth-$count"
  library "$storage"
  "$ZEF" --storage "$storage" import "$HERE/../tests/fixtures/leaf.jpg" --as bench --license cc-by-4.0 --publish >"$WORK/said"
  token=$("$ZEF" --storage "$storage" token add bench)
  "$GROWTH" write "$storage" "$count"
  rm -rf "$storage/state" "$storage/search"
  echo "$count photographs, $(bytes_of "$storage/journal" "$count") bytes of journal each"
  for start in first next; do
    serve "$storage" && until_searchable
    printf '  %s start: %d ms, search ready after %d ms, ' "$start" "$READY" "$SEARCHABLE"
    memory_of "$SERVER"
    if [ "$start" = first ]; then
      until_merged "$storage"
      stop_server
    fi
  done
  printf '  on the disk: state %d bytes a photograph, search index %d\n' "$(bytes_of "$storage/state" "$count")" "$(bytes_of "$storage/search" "$count")"
  tail -q -n 3000 "$storage"/journal/*.ndjson | grep -oh '"key":"photo/[^"]*"' | sed 's|.*"photo/||; s|"$||' >"$WORK/ids"
  ask "$URL" "$WORK/ids" "$token" "$WORK/password"
  printf '  after these: ' && memory_of "$SERVER"
  stop_server
  begun=$(date +%s%N)
  "$ZEF" --storage "$storage" rebuild >"$WORK/said"
  echo "  rebuild of state and search index: $((($(date +%s%N) - begun) / 1000000)) ms"
done
