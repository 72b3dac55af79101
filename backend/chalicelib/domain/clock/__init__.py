"""The legal clock: working days, the last good instant of every declaration, and what lateness can cost."""
