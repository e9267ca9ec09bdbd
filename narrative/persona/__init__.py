"""Understanding free text and remembering it: what the reader said, and what he did by saying it."""
