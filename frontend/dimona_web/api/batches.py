"""The calls about many declarations at once."""

from dimona_web.api.transport import Transport


class BatchCalls(Transport):
    """What the pages for many at once ask."""
