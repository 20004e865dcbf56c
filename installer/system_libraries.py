"""Shared libraries of the system that Qt opens: which are missing, and how they get here.

They are found by trying to open them, so no package manager has to be known to tell. As root
apt installs what is missing; an ordinary user gets the same packages unpacked inside `.venv`;
elsewhere the exact command is printed.
"""

import ctypes
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

# library: (Debian and Ubuntu, Fedora, Arch, openSUSE)
WIDGETS = {
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2", "libglib-2_0-0"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd", "libglvnd"),
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd", "libglvnd"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig", "libfontconfig1"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon", "libxkbcommon0"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus", "libdbus-1-3"),
    "libbrotlidec.so.1": ("libbrotli1", "libbrotli", "brotli", "libbrotlidec1"),
    "libz.so.1": ("zlib1g", "zlib-ng-compat", "zlib", "libz1"),
}
SCREEN = {
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor", "libxcb-cursor0"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm", "libxcb-icccm4"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms", "libxcb-keysyms1"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb", "libxcb-shape0"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb", "libxcb-xkb1"),
    "libxkbcommon-x11.so.0": (
        "libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11", "libxkbcommon-x11-0",
    ),
}  # fmt: skip
PRINTERS = {"libcups.so.2": ("libcups2", "cups-libs", "libcups", "libcups2")}

INSTALLERS = (
    ("apt-get", "apt-get install -y --no-install-recommends", 0),
    ("dnf", "dnf install -y", 1),
    ("pacman", "pacman -S --needed --noconfirm", 2),
    ("zypper", "zypper install -y", 3),
)
# Drivers that draw 3D on a graphics card, 200 MB: the libraries above open without them.
_DRIVERS = re.compile(r"mesa|llvm|^lib(z3|drm|gbm|sensors|elf|glapi|edit|icu|xml2)")


class MissingLibrariesError(Exception):
    """Says in one or two lines what is missing and what to type."""


def missing(libraries: dict[str, tuple[str, ...]], unpacked: Path) -> list[str]:
    """Which of the libraries neither the system nor the folder of unpacked ones has."""
    if sys.platform != "linux":
        return []

    def opens(name: str) -> bool:
        if any(folder.joinpath(name).exists() for folder in library_folders(unpacked)):
            return True
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return [name for name in libraries if not opens(name)]


def library_folders(unpacked: Path) -> list[Path]:
    """Folders with libraries inside the tree of unpacked packages."""
    folders = [*unpacked.glob("usr/lib/*-linux-gnu*"), *unpacked.glob("lib/*-linux-gnu*")]
    return [folder for folder in folders if folder.is_dir()]


def environment(unpacked: Path) -> dict[str, str]:
    """What a program needs in its environment to find the unpacked libraries; empty when there are none."""
    folders = [str(folder) for folder in library_folders(unpacked)]
    if not folders:
        return {}
    before = os.environ.get("LD_LIBRARY_PATH", "")
    wanted = {"LD_LIBRARY_PATH": os.pathsep.join([*folders, before] if before else folders)}
    fonts = unpacked / "etc" / "fonts" / "fonts.conf"
    if fonts.exists() and not Path("/etc/fonts/fonts.conf").exists():
        wanted["FONTCONFIG_FILE"] = str(fonts)
    return wanted


def provide(libraries: dict[str, tuple[str, ...]], unpacked: Path, say) -> None:  # type: ignore[no-untyped-def]
    """Make the libraries available; raises MissingLibrariesError when that takes the person's hand."""
    lacking = missing(libraries, unpacked)
    if not lacking:
        return
    packages = _packages(libraries, lacking, 0)
    if shutil.which("apt-get"):
        say(f"Installing system libraries: {' '.join(packages)}")
        if os.geteuid() == 0:
            apt_install(packages)
        else:
            apt_unpack(packages, unpacked)
        lacking = missing(libraries, unpacked)
    if lacking:
        raise MissingLibrariesError(_advice(libraries, lacking))


def _packages(libraries: dict[str, tuple[str, ...]], lacking: list[str], column: int) -> list[str]:
    return sorted({libraries[name][column] for name in lacking})


def _advice(libraries: dict[str, tuple[str, ...]], lacking: list[str]) -> str:
    for program, command, column in INSTALLERS:
        if shutil.which(program):
            how = f"{command} {' '.join(_packages(libraries, lacking, column))}"
            return f"System libraries are missing. As root type:\n    {how}\nand start this again."
    return f"System libraries are missing: {', '.join(lacking)}. Install the packages that bring them."


def _run(command: list[str], **options) -> subprocess.CompletedProcess[str]:  # type: ignore[no-untyped-def]
    """A program's answer in English; stdout and stderr in one."""
    environment = {**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, errors="replace", check=False, **options,
    )  # fmt: skip


def apt_install(packages: list[str]) -> None:
    """As root. The lists of packages are fetched only when the first attempt fails for want of them."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    done = _run(install)
    if done.returncode != 0:
        _run(["apt-get", "update"])
        done = _run(install)
    if done.returncode != 0:
        raise MissingLibrariesError(_complaint(done.stdout, " ".join(install)))


def apt_unpack(packages: list[str], folder: Path, closure: bool = True) -> None:
    """As an ordinary user: fetch packages, with what they need, and unpack them below the folder."""
    work = folder.parent / (folder.name + "-fetch")
    for part in ("lists/partial", "cache/archives/partial", "debs"):
        (work / part).mkdir(parents=True, exist_ok=True)
    options = [
        f"-oDir::State::Lists={work / 'lists'}", f"-oDir::Cache={work / 'cache'}", "-oDebug::NoLocking=1",
        "-oAPT::Sandbox::User=", "-oDir::Log::Terminal=", "-oDir::Log::History=",
    ]  # fmt: skip
    try:
        done = _run(["apt-get", *options, "update"])
        if closure:
            plan = _run(["apt-get", *options, "-s", "install", "--no-install-recommends", *packages])
            # Only what is new: an unpacked newer C library beside the one of the system would break everything.
            planned = re.findall(r"^Inst (\S+) \(", plan.stdout, re.MULTILINE)
            if plan.returncode != 0:
                raise MissingLibrariesError(_complaint(done.stdout + plan.stdout, "apt-get update"))
            packages = [name for name in planned if not _DRIVERS.search(name)]
        done = _run(["apt-get", *options, "download", *packages], cwd=work / "debs")
        if done.returncode != 0:
            raise MissingLibrariesError(_complaint(done.stdout, f"apt-get download {' '.join(packages)}"))
        for package in sorted((work / "debs").glob("*.deb")):
            _run(["dpkg", "-x", str(package), str(folder)])
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _complaint(said: str, command: str) -> str:
    errors = [line for line in said.splitlines() if line.startswith("E:")]
    return f"{errors[0] if errors else 'apt-get failed'} (while running: {command})"
