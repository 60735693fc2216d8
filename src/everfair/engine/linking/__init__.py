"""Who is who among many records: candidates by shared keys, weights by Splink, all on DuckDB. Never Django."""

from everfair.engine.linking.linking import Answer, Linked, link

__all__ = ["Answer", "Linked", "link"]
