"""How the embedded recogniser is made: prepare, train, export. Not part of the installed package."""
