"""What the minute's clock sets off, in order: note what is near, make letters, send them."""

from dataclasses import dataclass

from chalicelib.application.telling.deliver import Deliver
from chalicelib.application.telling.gather import Gather
from chalicelib.application.telling.remind import Remind


@dataclass(frozen=True, slots=True)
class Tell:
    """The use case behind the schedule of notifications."""

    remind: Remind
    gather: Gather
    deliver: Deliver

    def __call__(self) -> int:
        """Tell whoever must be told and return how many letters were looked at."""
        self.remind()
        self.gather()
        return self.deliver()
