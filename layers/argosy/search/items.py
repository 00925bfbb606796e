"""What search keeps: a document per publication, and beside it each term that it is found by."""

from pynamodb.attributes import BooleanAttribute, UnicodeAttribute

from argosy.kernel.table import Gsi1, Item, Moment, Primary, Structured


class DocumentItem(Item, discriminator="search_document"):
    """A publication as results show it. `version` is the revision that it shows, so that a late fact is known as late.

    One that is no longer public is kept, unlisted, for the same reason. One partition a document: never hot.
    """

    by_id = Primary("DOCUMENT#{id}", "DOCUMENT")

    id = UnicodeAttribute()
    type = UnicodeAttribute()
    listed = BooleanAttribute()
    owner_id = UnicodeAttribute(default="")
    title = UnicodeAttribute(default="")
    excerpt = UnicodeAttribute(default="")
    tags = Structured(tuple[str, ...], default=())
    language = UnicodeAttribute(default="")
    published_at = Moment(null=True)


class TermItem(Item, discriminator="search_term"):
    """That a document is found by a term. A result counts only if the document still has the revision of the term.

    A term's index takes 1 000 publications a second that have it; the commonest words are no terms.
    """

    by_document = Primary("DOCUMENT#{id}", "TERM#{term}")
    found = Gsi1("TERM#{type}#{term}", "{published_at}#{id}")

    id = UnicodeAttribute()
    term = UnicodeAttribute()
    type = UnicodeAttribute()
    published_at = Moment()
