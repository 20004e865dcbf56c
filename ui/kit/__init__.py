"""What every screen is made of: forms, lists, background work, messages, theme."""
