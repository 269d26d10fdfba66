"""Her words: catalogues, direction, and the check that reads them critically."""
