#!/bin/sh
# Runs every study, and gives what the pages read: summary.json, and of each study its results and its evidence.
set -e
reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT
"${PAYOFF:-payoff}" run "${PAYOFF_STUDIES:-../../datasets}"/*/study.json -o "$reports" --quiet >&2
cd "$reports"
tar -czf - *
