#!/usr/bin/env bash
# Runs every fuzz target, a minute in all; one line a target. Usage: tests/fuzz/fuzz.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
exec script/fuzz 60
