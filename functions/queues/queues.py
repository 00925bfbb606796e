"""How full the dead-letter queues are: what the desk has not taken out yet."""

from argosy.kernel import aws
from argosy.kernel.http import Api
from argosy.queues import taking
from argosy.queues.permissions import OPS_REDRIVE
from argosy.queues.views import QueuesView, QueueView

app = Api(tag="operations")
WAITING, IN_FLIGHT = "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"


@app.get("/v1/admin/queues", may=OPS_REDRIVE)
def queues() -> QueuesView:
    """Every context's dead-letter queue."""
    return QueuesView(data=[_seen(context, url) for context, url in sorted(taking.queues().items())])


def _seen(context: str, url: str) -> QueueView:
    asked = aws.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=[WAITING, IN_FLIGHT])
    found = asked["Attributes"]
    return QueueView(context=context, waiting=int(found[WAITING]), in_flight=int(found[IN_FLIGHT]))


handler = app.handler
