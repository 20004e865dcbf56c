"""Starts Aftercare: makes .venv, installs what is locked, then runs the program.

usage: python3 installer/run.py [argument ...]
       python3 installer/run.py admin [argument ...]

Without arguments the window opens. On a computer without a display the tour runs
instead, and the last line says where its pictures are. Arguments go to the program
(they are listed below), those after 'admin' to aftercare-admin.
"""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import choose


def main(arguments: list) -> int:
    choose.use_fitting_python(__file__, arguments)
    import bootstrap

    if arguments[:1] in (["-h"], ["--help"]):
        bootstrap.say(__doc__.strip() + "\n")
        if not bootstrap.installed("run"):
            return 0  # nothing is installed for a question
        return bootstrap.hand_over([str(bootstrap.venv_python()), "-P", "-m", "app", "--help"])
    try:
        bootstrap.prepare("run")
        python = str(bootstrap.venv_python())
        if arguments[:1] == ["admin"]:
            return bootstrap.hand_over([python, "-P", "-m", "app.admin", *arguments[1:]])
        screen = bootstrap.has_display()
        bootstrap.provide_libraries(screen)
    except bootstrap.StopError as stop:
        print(stop, file=sys.stderr)
        return 1
    extra = {} if screen else {"QT_QPA_PLATFORM": "offscreen"}
    if arguments or screen:
        return bootstrap.hand_over([python, "-P", "-m", "app", *arguments], extra)

    bootstrap.say("No display: taking the tour of all screens instead.")
    pictures = bootstrap.ROOT / "tour"
    tour = [python, "-P", "-m", "app", "tour", "--out", str(pictures)]
    done = subprocess.run(tour, env={**bootstrap.environment(), **extra}, check=False)
    if done.returncode == 0:
        bootstrap.say(f"The pictures of the tour are in {pictures}")
    return done.returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
