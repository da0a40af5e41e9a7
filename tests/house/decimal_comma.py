#!/usr/bin/env python3
"""Runs suites as a host program with a decimal comma would: decimal_comma.py PROGRAM FOLDER; 77 where no such locale can be made."""
import os
import subprocess
import sys

program, folder = sys.argv[1:]
LOCALE = 'de_DE.UTF-8'
# Programs of their own; long, and replication/ runs the same code; long, and ingest/ reads the same cells.
LEFT_OUT = 'house/*,tools/*,bindings/*,honesty/*,measure/rollout/*,measure/diagnosis/*,study/draft*,study/known_exports'
try:
    os.makedirs(folder, exist_ok=True)
    subprocess.run(['localedef', '-i', 'de_DE', '-f', 'UTF-8', os.path.join(folder, LOCALE)], capture_output=True)
except OSError:
    sys.exit(77)
environment = dict(os.environ, LOCPATH=folder, PAYOFF_TEST_LOCALE=LOCALE)
sys.exit(subprocess.run([program, '--test-suite-exclude=' + LEFT_OUT, '--no-intro', '--minimal'], env=environment).returncode)
