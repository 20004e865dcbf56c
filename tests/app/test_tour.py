"""The tour, short: the main job through the real windows, from the first page to the receipt, and what customers see."""

import json
import os
import subprocess
import sys
from types import SimpleNamespace
from typing import NoReturn

from app import tour
from app.tour_steps.guide import TourError


def test_the_main_job_and_the_customer_s_view_go_through_the_real_windows(tmp_path):
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
        timeout=480,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    summary = json.loads((tmp_path / "summary.json").read_text("utf-8"))
    (one,) = summary["passes"]
    assert summary["failed"] == 0 and one["intake_keys"] <= 30
    files = [name for step in one["steps"] for name in step["files"]]
    assert any(name.endswith("intake-a5.pdf") for name in files)
    assert any(name.endswith("receipt-80mm.pdf") for name in files)
    assert any(name.endswith("kiosk-order.png") for name in files)
    assert all((tmp_path / "zh_CN" / name).stat().st_size > 500 for name in files)


def test_a_step_that_fails_without_leaving_a_picture_is_told_and_the_tour_goes_on():
    def in_vain(*_words: object) -> NoReturn:
        raise TourError("waited in vain: the window to come to rest")

    guide = SimpleNamespace(strays=SimpleNamespace(seen=["QLabel"]), picture=in_vain)
    report = tour._do(guide, "sign_out", in_vain)
    assert report["error"] == "TourError: waited in vain: the window to come to rest"
    assert report["files"] == [] and guide.strays.seen == []
