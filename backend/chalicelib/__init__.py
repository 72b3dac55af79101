"""The deployed code of Dimona24."""
