"""Telling people of what went wrong while they were not looking. Nothing a declaration needs waits for it."""
