"""Promised and not answered: what each app registered with `disclose.promises`, as a page, a feed and a dataset."""
