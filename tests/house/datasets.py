#!/usr/bin/env python3
"""datasets.py PAYOFF_DATASETS: the worked cases in datasets/ are what their generator writes, byte for byte."""
import filecmp
import os
import subprocess
import sys
import tempfile

from rooms import ROOT


def main(generator):
    compared, differ = 0, []
    with tempfile.TemporaryDirectory() as fresh:
        subprocess.run([generator, fresh], check=True)
        for case in sorted(os.listdir(fresh)):
            for name in sorted(os.listdir(os.path.join(fresh, case))):
                own = os.path.join(ROOT, 'datasets', case, name)
                same = os.path.exists(own) and filecmp.cmp(own, os.path.join(fresh, case, name), shallow=False)
                compared += 1
                differ += [] if same else [f'datasets/{case}/{name} differs from what the generator writes']
    print('\n'.join(differ + [f'{compared - len(differ)} passed, {len(differ)} failed']))
    return 1 if differ or compared < 14 else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
