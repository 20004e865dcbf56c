"""Writes the two locks from setup.cfg: python3 installer/lock.py [--upgrade], with uv on the PATH or beside Python.

What is locked stays as it is where setup.cfg allows it; --upgrade takes the newest of everything.

`requirements-test.lock` holds everything, `requirements.lock` what the program itself needs, in the
same versions. One lock serves every system and Python 3.11 to 3.13; each file is known by its hash.
"""

import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent
HEADER = "# Written by installer/lock.py from setup.cfg; do not edit.\n"


def compile_lock(name: str, *options: str) -> None:
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    path = FOLDER / name
    command = [
        uv, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header",
        "--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11",
        *options, "setup.cfg", "--output-file", str(path),
    ]  # fmt: skip
    subprocess.run(command, cwd=ROOT, check=True)
    path.write_text(HEADER + path.read_text(encoding="utf-8"), encoding="utf-8")


def main() -> None:
    upgrade = ["--upgrade"] if "--upgrade" in sys.argv[1:] else []
    compile_lock("requirements-test.lock", "--extra", "test", *upgrade)
    compile_lock("requirements.lock", "--constraint", "installer/requirements-test.lock")


if __name__ == "__main__":
    main()
