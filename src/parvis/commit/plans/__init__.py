"""Action plans: promises with owners and dates, what the bodies report of them, and the evidence."""
