"""DynamoDB in this process: the operations and expressions that the kernel uses, with states that are never changed in place.

tests/kernel/test_memory.py holds its answers equal to moto's, and a journey to those of the local stack's engine.
"""

from tests.support.memory.rows import Row, State
from tests.support.memory.table import MemoryTable

__all__ = ["MemoryTable", "Row", "State"]
