"""The regex layer: every quantity of a text, independent of any reader."""

from extractor.numbers.find import Find, find_quantities

__all__ = ["Find", "find_quantities"]
