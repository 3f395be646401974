"""Calling a model: one prepared request in, one validated answer out. This package knows nothing of reports.

Import from its modules; :class:`extractor.llm.client.ModelClient` is the way in. The SDK is loaded when a client is made.
"""
