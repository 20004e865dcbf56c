"""Which schema this program needs."""

# A release only adds; removals come one release later, so OLDEST_CLIENT trails.
SCHEMA_VERSION = 1
OLDEST_CLIENT = 1
