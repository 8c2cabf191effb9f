"""What runs beside the use cases, on their context: push signals, mail, calls. Built once in `app.build`."""

from __future__ import annotations

from dataclasses import dataclass

from tresen.desk.calls.switchboard import Switchboard
from tresen.desk.context import Context
from tresen.desk.notifications.mailer import Mailer
from tresen.desk.notifications.notifier import Notifier


@dataclass(frozen=True, slots=True)
class Services:
    """The services of one server. A use case that needs one takes it as an argument; none knows all of them."""

    context: Context
    notifier: Notifier
    mailer: Mailer
    calls: Switchboard

    def watch(self) -> None:
        """Let each service hear, in this order, of devices that come and go and of what was committed."""
        self.context.sessions.watchers = (self.notifier, self.mailer, self.calls)
