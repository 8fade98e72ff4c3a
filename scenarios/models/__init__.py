"""Strict models of documents, built from what `sim` declares: nothing is declared twice."""
