"""A restored copy is brought up to the erasure list before anybody is served: records, then what was erased (L7, L10)."""
