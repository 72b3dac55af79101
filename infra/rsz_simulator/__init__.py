"""A separate HTTP server that plays the RSZ, written from the public rules, from nothing of the backend."""
