"""One period: what the RSZ holds, what may be done with it now, and the pages that do it."""
