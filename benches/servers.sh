# What benches/nodes.sh needs beside measuring.sh: PostgreSQL, SeaweedFS, an nginx that counts, and nodes. Sourced, not run.

PG_PROGRAMS=${ZEF_POSTGRES:-$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)}
WEED_PROGRAM=${ZEF_SEAWEEDFS:-$(command -v weed || true)}
BUCKET=zef-benches
NODES=() URLS=() DOORS=() METRICS=()

free_ports() { # how many
  python3 -c '
import socket, sys
doors = [socket.socket() for _ in range(int(sys.argv[1]))]
for door in doors: door.bind(("127.0.0.1", 0))
print(*(door.getsockname()[1] for door in doors))' "$1"
}

wait_until() { # what it is, command…
  local tries=0 what=$1
  shift
  until "$@" >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 600 ] || fail "$what does not start"
    sleep 0.1
  done
}

as_postgres() { # command…: PostgreSQL refuses to run as root
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

# POSTGRES is the process. Its settings are the defaults but for two: memory for its pages, and a log that is so long that no
# checkpoint is forced by a move. It forces every change to the disk.
start_postgres() {
  local folder="$WORK/postgres"
  rm -rf "$folder" && mkdir -p "$folder" && chmod a+rx "$WORK"
  export PGPASSWORD PGHOST=127.0.0.1 PGUSER=zef PGPORT
  PGPASSWORD=$(openssl rand -hex 16)
  PGPORT=$(free_ports 1)
  printf '%s' "$PGPASSWORD" >"$folder/password"
  [ "$(id -u)" != 0 ] || chown -R postgres: "$folder"
  (cd "$folder" && as_postgres "$PG_PROGRAMS/initdb" -D data -U zef --auth=scram-sha-256 --pwfile=password --encoding=UTF8 \
    --locale=C.UTF-8) >"$WORK/postgres.log" || fail "initdb failed: $(cat "$WORK/postgres.log")"
  cat >>"$folder/data/postgresql.conf" <<SETTINGS
listen_addresses = '127.0.0.1'
unix_socket_directories = '$folder'
shared_buffers = 1GB
max_wal_size = 4GB
SETTINGS
  as_postgres "$PG_PROGRAMS/postgres" -D "$folder/data" -p "$PGPORT" >>"$WORK/postgres.log" 2>&1 &
  wait_until PostgreSQL psql -q -d postgres -c 'select 1'
  POSTGRES=$(head -n 1 "$folder/data/postmaster.pid")
}

database() { # name: a new one
  psql -q -d postgres -c "drop database if exists $1" -c "create database $1 template template0" 2>/dev/null
}

# WEED is the process, S3 its address. It forces nothing to the disk, as it comes.
start_weed() {
  local folder="$WORK/weed" master master_grpc volume volume_grpc filer filer_grpc s3 s3_grpc
  rm -rf "$folder" && mkdir -p "$folder/data"
  openssl rand -hex 16 >"$folder/secret" && echo zef >"$folder/key"
  cat >"$folder/s3.json" <<JSON
{"identities": [{"name": "zef", "credentials": [{"accessKey": "zef", "secretKey": "$(cat "$folder/secret")"}],
  "actions": ["Admin", "Read", "Write", "List"]}]}
JSON
  read -r master master_grpc volume volume_grpc filer filer_grpc s3 s3_grpc < <(free_ports 8)
  (cd "$folder" && TMPDIR="$folder" exec "$WEED_PROGRAM" server -master.port="$master" -master.port.grpc="$master_grpc" \
    -volume.port="$volume" -volume.port.grpc="$volume_grpc" -filer.port="$filer" -filer.port.grpc="$filer_grpc" \
    -s3.port="$s3" -s3.port.grpc="$s3_grpc" -s3.port.iceberg=0 -s3.port.lance=0 -dir="$folder/data" -s3.config="$folder/s3.json" \
    -ip=127.0.0.1 -ip.bind=127.0.0.1 -filer -s3 -s3.iam=false -master.telemetry=false -s3.autoCreateBucket=false -volume.max=40 \
    -master.volumeSizeLimitMB=256 -volume.minFreeSpace=1) >"$WORK/weed.log" 2>&1 &
  WEED=$!
  S3=127.0.0.1:$s3
  wait_until 'the master of SeaweedFS' takes_files "$master"
  wait_until SeaweedFS curl -sf -X PUT --aws-sigv4 aws:amz:us-east-1:s3 --user "zef:$(cat "$folder/secret")" "http://$S3/$BUCKET"
}

takes_files() { # port of the master
  curl -sf "http://127.0.0.1:$1/dir/assign" | grep -q fid
}

# COUNTED is an address that leads to the S3 server and writes each request to $WORK/counter/requests.
start_counter() {
  local folder="$WORK/counter" port
  rm -rf "$folder" && mkdir -p "$folder"
  port=$(free_ports 1)
  cat >"$folder/nginx.conf" <<NGINX
daemon off;
master_process off;
pid $folder/pid;
error_log $folder/errors;
events {}
http {
  log_format line '\$request_method \$request_uri \$status';
  access_log $folder/requests line;
  client_body_temp_path $folder/body;
  proxy_temp_path $folder/proxy;
  client_max_body_size 200m;
  server {
    listen 127.0.0.1:$port;
    location / { proxy_pass http://$S3; proxy_set_header Host \$http_host; proxy_http_version 1.1; }
  }
}
NGINX
  "$(command -v nginx || echo /usr/sbin/nginx)" -c "$folder/nginx.conf" -e "$folder/errors" &
  COUNTER=$!
  COUNTED=127.0.0.1:$port
  wait_until nginx curl -s "http://$COUNTED/"
}

# Writes a configuration: records in a database or in the folder (“folder”), files below a prefix of the bucket, by way of an
# address, or in the folder. No scrub looks for files meanwhile.
configured() { # file, database, prefix, address of the S3 server
  printf '[scrub]\ndays = 0\n' >"$1"
  if [ "$2" != folder ]; then
    printf '[catalog]\nengine = "postgres"\nurl = "postgres://zef:%s@127.0.0.1:%s/%s"\n' "$PGPASSWORD" "$PGPORT" "$2" >>"$1"
  fi
  if [ "$3" != folder ]; then
    printf '[archive]\nengine = "s3"\nendpoint = "http://%s"\nbucket = "%s"\nprefix = "%s"\nkey_file = "%s"\nsecret_file = "%s"\n' \
      "${4:-$S3}" "$BUCKET" "$3" "$WORK/weed/key" "$WORK/weed/secret" >>"$1"
  fi
}

# Serves a library as one more node: NODES has the processes, URLS and METRICS their addresses.
node() { # configuration, storage
  local port
  port=$(free_ports 1)
  export ZEF_CONFIG=$1 ZEF_METRICS_LISTEN=127.0.0.1:$port
  serve "$2"
  unset ZEF_CONFIG ZEF_METRICS_LISTEN
  NODES+=("$SERVER") URLS+=("$URL") DOORS+=("$LISTENING") METRICS+=("http://127.0.0.1:$port/metrics")
  until_searchable
  unset SERVER
}

stop_nodes() {
  local place
  for place in "${!NODES[@]}"; do kill "${NODES[$place]}"; done
  for place in "${!NODES[@]}"; do
    wait "${NODES[$place]}" || fail "a node ended badly: $(cat "$WORK/server.log")"
    LISTENING=${DOORS[$place]}
    exec {LISTENING}<&-
  done
  NODES=() URLS=() DOORS=() METRICS=()
}

end_servers() {
  local process
  for process in ${NODES[@]+"${NODES[@]}"} ${SERVER:-} ${COUNTER:-}; do kill "$process" 2>/dev/null || true; done
  # Its graceful end takes half a minute.
  [ -z "${WEED:-}" ] || kill -9 "$WEED" 2>/dev/null || true
  [ -z "${POSTGRES:-}" ] || kill -INT "$POSTGRES" 2>/dev/null || true
  wait 2>/dev/null
}
trap end_servers EXIT
