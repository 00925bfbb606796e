"""What is kept survives mistakes, and nothing costs money while nobody calls."""

from tests.support.template import everything, named, of_kind

HOURLY = tuple(
    f"AWS::{service}"
    for service in (
        *("AmazonMQ::", "ApplicationAutoScaling::", "AutoScaling::", "EC2::", "ECS::", "EKS::", "ElastiCache::"),
        *("ElasticLoadBalancing", "Elasticsearch::", "Kinesis::", "MSK::", "MemoryDB::", "OpenSearchS", "RDS::"),
        *("Redshift::", "SageMaker::"),
    )
)
"""What is paid for by the hour, called or not."""


def test_no_resource_has_an_hourly_price() -> None:
    assert [str(each) for each in everything() if each.kind.startswith(HOURLY)] == []
    assert [str(each) for each in of_kind("Lambda::Alias") if "ProvisionedConcurrencyConfig" in each.properties] == []
    assert [table.properties["BillingMode"] for table in of_kind("DynamoDB::GlobalTable")] == ["PAY_PER_REQUEST"]


def test_the_table_survives_a_deleted_stack_and_a_wrong_write() -> None:
    (table,) = of_kind("DynamoDB::GlobalTable")
    for replica in table.properties["Replicas"]:
        assert replica["DeletionProtectionEnabled"] is True
        assert replica["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True


def test_the_table_tells_what_is_new_and_forgets_what_expired() -> None:
    (table,) = of_kind("DynamoDB::GlobalTable")

    assert table.properties["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}
    assert table.properties["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert [index["Projection"] for index in table.properties["GlobalSecondaryIndexes"]] == [
        {"ProjectionType": "ALL"}
    ] * 2


def test_no_stack_comes_near_the_limit_of_500_resources() -> None:
    stacks = [each.stack for each in everything()]

    assert {stack: stacks.count(stack) for stack in stacks if stacks.count(stack) > 400} == {}


def test_every_route_is_throttled_and_logged() -> None:
    staged = {named(stage.properties["ApiId"]): stage.properties for stage in of_kind("ApiGatewayV2::Stage")}

    assert set(staged) == {api.id for api in of_kind("ApiGatewayV2::Api")}
    for api, stage in staged.items():
        assert stage["DefaultRouteSettings"]["ThrottlingRateLimit"] > 0
        assert stage["DefaultRouteSettings"]["DetailedMetricsEnabled"] is True
        assert '"routeKey": "$context.routeKey"' in stage["AccessLogSettings"]["Format"]
        assert set(stage["RouteSettings"]) <= {
            each.properties["RouteKey"]
            for each in of_kind("ApiGatewayV2::Route")
            if named(each.properties["ApiId"]) == api
        }


def test_only_named_origins_may_call_from_a_browser() -> None:
    for api in of_kind("ApiGatewayV2::Api"):
        assert api.properties["CorsConfiguration"]["AllowOrigins"]
        assert "*" not in api.properties["CorsConfiguration"]["AllowOrigins"]
