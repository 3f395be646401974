"""Right records damaged as models damage them, and what reconciliation says about it."""
