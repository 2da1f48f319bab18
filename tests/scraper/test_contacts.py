"""Documents of other sites lose their contacts."""

from services.scraper.contacts import mask_document


def test_document_loses_its_fields_for_contacts() -> None:
    document = {
        "contacts": {"name": "Анна"},
        "snippet": [{"text": "Звоните 89991234567"}],
        "id": 5,
        "ok": True,
    }
    assert mask_document(document) == {
        "contacts": None,
        "snippet": [{"text": "Звоните [phone]"}],
        "id": 5,
        "ok": True,
    }
