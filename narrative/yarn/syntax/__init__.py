"""From a script's text to its syntax tree, with diagnostics instead of exceptions."""
