"""Franquette: a public record of political interviews."""
