"""Fault runs: what is lost, and what is said, where endpoint, process, disk, store or clock fail."""
