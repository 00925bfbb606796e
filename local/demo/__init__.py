"""`./argosy demo`: the loop that earns, played over HTTP on the local stack by four people, each step checked."""
