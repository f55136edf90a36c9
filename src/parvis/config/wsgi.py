"""The WSGI application that `parvis serve` runs; any other server refuses a bad configuration in the same words."""

import os

from django.core.handlers.wsgi import WSGIHandler

from parvis.config.serving.web import THREADS
from parvis.config.start import SETTINGS, start
from parvis.ground.load import gauged

os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
start()
application = gauged(WSGIHandler(), THREADS)
