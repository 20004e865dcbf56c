"""Which schema this program needs."""

# A release only adds; removals come one release later, so OLDEST_CLIENT trails.
SCHEMA_VERSION = 1
OLDEST_CLIENT = 1
# A change of this table in the feed says that another database took the place of the one in service.
WHOLE_DATABASE = "schema_version"
