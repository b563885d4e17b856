"""Source -> Article: formats, blocks, cleaning, metadata."""
