"""What `parvis serve` runs: web server, worker, scheduler, registrar, and the parent that keeps them alive."""
