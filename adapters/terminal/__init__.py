"""The terminal as a platform: the story without any token, and a plain transcript for scripts and pipes."""
