"""The way to AWS without botocore: JSON over one kept-alive connection per host, signed, tried again where that may help.

`kernel/aws.py` is the only door; `TRANSPORT=botocore` leads past all of this (docs/decisions/0002).
"""
