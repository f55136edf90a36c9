"""Work done apart from pages: queued tasks, and tasks that come back on a schedule.

`task` makes a function that a worker runs later (`send_digest.enqueue(…)`); `scheduled` one that the scheduler runs at
every slot of time, once whatever the number of schedulers.
"""

from parvis.ground.tasks.schedule import Scheduled, names, scheduled, scheduled_tasks

__all__ = ["Scheduled", "names", "scheduled", "scheduled_tasks"]
