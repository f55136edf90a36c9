"""The institution's lane: writing plans and commitments, reporting progress, and making a plan together with others."""
