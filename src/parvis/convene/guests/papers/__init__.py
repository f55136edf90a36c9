"""What is printed for an event: badges, attendance sheets; the same pages as HTML and as tagged PDF."""
