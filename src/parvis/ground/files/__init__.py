"""Files that people send: pictures are made again from their pixels, attachments are checked before they are kept."""
