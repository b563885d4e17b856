"""Index -> pages, exports; the only writer of docs/."""
