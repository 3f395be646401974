"""Generated inputs against everything that reads, and whether reading takes time in proportion to what is read."""
