"""The checks of installer/test.py, one after the other; all of them run even when one fails."""

import json
import os
import subprocess
import time
from collections.abc import Callable

import bootstrap

# What the audit found and we judged harmless here: identifier -> why. Empty is how it should be.
ACCEPTED_FINDINGS: dict[str, str] = {}


def run(pytest_arguments: list[str]) -> int:
    """Run everything; gives the exit code and ends with one line that says how it went."""
    began = time.monotonic()
    steps: list[tuple[str, Callable[[], str]]] = [
        ("style", lambda: _tool("ruff", "check", ".")),
        ("import rules", lambda: _tool("lint-imports", "--no-cache")),
        ("types", lambda: _tool("mypy")),
        ("audit", _audit),
        ("tests", lambda: _pytest(pytest_arguments)),
    ]
    failed, remarks = [], []
    for name, step in steps:
        bootstrap.say(f"-- {name}")
        outcome = step()
        if outcome == "failed":
            failed.append(name)
        elif outcome:
            bootstrap.say(outcome)
            remarks.append(f"{name}: {outcome}")
    seconds = f"{time.monotonic() - began:.0f} s"
    if failed:
        bootstrap.say(f"FAILED: {', '.join(failed)} ({seconds})")
        return 1
    remark = f" Not checked - {'; '.join(remarks)}." if remarks else ""
    bootstrap.say(f"All checks passed: {', '.join(name for name, _ in steps)} ({seconds}).{remark}")
    return 0


def _environment() -> dict[str, str]:
    paths = {"PYTHONPATH": str(bootstrap.ROOT), "PYTHONIOENCODING": "utf-8", "QT_QPA_PLATFORM": "offscreen"}
    return {**bootstrap.environment(), **paths}


def _tool(name: str, *arguments: str) -> str:
    program = bootstrap.venv_python().with_name(name + (".exe" if bootstrap.WINDOWS else ""))
    done = subprocess.run(
        [str(program), *arguments], cwd=bootstrap.ROOT, env=_environment(), check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
    )  # fmt: skip
    if done.returncode:
        bootstrap.say(done.stdout)
        return "failed"
    return ""


def _pytest(arguments: list[str]) -> str:
    own = any(argument.startswith(("-n", "--numprocesses")) for argument in arguments)
    processes = [] if own else ["-n", str(_processes())]
    command = [str(bootstrap.venv_python()), "-m", "pytest", *processes, *arguments]
    done = subprocess.run(command, cwd=bootstrap.ROOT, env=_environment(), check=False)
    return "failed" if done.returncode else ""


def _processes() -> int:
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    return min(cores, 8) if cores > 1 else 0


def _audit() -> str:
    """Look the locked versions up among the published vulnerabilities; says what could not be looked up."""
    program = bootstrap.venv_python().with_name("pip-audit" + (".exe" if bootstrap.WINDOWS else ""))
    lock = str(bootstrap.LOCKS["test"])
    accepted = [part for each in ACCEPTED_FINDINGS for part in ("--ignore-vuln", each)]
    command = [
        str(program), "--requirement", lock, "--require-hashes", "--disable-pip",
        "--format", "json", "--progress-spinner", "off", "--timeout", "15", *accepted,
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, cwd=bootstrap.ROOT, env=_environment(), capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, json.JSONDecodeError, KeyError):
        return "the list of known vulnerabilities could not be reached, so no package was looked up"
    found = [(package, finding) for package in packages for finding in package.get("vulns", [])]
    for package, finding in found:
        fixed = ", ".join(finding.get("fix_versions", [])) or "no version yet"
        bootstrap.say(f"{package['name']} {package['version']}: {finding['id']}, mended in {fixed}")
    if found:
        return "failed"
    skipped = [package["name"] for package in packages if "skip_reason" in package]
    if skipped:
        if len(skipped) == len(packages):
            return f"this package index tells no vulnerabilities, so none of the {len(packages)} packages was looked up"
        return f"this package index tells nothing about {', '.join(skipped)}"
    bootstrap.say(f"{len(packages)} packages, no known vulnerability.")
    return ""
