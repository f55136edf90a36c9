"""What an object said at each save: numbered versions, their differences, and the guard against overtaking edits."""
