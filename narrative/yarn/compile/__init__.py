"""From syntax trees to a Program: a visible list of small named passes over one job."""
