"""The two commands: what they install, what they say when something is missing."""

import configparser
import importlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent.parent
INSTALLER = ROOT / "installer"


@pytest.fixture
def installer(monkeypatch):
    """Imports a module of the installer, which finds its neighbours as scripts do."""
    monkeypatch.syspath_prepend(str(INSTALLER))
    return importlib.import_module


def locked(name: str) -> dict[str, list[tuple[str, str]]]:
    """Package -> its (version, hashes); a package may stand there once for each range of Pythons."""
    found: dict[str, list[tuple[str, str]]] = {}
    text = (INSTALLER / name).read_text(encoding="utf-8")
    for package, version, rest in re.findall(r"^([\w.-]+)==(\S+)((?:.*\\\n)+.*)$", text, re.MULTILINE):
        found.setdefault(package, []).append((version, rest))
    return found


def wanted(*extras: str) -> list[Requirement]:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    text = config["options"]["install_requires"]
    for extra in extras:
        text += "\n" + config["options.extras_require"][extra]
    lines = [line.strip() for line in text.splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("name", "extras"), [("requirements.lock", ()), ("requirements-test.lock", ("test",))])
def test_the_lock_holds_what_setup_cfg_asks_for(name, extras):
    packages = locked(name)
    for requirement in wanted(*extras):
        key = re.sub(r"[-_.]+", "-", requirement.name.lower())
        assert key in packages, f"{key} is not locked; run installer/lock.py"
        assert all(requirement.specifier.contains(version) for version, _hashes in packages[key])


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_the_lock_knows_every_file_by_its_hash_and_names_no_place(name):
    assert all("--hash=sha256:" in hashes for versions in locked(name).values() for _version, hashes in versions)
    text = (INSTALLER / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"(^|\s)--?(index|extra|find|trusted|i|f)\b", text)
    assert not re.search(r"(^|\s)/", text)


def test_both_locks_hold_the_same_versions():
    everything = locked("requirements-test.lock")
    for package, versions in locked("requirements.lock").items():
        assert [version for version, _hashes in versions] == [version for version, _hashes in everything[package]]


def test_ci_runs_the_command_of_the_readme():
    assert "python3 installer/test.py" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK) or sys.platform == "win32"


@pytest.mark.parametrize("script", ["run.py", "test.py"])
def test_the_commands_explain_themselves_without_installing_anything(script, tmp_path):
    alone = shutil.copytree(INSTALLER, tmp_path / "installer")
    command = [sys.executable, "-S", str(alone / script), "--help"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0
    assert f"usage: python3 installer/{script}" in done.stdout


@pytest.mark.parametrize("version", [(3, 8), (3, 10), (3, 14)])
def test_a_python_that_does_not_fit_says_so_in_one_sentence(installer, monkeypatch, version):
    choose = installer("choose")
    assert not choose.fits(version)
    monkeypatch.setattr(choose.sys, "version_info", (*version, 0))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit) as stopped:
        choose.use_fitting_python("run.py", [])
    assert "3.11, 3.12 or 3.13" in str(stopped.value)
    assert "{}.{}".format(*version) in str(stopped.value)


def test_a_python_that_does_not_fit_makes_way_for_one_that_does(installer, monkeypatch, tmp_path):
    choose = installer("choose")
    for name, exit_code in (("python3.13", 127), ("python3.12", 0)):
        (tmp_path / name).write_text(f"#!/bin/sh\nexit {exit_code}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setattr(choose.sys, "version_info", (3, 9, 0))
    monkeypatch.setenv("PATH", str(tmp_path))
    started = []
    monkeypatch.setattr(choose.os, "execv", lambda program, command: started.append(command) or sys.exit(0))
    with pytest.raises(SystemExit):
        choose.use_fitting_python("run.py", ["--demo"])
    assert started == [[str(tmp_path / "python3.12"), "run.py", "--demo"]]


@pytest.mark.parametrize(
    ("manager", "advice"),
    [
        ("dnf", "dnf install -y libxcb xcb-util-cursor"),
        ("pacman", "pacman -S --needed --noconfirm libxcb xcb-util-cursor"),
        ("zypper", "zypper install -y libxcb-cursor0 libxcb-shape0"),
        ("", "libxcb-cursor.so.0, libxcb-shape.so.0"),
    ],
)
def test_a_missing_library_is_answered_with_the_command_of_the_system(
    installer, monkeypatch, tmp_path, manager, advice
):
    libraries = installer("system_libraries")
    lacking = ["libxcb-cursor.so.0", "libxcb-shape.so.0"]
    monkeypatch.setattr(libraries, "missing", lambda *_: lacking)
    if manager:
        (tmp_path / manager).write_text("")
        (tmp_path / manager).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(libraries.MissingLibrariesError, match=re.escape(advice)):
        libraries.provide(libraries.SCREEN, tmp_path / "system", print)


def test_libraries_unpacked_in_the_environment_count_as_present(installer, monkeypatch, tmp_path):
    libraries = installer("system_libraries")
    monkeypatch.setattr(libraries.sys, "platform", "linux")
    wanted = {"libnosuch.so.7": ("libnosuch7",)}
    assert libraries.missing(wanted, tmp_path) == ["libnosuch.so.7"]
    assert libraries.environment(tmp_path) == {}
    folder = tmp_path / "usr" / "lib" / "x86_64-linux-gnu"
    folder.mkdir(parents=True)
    (folder / "libnosuch.so.7").write_text("")
    assert libraries.missing(wanted, tmp_path) == []
    assert libraries.environment(tmp_path)["LD_LIBRARY_PATH"].split(os.pathsep)[0] == str(folder)


def test_the_first_start_compiles_the_programs_own_modules(installer, monkeypatch, tmp_path):
    bootstrap = installer("bootstrap")
    package = tmp_path / "services"
    package.mkdir()
    (package / "orders.py").write_text("OPEN = 1\n", "utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "venv_python", lambda: sys.executable)
    bootstrap._compile()
    assert list((package / "__pycache__").glob("orders.*.pyc"))


def test_the_second_start_installs_nothing(installer, monkeypatch, tmp_path):
    bootstrap = installer("bootstrap")
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    ran = []
    monkeypatch.setattr(
        bootstrap, "_quiet", lambda command: ran.append(command) or subprocess.CompletedProcess(command, 0, "")
    )
    monkeypatch.setattr(bootstrap, "_put_commands", lambda: None)
    assert bootstrap._install("test")
    assert len(ran) == 1
    assert {"--require-hashes", "--no-deps"} <= set(ran[0])
    assert not bootstrap._install("test")
    assert not bootstrap._install("run"), "whoever can test can run"
    assert len(ran) == 1


AUDITS = {
    "finds one": (
        '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "V-1", "fix_versions": ["2"]}]}]}',
        "failed",
    ),
    "finds none": ('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}', ""),
    "knows one less": (
        '{"dependencies": [{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "unknown"}]}',
        "this package index tells nothing about b",
    ),
    "is offline": ("", "the list of known vulnerabilities could not be reached, so no package was looked up"),
}


@pytest.mark.parametrize("case", AUDITS)
def test_the_audit_fails_on_a_finding_and_says_what_it_could_not_check(installer, monkeypatch, tmp_path, case):
    said, outcome = AUDITS[case]
    bootstrap, checks = installer("bootstrap"), installer("checks")
    answer = subprocess.CompletedProcess([], 1, stdout=said, stderr="")
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(checks.subprocess, "run", lambda *_, **__: answer)
    assert checks._audit() == outcome
