"""What an object is tied to; the short story on its page, and the whole of it on a page of its own."""

from parvis.disclose.links.queries.near import (
    LONG_SILENCE,
    Group,
    Linked,
    Story,
    StoryStop,
    links_of,
    other_end,
    rows_about,
    starts_at,
    stops_of,
    story,
)
from parvis.disclose.links.queries.whole import Line, Part, RelationCount, WholeStory, whole_story

__all__ = [
    "LONG_SILENCE",
    "Group",
    "Line",
    "Linked",
    "Part",
    "RelationCount",
    "Story",
    "StoryStop",
    "WholeStory",
    "links_of",
    "other_end",
    "rows_about",
    "starts_at",
    "stops_of",
    "story",
    "whole_story",
]
