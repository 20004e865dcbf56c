"""The administrator's screens: people, roles, stores, regions, workstations, settings, code lists, audit, health."""
