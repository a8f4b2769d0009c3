#!/bin/sh
# Asks the registries which digest each tag has now, and writes deploy/images.env. Run it to take new versions, look at the
# difference, and commit it: from then on every build and every start takes exactly those.
set -eu
cd "$(dirname "$0")/../.."
digest() { docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$1"; }
{
  sed -n '/^#/p' deploy/images.env
  echo "BUILD_DIGEST=$(digest docker.io/library/node:24-bookworm)"
  echo "RUNTIME_DIGEST=$(digest gcr.io/distroless/cc-debian12)"
  sed -n 's/^ *image: \(docker.io[^$]*\)\${\([A-Z]*_DIGEST\).*/\1 \2/p' deploy/compose/compose.yaml | sort -u |
    while read -r image name; do echo "$name=$(digest "$image")"; done
} >deploy/images.env.new
mv deploy/images.env.new deploy/images.env
