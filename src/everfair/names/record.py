"""What is known of a party when it is compared with another."""

from dataclasses import dataclass
from functools import cached_property

from everfair.names.characters import simplified
from everfair.names.emails import email_domain_key, email_key
from everfair.names.folding import fold
from everfair.names.keys import Key, keys
from everfair.names.name import Name, normalise
from everfair.names.phones import phone_key
from everfair.names.places import place_named
from everfair.names.told import names_told
from everfair.names.websites import website_key


@dataclass(frozen=True)
class Record:
    """A row of an import or a party on file. Country as ISO code; the rest as written; external ids as (source, id).

    `branch` says by hand that the party is a branch, where its name does not.
    """

    names: tuple[str, ...]
    country: str = ""
    city: str = ""
    websites: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    external_ids: tuple[tuple[str, str], ...] = ()
    branch: str = ""

    @cached_property
    def normalised(self) -> tuple[Name, ...]:
        return tuple(normalise(name) for cell in self.names if cell.strip() for name in names_told(cell))

    @property
    def reached(self) -> bool:
        """Whether any contact point is known."""
        return bool(self.websites or self.emails or self.phones)

    @cached_property
    def place(self) -> str:
        """The city as a known place, or as written and folded."""
        if not self.city:
            return ""
        city = simplified(fold(self.city)).strip()
        return place_named(city) or city

    @cached_property
    def own_domains(self) -> frozenset[str]:
        """Domains that belong to the party: of its websites and its e-mail, no shared host, no free mail."""
        sites = [website_key(url) for url in self.websites]
        mail = [email_domain_key(address).key for address in self.emails]
        return frozenset([k.key for k in sites if k.key and not k.reason] + [m for m in mail if m])

    @cached_property
    def pages(self) -> frozenset[str]:
        """Pages on shared hosts."""
        sites = [website_key(url) for url in self.websites]
        return frozenset(k.key for k in sites if k.key and k.reason and not k.shared)

    @cached_property
    def mailboxes(self) -> frozenset[str]:
        return frozenset(k.key for k in map(email_key, self.emails) if k.key)

    @cached_property
    def lines(self) -> frozenset[str]:
        """Telephone numbers complete enough to compare, switchboards left out."""
        keyed = [phone_key(p, self.country or "CN") for p in self.phones]
        return frozenset(k.key for k in keyed if k.key and not k.shared)

    @cached_property
    def keys(self) -> frozenset[Key]:
        """All keys under which the record is looked up: of its names, and `w:` domain or page, `m:` mailbox, `l:`
        telephone line, `x:` outside id."""
        contacts = {"w": self.own_domains | self.pages, "m": self.mailboxes, "l": self.lines, "x": self._ids}
        found = frozenset(Key(f"{kind}:{value}") for kind, values in contacts.items() for value in values)
        return found.union(*(keys(name) for name in self.normalised))

    @property
    def _ids(self) -> frozenset[str]:
        return frozenset(f"{source}:{value}" for source, value in self.external_ids)
