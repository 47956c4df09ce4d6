#!/usr/bin/env bash
# Packages the library for the languages given, and for npm, into .cache/bindings/packages/; does nothing when that was done for
# the same library before. For .NET its code is generated, and built where the SDK is installed.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$PWD/.cache/bindings
# Below a folder of this name, as other tools would take a second package.json of the library for a duplicate.
copy=$work/node_modules/cdk-vault-replica-keys
packages=$work/packages

mkdir -p "$work"
tarball=$(npm pack --silent --pack-destination "$work")
tarball=$work/$tarball
what=$(sha256sum "$tarball" rosetta/* test/bindings/package.sh; echo "jsii-pacmak $JSII_VERSION for $*, .NET $(command -v dotnet || true)")
if [ "$what" = "$(cat "$packages/what" 2> /dev/null)" ]; then exit; fi

rm -rf "$copy" "$packages"
mkdir -p "$copy" "$packages"
tar -xzf "$tarball" -C "$copy" --strip-components 1
cp -R rosetta "$copy"
tools=$PWD/node_modules/.bin
# Of the same snippets, if `npm run test:snippets` has translated them.
translated=$PWD/.jsii.tabl.json
cd "$copy"
"$tools/jsii-rosetta" extract --strict --cache-from "$translated" > "$work/rosetta.log" 2>&1 || { cat "$work/rosetta.log" >&2; exit 1; }
pack() { "$tools/jsii-pacmak" --outdir "$packages" "$@"; }
targets=(js)
for language in "$@"; do
  # Packaging for Go would resolve each dependency in the version that npm has, whether Go has it or not.
  if [ "$language" != go ]; then targets+=("$language"); fi
done
pack --target "${targets[@]}"
pack --target go dotnet --code-only
if command -v dotnet > /dev/null; then pack --target dotnet --outdir "$packages/nuget"; fi
echo "$what" > "$packages/what"
