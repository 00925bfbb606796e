"""Simulators of the payment channels that Argosy calls, for the local stack and the tests."""
