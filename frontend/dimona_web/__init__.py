"""The web app of Dimona24: a client of the HTTP API, phone first, and of nothing else in this house."""
