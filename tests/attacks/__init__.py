"""What a person with a password and psql may try. Each role, real sign-ins, expected answers."""
