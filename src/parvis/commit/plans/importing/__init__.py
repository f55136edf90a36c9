"""Pages of other sites about one commitment become a commitment: once, without ever undoing what a person did.

writing   one page → plan, commitment, texts, roles, milestones, the page as it was read
lookups   the framework, the plan, the commitment that a page speaks of
refusing  what an import in somebody's name may not write
absences  where a page has no value, in words
texts     what is said, by part, language and wording
sources   the page itself, the references it gives, what shows that something was done
parts     what the rooms above bring in of the same page: reviews
crossing  what the other documents of the same import contradict in it
"""
