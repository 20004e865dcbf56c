"""Makes `.venv` and fills it with what is locked; the standard library is all it needs.

A stamp remembers what was installed, so the second start only compares. Two programs
starting at once wait for each other.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import system_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
UNPACKED = VENV / "system"
LOCKS = {
    "run": ROOT / "installer" / "requirements.lock",
    "test": ROOT / "installer" / "requirements-test.lock",
}
WINDOWS = sys.platform == "win32"


class StopError(Exception):
    """The sentence that ends the command."""


def say(text: str) -> None:
    print(text, flush=True)


for _stream in (sys.stdout, sys.stderr):
    # A console of another encoding must not turn the name of a folder into an error.
    _stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def venv_python() -> Path:
    return VENV / "Scripts" / "python.exe" if WINDOWS else VENV / "bin" / "python"


def installed(purpose: str) -> bool:
    """Whether `.venv` holds what the lock of today names."""
    stamp = VENV / f"installed-{purpose}"
    return stamp.exists() and stamp.read_text(encoding="ascii") == _stamp(purpose)


def prepare(purpose: str) -> None:
    """Have everything for 'run' or 'test' in `.venv`; raises StopError when that cannot be."""
    sys.path.insert(0, str(ROOT))
    from app.locks import locked

    began = time.monotonic()
    try:
        handle = ROOT / ".venv.lock"
        with locked(handle, timeout_seconds=1800):
            changed = _make_venv()
            changed = _install(purpose) or changed
            if changed:
                _compile()
    except PermissionError as error:
        raise StopError(f"{ROOT} cannot be written to ({error}); use a copy that belongs to you.") from error
    if changed:
        say(f"Installed in {time.monotonic() - began:.0f} s.")


def provide_libraries(screen: bool) -> None:
    """The libraries Qt needs to draw; screen: those for a display too."""
    wanted = dict(system_libraries.WIDGETS)
    if screen:
        wanted |= system_libraries.SCREEN
    try:
        system_libraries.provide(wanted, UNPACKED, say)
    except system_libraries.MissingLibrariesError as error:
        raise StopError(str(error)) from error
    if screen:
        try:
            system_libraries.provide(system_libraries.PRINTERS, UNPACKED, say)
        except system_libraries.MissingLibrariesError as error:
            say(f"Printing needs one thing more. {error}")


def environment() -> dict[str, str]:
    """For programs started in `.venv`."""
    return {**os.environ, **system_libraries.environment(UNPACKED)}


def has_display() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def hand_over(command: list[str], extra: dict[str, str] | None = None) -> int:
    """Become that program; where systems cannot, run it and give its exit code."""
    setting = {**environment(), **(extra or {})}
    if not WINDOWS:
        sys.stdout.flush()
        os.execve(command[0], command, setting)
    return subprocess.run(command, env=setting, check=False).returncode


# -- the environment -----------------------------------------------------------------------


def _works() -> bool:
    """Whether `.venv` holds a Python that runs here and is of a version that fits."""
    code = "import sys, pip; print(sys.prefix, '%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([str(venv_python()), "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return False
    prefix, _, version = done.stdout.strip().rpartition(" ")
    # A folder that was moved or copied still names its old place.
    return done.returncode == 0 and Path(prefix) == VENV and version in ("3.11", "3.12", "3.13")


def _make_venv() -> bool:
    if _works():
        return False
    say(f"Making {VENV} with Python {sys.version.split()[0]}")
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        import ensurepip  # noqa: F401  Debian leaves it out of python3
    except ImportError:
        _make_venv_without_ensurepip()
    else:
        done = _quiet([sys.executable, "-m", "venv", str(VENV)])
        if done.returncode != 0:
            raise StopError(f"The environment could not be made: {_reason(done.stdout)}")
    if not _works():
        raise StopError(f"The Python in {VENV} does not run.")
    return True


def _make_venv_without_ensurepip() -> None:
    """Debian's bare python3: pip comes from Debian's package of it, unpacked and not installed.

    As root too: installing python3-venv would bring ca-certificates, which writes the list of trusted
    authorities anew and so may undo what a company put there for its own package index.
    """
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not shutil.which("apt-get"):
        raise StopError(f"This Python lacks venv and pip. Install your system's {package} package.")
    done = _quiet([sys.executable, "-m", "venv", "--without-pip", str(VENV)])
    if done.returncode != 0:
        raise StopError(f"This Python lacks venv. As root type:\n    apt-get install {package}")
    wheels = VENV / "pip-wheel"
    try:
        system_libraries.apt_unpack(["python3-pip-whl"], wheels, closure=False)
    except system_libraries.MissingLibrariesError as error:
        raise StopError(str(error)) from error
    pip = next(iter(wheels.rglob("pip-*.whl")), None)
    if pip is None:
        raise StopError(f"pip could not be fetched. As root type:\n    apt-get install {package}")
    done = _quiet([str(venv_python()), str(pip / "pip"), "install", "--quiet", "--no-index", str(pip)])
    shutil.rmtree(wheels, ignore_errors=True)
    if done.returncode != 0:
        raise StopError(f"pip could not be installed: {_reason(done.stdout)}")


# -- what is locked ------------------------------------------------------------------------


def _stamp(purpose: str) -> str:
    digest = hashlib.sha256(LOCKS[purpose].read_bytes())
    digest.update(Path(__file__).read_bytes())
    digest.update(str(ROOT).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _install(purpose: str) -> bool:
    if installed(purpose):
        return False
    lock = LOCKS[purpose]
    count = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
    say(f"Installing {count} locked packages; the first time that takes a minute or more")
    command = [
        str(venv_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
        "--no-deps", "--require-hashes", "--only-binary", ":all:", "--requirement", str(lock),
    ]  # fmt: skip
    done = _quiet(command)
    if done.returncode != 0:
        raise StopError(f"The packages could not be installed: {_reason(done.stdout)}")
    _put_commands()
    for name in {purpose, "run"}:  # whoever can test can run
        (VENV / f"installed-{name}").write_text(_stamp(name), encoding="ascii")
    return True


def _compile() -> None:
    """The program's own modules, as pip does with all others: compiled when a screen is first opened they hold it up."""
    folders = [str(ROOT / name) for name in ("app", "models", "services", "ui")]
    _quiet([str(venv_python()), "-m", "compileall", "-q", *folders])


def _put_commands() -> None:
    """`aftercare` and `aftercare-admin` in the environment, working from any folder.

    -P: also from one that happens to hold an `app` of its own.
    """
    done = _quiet([str(venv_python()), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"])
    packages = Path(done.stdout.strip())
    # The encoding in which this Python reads such files.
    encoding = "mbcs" if WINDOWS and sys.version_info < (3, 13) else "utf-8"
    (packages / "aftercare.pth").write_text(f"{ROOT}\n", encoding=encoding)
    for name, module in (("aftercare", "app"), ("aftercare-admin", "app.admin")):
        if WINDOWS:
            script = venv_python().with_name(f"{name}.cmd")
            script.write_text(f'@"%~dp0python.exe" -P -m {module} %*\r\n', encoding="ascii")
        else:
            script = venv_python().with_name(name)
            # By the shell: the first line of a script may name no path with a blank.
            script.write_text(f'#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -P -m {module} "$@"\n')
            script.chmod(0o755)


def _quiet(command: list[str]) -> "subprocess.CompletedProcess[str]":
    setting = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    return subprocess.run(
        command, env=setting, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, errors="replace", check=False,
    )  # fmt: skip


def _reason(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    if any("CERTIFICATE_VERIFY_FAILED" in line for line in lines):
        return (
            "the package index shows a certificate this computer does not trust; set PIP_CERT if it is your company's"
        )
    if any("NewConnectionError" in line or "Temporary failure" in line for line in lines):
        return "the package index cannot be reached; is this computer online?"
    errors = [line for line in lines if line.upper().startswith("ERROR")]
    return (errors or lines or ["no reason given"])[-1]
