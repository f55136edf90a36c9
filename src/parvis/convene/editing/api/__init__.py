"""The write API of the agenda: its operations join the addresses of the read API."""


def register_all() -> None:
    """Add the operations to the router of events, and the list of drafts; called once, before the API is built."""
    from parvis.convene.editing.api.operations import drafts_router
    from parvis.disclose.api import register_router

    register_router("/drafts", drafts_router)
