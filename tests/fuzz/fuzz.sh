#!/usr/bin/env bash
# Runs every fuzz target, each for a minute; one line a target. Usage: tests/fuzz/fuzz.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
targets=(tests/fuzz/*_fuzz.cpp)
exec script/fuzz $((60 * ${#targets[@]} / 2))       # two at a time
