"""Where sealed files lie: `staging` while they are carried, then a `port` with two adapters, `folder` and `s3` (F8)."""
