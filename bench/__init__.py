"""How fast Kedok is, as ratios against something everybody knows. Prints, and asserts nothing."""
