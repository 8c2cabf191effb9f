"""The site: front pages for people in German and English, the documentation behind them (ADR 84)."""
