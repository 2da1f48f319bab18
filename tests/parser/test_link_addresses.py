"""Which links are resumes, and which addresses may be connected to."""

import time

import pytest

from services.parser.network.addresses import is_public_address, resolve_host, resolve_within
from shared.reference.resume_links import read_resume_link

ID = "0123456789abcdef"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (f"https://hh.ru/resume/{ID}", f"https://hh.ru/resume/{ID}"),
        (f"https://kazan.hh.ru/resume/{ID}/", f"https://kazan.hh.ru/resume/{ID}"),
        (f"https://hh.ru/resume/{ID}?query=python&hhtmFrom=x", f"https://hh.ru/resume/{ID}"),
        (f"https://hh.ru/resume/{ID}?a=1#contacts", f"https://hh.ru/resume/{ID}"),
        (f"https://hh.ru/resume/{ID}#contacts", f"https://hh.ru/resume/{ID}"),
        (f"HTTPS://SPB.HH.RU/resume/{ID.upper()}", f"https://spb.hh.ru/resume/{ID}"),
        ("https://hh.ru/resume/012345", "https://hh.ru/resume/012345"),
        ("https://hh.ru/resume/" + 64 * "a", "https://hh.ru/resume/" + 64 * "a"),
    ],
)
def test_link_is_read_and_what_follows_the_id_is_dropped(text: str, address: str) -> None:
    link = read_resume_link(text)
    assert link is not None and link.address == address


@pytest.mark.parametrize(
    "text",
    [
        f"http://hh.ru/resume/{ID}",
        f"https://hh.ru:443/resume/{ID}",
        f"https://hh.ru:8080/resume/{ID}",
        f"https://user@hh.ru/resume/{ID}",
        f"https://hh.ru@evil.example/resume/{ID}",
        f"https://evil.example/resume/{ID}",
        f"https://evilhh.ru/resume/{ID}",
        f"https://hh.ru.evil.example/resume/{ID}",
        f"https://a.b.hh.ru/resume/{ID}",
        f"https://-a.hh.ru/resume/{ID}",
        f"https://xn--80a.hh.ru/resume/{ID}",
        f"https://ｈｈ.ru/resume/{ID}",
        f"https://hh。ru/resume/{ID}",
        f"httpſ://hh.ru/resume/{ID}",
        f"https://hh.ru./resume/{ID}",
        f"https://hh.ru\\.evil.example/resume/{ID}",
        f"https://2130706433/resume/{ID}",
        f"https://0177.0.0.1/resume/{ID}",
        f"https://[::1]/resume/{ID}",
        f"https://hh.ru/resume/../{ID}",
        f"https://hh.ru/vacancy/{ID}",
        f"https://hh.ru/resume/{ID}/edit",
        f"https://hh.ru/resume/{ID} ",
        f"https://hh.ru/resume/{ID}\n",
        f"https://hh.ru/resume/{ID}?\ud800",
        "https://hh.ru/resume/01234",
        "https://hh.ru/resume/" + 65 * "a",
        "https://hh.ru/resume/0123456789abcdeg",
        "https://hh.ru/resume/٠١٢٣٤٥٦٧",
        "file:///etc/passwd",
        "",
    ],
)
def test_anything_else_is_no_link(text: str) -> None:
    assert read_resume_link(text) is None


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2a02:6b8::1"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public_address(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),  # noqa: S104
        *("100.64.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "2001:db8::1"),
        # IPv4 in the clothes of IPv6: compatible, mapped, 6to4, Teredo, NAT64.
        *("::127.0.0.1", "::ffff:127.0.0.1", "::ffff:93.184.216.34", "::ffff:a00:1"),
        *("2002:7f00:1::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "64:ff9b::7f00:1", "64:ff9b:1::a00:1"),
    ],
)
def test_all_others_are_not(address: str) -> None:
    assert not is_public_address(address)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost"])
def test_this_machine_is_known_under_all_its_names(host: str) -> None:
    addresses = resolve_host(host, 80)
    assert addresses and not any(map(is_public_address, addresses))


def test_resolver_is_not_waited_for() -> None:
    def sleep(_host: str, _port: int) -> list[str]:
        time.sleep(1)
        return ["93.184.216.34"]

    started = time.monotonic()
    with pytest.raises(TimeoutError):
        resolve_within(sleep, "hh.ru", 443, 0.1)
    assert time.monotonic() - started < 0.8


def test_host_that_can_be_no_name_has_no_address() -> None:
    with pytest.raises(OSError):
        resolve_within(resolve_host, 70 * "a" + ".hh.ru", 443, 5)
