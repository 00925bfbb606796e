"""Finding what is published: a first search through the table, by words, beginnings of words and tags."""
