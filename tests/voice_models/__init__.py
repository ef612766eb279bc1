"""Speech models: the list, where they are kept, and fetching them."""
