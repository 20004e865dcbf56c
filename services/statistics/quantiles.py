"""Medians of counted buckets."""

from collections.abc import Mapping


def median_of_histogram(counts: Mapping[int, int]) -> float | None:
    """The median of values of which only the whole-number bucket [b, b + 1) is known; None for no values.

    Within its bucket the values are taken as evenly spread, so the result is off by at most one bucket.
    """
    total = sum(counts.values())
    if total <= 0:
        return None
    wanted = total / 2
    seen = 0
    for bucket in sorted(counts):
        n = counts[bucket]
        if n > 0 and seen + n >= wanted:
            return bucket + (wanted - seen) / n
        seen += n
    return float(max(counts))
