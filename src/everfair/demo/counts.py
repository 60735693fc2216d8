"""How much the demo holds, in numbers."""

from everfair.contact.models import Interaction, Task
from everfair.demo.models import DemoShow
from everfair.parties.models import Party, PossibleDuplicate
from everfair.shows.models import Edition, Participation


def counted(demo: DemoShow) -> str:
    parties = Party.objects.filter(created_by__in=demo.users, merged_into=None)
    numbers = {
        "organisations": parties.filter(kind=Party.Kind.ORGANISATION).count(),
        "persons": parties.filter(kind=Party.Kind.PERSON).count(),
        "editions": Edition.objects.filter(series__in=demo.series).count(),
        "participations": Participation.objects.filter(edition__series__in=demo.series).count(),
        "interactions": Interaction.objects.filter(series__in=demo.series).count(),
        "tasks": Task.objects.filter(series__in=demo.series).count(),
        "possible duplicates to review": PossibleDuplicate.objects.filter(state="open").count(),
    }
    return ", ".join(f"{count:,} {what}" for what, count in numbers.items())
