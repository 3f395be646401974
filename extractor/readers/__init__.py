"""Readers: each turns a report into records, independently of the others."""
