"""The record of what happened: append-only, written with every change."""
