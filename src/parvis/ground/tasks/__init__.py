"""Work done apart from pages: queued tasks, and tasks that come back on a schedule.

`django_tasks.task` makes a function that a worker runs later (`send_digest.enqueue(…)`); `scheduled` one that runs at
every slot of time, once whatever the number of schedulers. An app imports its `tasks` module in its `ready()`: those of
a module that is switched off are then never scheduled.
"""

from parvis.ground.tasks.schedule import Scheduled, names, scheduled, scheduled_tasks

__all__ = ["Scheduled", "names", "scheduled", "scheduled_tasks"]
