"""Kills, cut connections, frozen servers and full disks, and what must hold afterwards.

`python3 installer/test.py --faults` runs the long rounds (__main__); the tests beside it a few of each.
"""
