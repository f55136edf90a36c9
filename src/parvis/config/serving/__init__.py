"""What `parvis serve` runs: the web server, the worker, the scheduler, and the parent that keeps them alive."""
