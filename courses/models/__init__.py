"""Floor 2: what people did, as rows; knows no content."""
