#!/bin/sh
# Builds the image from bases pinned in deploy/images.env: deploy/docker/build.sh [tag]. Needs Docker with buildx.
set -eu
cd "$(dirname "$0")/../.."
. deploy/images.env
tag="${1:-ots:local}"
if [ -z "${BUILD_DIGEST:-}" ] || [ -z "${RUNTIME_DIGEST:-}" ]; then
  echo "deploy/images.env has no digests of the bases: deploy/docker/pin-images.sh writes them" >&2
  [ "${OTS_ALLOW_TAGS:-}" = yes ] || { echo "(OTS_ALLOW_TAGS=yes builds from the tags, for a try)" >&2; exit 1; }
fi
npm run build
exec docker buildx build --load --file deploy/docker/Dockerfile \
  --build-arg "BUILD_DIGEST=${BUILD_DIGEST:-}" --build-arg "RUNTIME_DIGEST=${RUNTIME_DIGEST:-}" \
  --sbom=true --provenance=true --tag "$tag" .
