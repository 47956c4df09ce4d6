#!/usr/bin/env bash
# Runs cfn-lint, from PyPI, over the templates of the sample, of keys with all options, and of the examples. Any finding
# fails, warnings and hints too.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"

environment=.cache/cfn-lint
test -x "$environment/bin/cfn-lint" || {
  python3 -m venv "$environment"
  "$environment/bin/pip" install --quiet --disable-pip-version-check -r test/cfn-lint/requirements.txt
}

lint() { "$environment/bin/cfn-lint" --include-checks I --regions "$@"; }

rm -rf cdk.out
for regions in eu-west-1,eu-central-1 cn-north-1,cn-northwest-1 us-gov-west-1,us-gov-east-1; do
  npx tsx examples/demo/main.ts --regions "$regions" > /dev/null
  lint ${regions//,/ } --template cdk.out/*.template.json
done
npx tsx --tsconfig tsconfig.dev.json test/cfn-lint/all-options.ts cdk.out/all-options
lint eu-west-1 eu-central-1 --template cdk.out/all-options/*.template.json
# Without those whose own resources bring findings: the CDK's default key policy, and its pipeline.
for example in hello existing-vault-app role-in-the-same-app organization stack-set china; do
  CDK_OUTDIR="cdk.out/$example" npx tsx "examples/$example/app.ts"
  if [ "$example" = china ]; then region=cn-north-1; else region=eu-west-1; fi
  lint "$region" --template "cdk.out/$example"/*.template.json
done
echo "cfn-lint $("$environment/bin/cfn-lint" --version | cut -d ' ' -f 2): no finding"
