"""Complaints: the desk's list, recording one, handling one."""
