"""Article -> mentions: names, figures, dates, quotes. The order of the steps is in `pipeline`; each step is a module."""
