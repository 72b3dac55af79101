"""One declaration: where it stands, the four facts, what the RSZ objects to, and its history."""
