from tests.convene.agenda.conftest import time_machine_at

__all__ = ["time_machine_at"]
