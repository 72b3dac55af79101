"""The law and the life of a declaration: pure, without clock, ids or I/O."""
