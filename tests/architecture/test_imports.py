"""The contracts of `.importlinter`, run as a test; what it cannot see is in `test_directions.py`."""

import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]


def test_imports_keep_the_contracts() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [linter, "--no-cache", "--config", ".importlinter"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(CHECKOUT), "TERM": "dumb"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
