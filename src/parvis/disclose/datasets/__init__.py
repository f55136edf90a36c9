"""Open data: each app registers what it discloses; pages, streams, schemas and the catalogue follow from that."""

from parvis.disclose.datasets.registry import Dataset, Field, datasets, find, register_dataset

__all__ = ["Dataset", "Field", "datasets", "find", "register_dataset"]
