"""The WSGI application that `parvis serve` runs; any other server refuses a bad configuration in the same words."""

import os

from django.core.handlers.wsgi import WSGIHandler

from parvis.config.start import SETTINGS, start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
start()
application = WSGIHandler()
