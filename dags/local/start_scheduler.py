"""Starts Airflow with its UI on this machine, in a process group of its own, until it is interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from run_in_process import airflow_settings

from pipeline.settings import resolve_home


def main() -> int:
    """Run `airflow standalone` over our DAGs; an interrupt ends the whole group, children included."""
    environment = os.environ | airflow_settings(resolve_home()) | {"AIRFLOW__CORE__PARALLELISM": "4"}
    airflow = Path(sys.executable).parent / "airflow"
    process = subprocess.Popen([airflow, "standalone"], env=environment, start_new_session=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda received, _frame: os.killpg(process.pid, received))
    return process.wait()


if __name__ == "__main__":
    sys.exit(main())
