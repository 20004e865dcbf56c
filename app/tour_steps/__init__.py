"""The tour's hands, eyes and steps."""
