"""Our register beside what the RSZ holds: begun, followed, each difference with what helps."""
