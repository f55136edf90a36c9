"""Feeds of other sites, read on a schedule under rules."""
