"""What a request costs, beside what people would write instead: `./argosy bench`."""
