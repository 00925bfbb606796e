"""The local stack: what deploys to AWS, run on this machine. Nothing of it is part of the product."""
