"""Accounts of curators: who they are, how they sign in, what is theirs."""
