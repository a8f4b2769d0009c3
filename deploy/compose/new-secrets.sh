#!/bin/sh
# Writes .env with secrets of this machine alone, readable for its owner only. Never overwrites one: what PostgreSQL was
# first started with stays its password.
set -eu
umask 077
file="${1:-$(dirname "$0")/.env}"
if [ -e "$file" ]; then
  echo "$file is there already: delete it together with the volumes (docker compose down --volumes) to begin anew" >&2
  exit 1
fi
# Letters and digits: they go into addresses.
secret() { head -c 4096 /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9' | cut -c "1-$1"; }
set -C
cat >"$file" <<ENV
POSTGRES_PASSWORD=$(secret 40)
REDIS_PASSWORD=$(secret 40)
GRAFANA_PASSWORD=$(secret 24)
OTS_RPC_TOKEN=$(secret 48)
OTS_APPROVAL_KEYS=first:$(secret 64)
OTS_CONTROL_CENTER_SECRET=$(secret 64)
KAFKA_CLUSTER_ID=$(secret 21)A
ENV
echo "wrote $file; Grafana's user is admin, its password GRAFANA_PASSWORD in there"
