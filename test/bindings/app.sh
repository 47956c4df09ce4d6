# What the run.sh of each language shares, which sources this with the language as its argument.
language=$1
source=$PWD/test/bindings/$language
work=$PWD/.cache/bindings
packages=$work/packages
home=$work/$language

# Whether the app must be installed again: for another package, other versions, or a change in one of the given files. Empties its home
# if so.
is_stale() {
  what=$(cat "$packages/what" "${@/#/$source/}"; echo "$CDK_VERSION $CONSTRUCTS_VERSION $JSII_VERSION")
  if [ "$what" = "$(cat "$home/what" 2> /dev/null)" ]; then return 1; fi
  rm -rf "$home"
  mkdir -p "$home"
}

is_installed() { echo "$what" > "$home/what"; }

# Runs the app by the command given, and keeps its templates, what it prints, and what it asks of the jsii runtime.
run_app() {
  local result=$work/results/$language
  mkdir -p "$result"
  echo "$version" > "$result/version"
  cd "$result"
  CDK_OUTDIR=cdk.out JSII_DEBUG=1 "$@" > values.json 2> calls.log || { grep -v '^[<>]' calls.log | tail -n 40 >&2; exit 1; }
}
