"""Performing a Program: the machine, its saliency strategies, and the Dialogue that hosts talk to."""
