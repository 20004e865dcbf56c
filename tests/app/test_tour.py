"""The tour, short: the main job through the real windows, from the first page to the receipt."""

import json
import os
import subprocess
import sys


def test_the_main_job_goes_through_the_real_windows(tmp_path):
    setting = {name: value for name, value in os.environ.items() if name != "AFTERCARE_DSN"}
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"from app import tour; raise SystemExit(tour.run({str(tmp_path)!r}, 'zh_CN', orders=60, short=True))",
        ],
        env={**setting, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    summary = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    (one,) = summary["passes"]
    assert summary["failed"] == 0 and one["intake_keys"] <= 30
    files = [name for step in one["steps"] for name in step["files"]]
    assert any(name.endswith("intake-a5.pdf") for name in files)
    assert any(name.endswith("receipt-80mm.pdf") for name in files)
    assert all((tmp_path / "zh_CN" / name).stat().st_size > 500 for name in files)
