"""Article -> mentions: names, figures, dates, quotes."""
