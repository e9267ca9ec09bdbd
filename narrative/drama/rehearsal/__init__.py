"""Playing a book many times over with invented players, to find what its author cannot see."""
