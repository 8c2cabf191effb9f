"""The law's clocks at work: retention, holds, restriction, requests, the audit trail, documents, information (law.md)."""
