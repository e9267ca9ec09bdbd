"""Telegram: private chats with a bot."""
