"""Faults on demand, for those who must live with a service that fails."""
