"""Documents into passages and claims, and the search over them."""
