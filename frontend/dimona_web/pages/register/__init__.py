"""The personnel register: find people, add them, and see everything about one."""
