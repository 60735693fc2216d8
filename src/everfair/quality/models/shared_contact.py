from django.db import models


class SharedContact(models.Model):
    """A mailbox or number that several strangers are reached by: a switchboard, an agent. Found anew by each report."""

    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=300)
    holders = models.PositiveIntegerField()

    class Meta:
        ordering = ["-holders", "id"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="a_shared_contact_once")]

    def __str__(self) -> str:
        return self.key
