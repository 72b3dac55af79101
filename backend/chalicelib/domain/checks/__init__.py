"""The rules: one small function per anomaly code, asked in the order in which people read the answer."""
