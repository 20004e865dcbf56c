"""Which Python runs the program. Written so that older Pythons can read it too, to say what they lack."""

import os
import shutil
import sys

OLDEST, NEWEST = (3, 11), (3, 13)


def fits(version):
    """Whether a Python of this (major, minor, ...) can run the program."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def use_fitting_python(script, arguments):
    """Go on if this Python fits; else start the script again with one that does, or say what is missing."""
    if fits(sys.version_info):
        return
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            os.execv(found, [found, script, *arguments])
        launcher = shutil.which("py")
        if launcher and sys.platform == "win32":
            import subprocess

            probe = subprocess.run([launcher, f"-3.{minor}", "--version"], capture_output=True, check=False)
            if probe.returncode == 0:
                done = subprocess.run([launcher, f"-3.{minor}", script, *arguments], check=False)
                sys.exit(done.returncode)
    here = ".".join(str(part) for part in sys.version_info[:2])
    sys.exit(f"Aftercare needs Python 3.11, 3.12 or 3.13; this is {here} and none of them is on the PATH.")
