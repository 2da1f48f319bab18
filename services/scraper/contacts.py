"""Documents of other sites without contacts, before anything is stored."""

from shared.reference.contacts import mask_contacts

_DROPPED_KEYS = frozenset({"contacts", "contact", "phones", "phone", "email", "telephone"})


def mask_document(value: object) -> object:
    """A JSON value whose texts are masked and whose fields for contacts are empty."""
    match value:
        case str():
            return mask_contacts(value)
        case list():
            return [mask_document(one) for one in value]
        case dict():
            return {
                key: None if str(key).lower() in _DROPPED_KEYS else mask_document(one)
                for key, one in value.items()
            }
        case _:
            return value
