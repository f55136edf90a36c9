"""The WSGI application that `parvis serve` runs; any other server refuses a bad configuration in the same words."""

import gc
import os

from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver

from parvis.config.serving.web import THREADS
from parvis.config.start import SETTINGS, start
from parvis.ground.load import gauged

os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
start()
application = gauged(WSGIHandler(), THREADS)
# Every view is imported before the first visitor comes, who would wait half a second for them.
get_resolver().resolve("/healthz")
# What they are made of stays until the end, and the collector would walk through it all every few hundred pages, a
# tenth of a second each time. By default it also looks for cycles several times a page; pages leave hardly any.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 10)
