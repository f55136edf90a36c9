"""Reading an address that somebody typed, without reaching what only this machine can reach. See ADR 0021."""

from parvis.ground.fetching.getting import Fetched, fetch
from parvis.ground.fetching.reasons import FetchError, FetchFailed, FetchRefused, sentence

__all__ = ["FetchError", "FetchFailed", "FetchRefused", "Fetched", "fetch", "sentence"]
