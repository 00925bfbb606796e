"""A payout aggregator on the loopback interface, of the shape that argosy.payouts.banks.aggregator speaks: no money moves."""

from local.channels.bank.simulator import BankSimulator

__all__ = ["BankSimulator"]
