#!/bin/sh
# In the build stage, after npm: sorts what the image gets into out/. Paths are of the working folder.
set -eu

mkdir -p out/bin out/lib out/app/node_modules out/data

# The pinned Node.js once, and those of its libraries that a base with only a C and C++ library lacks.
cp -L node_modules/.bin/node out/bin/node
ldd out/bin/node | while read -r name _ path _; do
  case "$name" in libatomic*) cp -L "$path" "out/lib/$name" ;; esac
done
cat >out/bin/ots <<'OTS'
#!/usr/local/bin/node
import('/app/apps/ots/src/main.ts')
OTS
chmod 755 out/bin/ots

rm -rf node_modules/node-linux-* node_modules/node-bin-* node_modules/.bin node_modules/@oasis/testkit node_modules/.package-lock.json
rm -rf packages/testkit bench deploy
for part in package.json packages services apps node_modules; do
  rm -rf "out/app/$part"
  mv "$part" "out/app/$part"
done
