"""Which Python runs the program. Written so that older Pythons can read it too, to say what they lack."""

import os
import shutil
import subprocess
import sys

OLDEST, NEWEST = (3, 11), (3, 13)


def fits(version):
    """Whether a Python of this (major, minor, ...) can run the program."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def candidates():
    """Commands that may start a fitting Python, the newest first."""
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            yield [found]
        launcher = shutil.which("py") if sys.platform == "win32" else None
        if launcher:
            yield [launcher, f"-3.{minor}"]


def starts(command):
    """Whether it is a Python; version managers leave names on the PATH that only complain."""
    try:
        silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.call([*command, "-c", "import venv"], **silent) == 0
    except OSError:
        return False


def use_fitting_python(script, arguments):
    """Go on if this Python fits; else start the script again with one that does, or say what is missing."""
    if fits(sys.version_info):
        return
    for command in candidates():
        if starts(command):
            if sys.platform == "win32":
                sys.exit(subprocess.call([*command, script, *arguments]))
            os.execv(command[0], [*command, script, *arguments])
    here = ".".join(str(part) for part in sys.version_info[:2])
    sys.exit(f"Aftercare needs Python 3.11, 3.12 or 3.13; this is {here} and none of them is on the PATH.")
