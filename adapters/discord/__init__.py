"""Discord: slash commands, buttons and a modal; readings in a DM or in a thread of the reader's own."""
