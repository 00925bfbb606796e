"""One table cuts the surface: each path leads to one API, through one address that keeps only what all may see."""

import json
from typing import Any

import pytest

from argosy.kernel.http import Address
from argosy.kernel.origin import SECRET_HEADER
from docs.inventory import functions
from infra import edge
from infra.edge import CUTS, EVERY, PEOPLE, UNROUTED_PER_SECOND, api_of
from tests.support.documented import document
from tests.support.policy import allowed
from tests.support.template import Resource, named, of_kind


def apis() -> dict[str, str]:
    """The names in the table by the logical ids of their APIs."""
    names = {cut.api_name: cut.name for cut in EVERY}
    return {each.id: names[each.properties["Name"]] for each in of_kind("ApiGatewayV2::Api")}


def routes() -> list[tuple[str, str]]:
    """API and key of each route in the template."""
    return [
        (apis()[named(each.properties["ApiId"])], each.properties["RouteKey"])
        for each in of_kind("ApiGatewayV2::Route")
    ]


def distribution() -> dict[str, Any]:
    (found,) = of_kind("CloudFront::Distribution")
    config: dict[str, Any] = found.properties["DistributionConfig"]
    return config


def behaviours() -> list[dict[str, Any]]:
    return [*distribution()["CacheBehaviors"], distribution()["DefaultCacheBehavior"]]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/v1/webhooks/stripe", "webhooks"), ("/v1/webhooks/payout/aggregator", "webhooks"), ("/v1/admin/users", "admin"),
        ("/v1/ledger/proof", "admin"), ("/v1/reviews", "admin"), ("/v1/reviews/rev_1/approve", "admin"),
        ("/v1/orders", "trade"), ("/v1/orders/{order_id}/payments", "trade"), ("/v1/cart", "trade"), ("/v1/wallets", "money"),
        ("/v1/payout-methods", "money"), ("/v1/payouts/{payout_id}", "money"), ("/v1/me", "people"), ("/", "people"),
        ("/v1/administer", "people"), ("/V1/ADMIN/users", "people"), ("/v1/nothing-here", "people"), ("/docs", "people"),
    ],
)  # fmt: skip
def test_a_path_leads_to_one_api_by_the_first_line_that_fits(path: str, name: str) -> None:
    assert api_of(path).name == name


def test_a_line_is_a_beginning_so_that_no_parameter_of_a_route_can_lead_elsewhere() -> None:
    patterns = [pattern for cut in CUTS for pattern in cut.paths]
    for pattern in patterns:
        assert pattern.startswith("/v1/")
        assert pattern.endswith("*")
        assert not set("*?[]{}") & set(pattern[:-1])
    assert len(set(patterns)) == len(patterns)
    for path in document()["paths"]:
        fixed = path.partition("{")[0]
        assert api_of(fixed + "x") == api_of(fixed + "y" * 40) == api_of(path), path


def test_every_line_of_the_table_leads_somewhere() -> None:
    led = {api_of(path).name for path in document()["paths"]}
    assert led == {cut.name for cut in EVERY}
    for cut in CUTS:
        for pattern in cut.paths:
            assert [path for path in document()["paths"] if path.startswith(pattern[:-1])], pattern


def test_what_only_staff_may_do_is_throttled_apart_from_people() -> None:
    for function in functions():
        for route in function.routes:
            staff = route.path.startswith(("/v1/admin/", "/v1/ledger/", "/v1/reviews"))
            assert (api_of(route.path).name == "admin") == staff, route.key


def test_each_route_stands_in_the_api_of_its_path_and_in_no_other() -> None:
    for name, key in routes():
        path = key.partition(" ")[2]
        if path and path != "/{proxy+}":
            assert name == api_of(path).name, key
    placed = [key for _, key in routes() if key.partition(" ")[2] not in ("", "/{proxy+}")]
    assert len(set(placed)) == len(placed)


def test_a_function_has_one_integration_in_each_api_that_leads_to_it_and_each_may_call_it() -> None:
    integrations = [
        (each.stack, named(each.properties["IntegrationUri"]), apis()[named(each.properties["ApiId"])])
        for each in of_kind("ApiGatewayV2::Integration")
    ]
    may = [
        (each.stack, named(each.properties["FunctionName"]), _api_in(each))
        for each in of_kind("Lambda::Permission")
        if each.properties["Principal"] == "apigateway.amazonaws.com"
    ]
    assert len(set(integrations)) == len(integrations)
    assert sorted(may) == sorted(integrations)


def _api_in(permission: Resource) -> str:
    (found,) = [name for name in apis() if name in json.dumps(permission.properties["SourceArn"])]
    return apis()[found]


def test_each_api_answers_what_leads_nowhere_and_seldom() -> None:
    assert sorted(name for name, key in routes() if key == "$default") == sorted(cut.name for cut in EVERY)
    for stage in of_kind("ApiGatewayV2::Stage"):
        assert stage.properties["RouteSettings"]["$default"]["ThrottlingRateLimit"] == UNROUTED_PER_SECOND


def test_a_browsers_question_does_not_count_as_leading_nowhere() -> None:
    assert sorted(name for name, key in routes() if key == "OPTIONS /{proxy+}") == sorted(cut.name for cut in EVERY)
    for stage in of_kind("ApiGatewayV2::Stage"):
        assert "OPTIONS /{proxy+}" not in stage.properties["RouteSettings"]


def test_the_distribution_leads_by_the_table() -> None:
    led = [(each["PathPattern"], each["TargetOriginId"]) for each in distribution()["CacheBehaviors"]]
    assert led == [(path, cut.name) for cut in CUTS for path in cut.paths]
    assert distribution()["DefaultCacheBehavior"]["TargetOriginId"] == PEOPLE.name
    origins = {each["Id"]: json.dumps(each["DomainName"]) for each in distribution()["Origins"]}
    assert {name: api for api, name in apis().items()}.keys() == origins.keys()
    for api, name in apis().items():
        assert f'"{api}"' in origins[name]


def test_answers_are_kept_apart_by_whatever_they_differ_by() -> None:
    (policy,) = of_kind("CloudFront::CachePolicy")
    config = policy.properties["CachePolicyConfig"]
    key = config["ParametersInCacheKeyAndForwardedToOrigin"]
    assert (config["MinTTL"], config["DefaultTTL"], config["MaxTTL"]) == (0, 0, 3600)
    assert key["QueryStringsConfig"] == {"QueryStringBehavior": "all"}
    assert key["CookiesConfig"] == {"CookieBehavior": "none"}
    assert set(key["HeadersConfig"]["Headers"]) == {"Accept-Language", "Authorization", "Origin", "X-Channel"}
    for each in behaviours():
        webhooks = each["TargetOriginId"] == "webhooks"
        assert (named(each["CachePolicyId"]) == policy.id) == (not webhooks)
        assert each["AllowedMethods"] == ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"]
        assert (each["ViewerProtocolPolicy"], each["Compress"]) == ("redirect-to-https", True)


def test_a_refusal_is_never_kept_by_the_edge() -> None:
    kept = {each["ErrorCode"]: each["ErrorCachingMinTTL"] for each in distribution()["CustomErrorResponses"]}
    assert {404, 405, 500, 503} <= set(kept)
    assert set(kept.values()) == {0}


def test_what_is_spoken_is_new_and_what_is_logged_costs_by_weight() -> None:
    config = distribution()
    assert (config["HttpVersion"], config["IPV6Enabled"]) == ("http2and3", True)
    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert config["Logging"]["Bucket"]
    assert of_kind("CloudFront::RealtimeLogConfig") == []


def test_every_origin_is_told_the_secret_by_reference_and_by_tls_alone() -> None:
    for origin in distribution()["Origins"]:
        (header,) = origin["OriginCustomHeaders"]
        assert header["HeaderName"] == SECRET_HEADER
        assert "{{resolve:secretsmanager:" in json.dumps(header["HeaderValue"])
        assert origin["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"
        assert origin["CustomOriginConfig"]["OriginReadTimeout"] > 30


def test_only_who_asks_for_the_callers_address_may_read_the_secret_that_vouches_for_it() -> None:
    asking = {
        f"{function.context}/{function.name}"
        for function in functions()
        if any(Address in route.takes.values() for route in function.routes)
    }
    every = {f"{function.context}/{function.name}" for function in functions()}
    assert asking
    assert {name for name in every if "argosy/origin" in allowed(name).secrets} == asking


def test_the_table_says_its_own_limits() -> None:
    assert edge.MOST_ROUTES < 300
    assert all(cut.per_second > UNROUTED_PER_SECOND for cut in EVERY)
