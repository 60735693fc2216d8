"""What a row says of an organisation and of a person, as it is met with the parties on file."""

from everfair.jobs.imports.reading import Line
from everfair.names import Record, email_key, phone_key, website_key
from everfair.names.folding import fold

POINTS = ("website", "email", "phone", "wechat")


def organisation_record(line: Line, source: str) -> Record | None:
    """None where the row speaks of a person only. What reaches the person alone does not name the firm's line."""
    name = line.text("organisation") or ("" if line.get("person") else line.text("display_name"))
    names = tuple(dict.fromkeys(filter(None, (name or line.text("display_name"), line.text("english_name")))))
    if not names:
        return None
    return Record(
        names=names,
        country=iso(line.text("country")),
        city=line.text("city"),
        websites=told(line, "website"),
        emails=told(line, "email"),
        phones=told(line, "phone"),
        external_ids=(known_as(line, source),) if line.get("external_id") else (),
    )


def referrer_of(line: Line) -> Line | None:
    """The row as it speaks of the other organisation that it names: who brought the customer. It goes by minus the
    number of the row."""
    if not line.get("referrer") and not line.get("referrer_english_name"):
        return None
    told = {code: line.get(f"referrer_{code}") for code in ("english_name", "website", "external_id")}
    told["organisation"] = line.get("referrer")
    return Line(-line.row, (), {code: value for code, value in told.items() if value})


def organisations_of(line: Line) -> tuple[Line, ...]:
    """The row for each organisation that it names, the referrer first."""
    referrer = referrer_of(line)
    return (referrer, line) if referrer else (line,)


def known_as(line: Line, source: str) -> tuple[str, str]:
    """The outside id of the row's organisation, with whose it is; of an Everfair house it is the same in all lists."""
    told = line.text("external_id")
    return ("everfair" if told.startswith("everfair:") else source, told)


def person_record(line: Line, organisation: Record | None) -> Record | None:
    """The person named in the row, with what reaches them; an outside id is the organisation's if there is one."""
    if not line.get("person"):
        return None
    return Record(
        names=(line.text("person"),),
        country=iso(line.text("country")),
        emails=told(line, "email") if not is_the_firms(line, "email") else (),
        phones=told(line, "phone") if not is_the_firms(line, "phone") else (),
    )


def is_the_firms(line: Line, code: str) -> bool:
    """info@ and switchboards are the organisation's, as is everything where no person is named."""
    if not line.get("person"):
        return True
    if not (line.get("organisation") or line.get("english_name")):
        return False
    key = (
        email_key(line.text(code))
        if code == "email"
        else phone_key(line.text(code), iso(line.text("country")) or "CN")
    )
    return key.shared


def told(line: Line, code: str) -> tuple[str, ...]:
    return (line.text(code),) if line.get(code) else ()


def iso(country: str) -> str:
    return country if len(country) == 2 and country.isupper() else ""


def point_key(line: Line, code: str) -> str:
    """What two ways of writing one contact point have in common."""
    value = line.text(code)
    if code == "phone":
        return phone_key(value, iso(line.text("country")) or "CN").key or fold(value)
    keyed = {"website": website_key, "email": email_key}.get(code)
    return (keyed(value).key if keyed else "") or fold(value)
