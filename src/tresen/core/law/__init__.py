"""What the law asks of an installation, as values: retention and its clock, requests, audit trail, documents, figures."""
