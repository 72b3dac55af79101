"""Lighthouse on the pages as they are served; used by the journeys' gate and by `make bench`."""
