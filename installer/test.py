"""Checks Aftercare: makes .venv, installs what is locked, then runs every check and all tests.

usage: python3 installer/test.py [pytest argument ...]
       python3 installer/test.py --benchmark [--rows N] [--json FILE]
       python3 installer/test.py --faults [--rounds N] [--restore ORDERS]

  --benchmark   measure searches, lists, saves and the rest with many rows instead
  --faults      the long rounds of kills, cut networks and full disks instead

Other arguments, or those after '--', go to pytest: a path, -k WORDS, -n 0.
AFTERCARE_TEST_DSN, a superuser's libpq URL, tests against that PostgreSQL
instead of a private one. Exit codes: 0 all passed, 1 something did not, 2 wrong usage.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import choose


def main(arguments: list) -> int:
    choose.use_fitting_python(__file__, arguments)
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__.strip())
        return 0
    import bootstrap
    import checks

    try:
        bootstrap.prepare("test")
        bootstrap.provide_libraries(screen=False)
    except bootstrap.StopError as stop:
        print(stop, file=sys.stderr)
        return 1
    for option, module in (("--benchmark", "tests.benchmarks"), ("--faults", "tests.faults")):
        if option in arguments:
            rest = [argument for argument in arguments if argument != option]
            command = [str(bootstrap.venv_python()), "-m", module, *rest]
            return bootstrap.hand_over(command, {"QT_QPA_PLATFORM": "offscreen"})
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    return checks.run(arguments)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
