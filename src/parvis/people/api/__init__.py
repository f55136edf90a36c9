"""How programs act for a body: their tokens, what they may ask and how often, requests that are run once, refusals."""
