"""How fast the program is, as ratios to baselines measured in the same run.

Everything is measured in processor time, the shortest of several runs: what else the machine does then disturbs little. The text is
that of the repository (the seeds and ``tests/gold``), so that everybody measures the same.
"""
