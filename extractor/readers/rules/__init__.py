"""The embedded reader: records from grammar alone, with no network and no key."""

from extractor.readers.rules.reader import read_by_rules

__all__ = ["read_by_rules"]
