"""What organisers do with registrations: set them up, follow them, approve, write to people, print, export, erase."""
