"""Declaring the start of employment in four small pages: who, which terms, check, send."""
