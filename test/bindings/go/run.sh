#!/usr/bin/env bash
# Compiles the app with the generated module in place of the published one, and runs it.
set -euo pipefail
cd "$(dirname "$0")/../../.."
source test/bindings/app.sh go

cdk=github.com/aws/aws-cdk-go/awscdk/v2@v$CDK_VERSION
module=github.com/cdk-vault-replica-keys/cdk-vault-replica-keys-go/vaultreplicakeys

# The modules of the CDK's assets, as the CDK itself asks for them.
assets() {
  go mod edit -json "$(go list -m -f '{{.GoMod}}' "$cdk")" | node -p '
    JSON.parse(fs.readFileSync(0)).Require.filter(({ Path }) => Path.includes("/awscdk-asset-"))
      .map(({ Path, Version }) => `-replace=${Path}=${Path}@${Version}`).join("\n")'
}

if is_stale run.sh; then
  cd "$home"
  go mod init example.com/vault
  # The generated module asks for the assets in the newest versions that npm has, of which the module proxy lacks some.
  replacements=$(assets)
  # shellcheck disable=SC2086 # Each is a word of its own.
  go mod edit -require="$cdk" -require="$module@v0.0.0" -replace="$module=$packages/go/vaultreplicakeys" $replacements
fi
cd "$home"
cp "$source/main.go" .
go mod tidy
go build -o app .
is_installed
go=$(go env GOVERSION)
version="Go ${go#go}, jsii $(go list -m -f "{{.Version}}" github.com/aws/jsii-runtime-go)"
run_app "$home/app"
