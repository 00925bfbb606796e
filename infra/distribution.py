"""The one address of everything: a distribution that leads paths to the APIs behind it by the table in infra/edge.py."""

from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_apigatewayv2 as gateway
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_s3 as s3
from constructs import Construct

from argosy.kernel.origin import SECRET_HEADER
from infra import edge
from infra.secrets import drawn

ORIGIN = "argosy/origin"
UNKEPT = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
"""AWS's own policy CachingDisabled."""
ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
"""AWS's own policy AllViewerExceptHostHeader: what the caller sent, and where the caller is (`CloudFront-Viewer-Address`)."""
METHODS = ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"]
REFUSALS = (400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504)
"""What CloudFront would otherwise keep for ten seconds, whatever the answer's own headers say."""


class Distribution(Construct):
    """By default under CloudFront's own name; `certificate` (in us-east-1) and `domain` give it another.

    Further behaviours (pages of a bucket) are one more origin and one more line before those of the APIs.
    """

    def __init__(
        self, scope: Construct, apis: Mapping[str, gateway.HttpApi], *, domain: str = "", certificate: str = ""
    ) -> None:
        super().__init__(scope, "Edge")
        # The distribution gets it by reference: what a template says is only where it lies.
        self.secret = drawn(
            self, "Secret", ORIGIN, "secret", "By this the APIs know what came through the distribution"
        )
        kept = self._policy().ref
        config = cloudfront.CfnDistribution.DistributionConfigProperty(
            enabled=True,
            comment="Argosy",
            http_version="http2and3",
            ipv6_enabled=True,
            price_class="PriceClass_200",  # all but South America and Oceania
            origins=[self._origin(name, api) for name, api in apis.items()],
            cache_behaviors=[
                cloudfront.CfnDistribution.CacheBehaviorProperty(path_pattern=path, **_behaviour(cut, kept))
                for cut in edge.CUTS
                for path in cut.paths
            ],
            default_cache_behavior=cloudfront.CfnDistribution.DefaultCacheBehaviorProperty(
                **_behaviour(edge.PEOPLE, kept)
            ),
            custom_error_responses=[
                cloudfront.CfnDistribution.CustomErrorResponseProperty(error_code=code, error_caching_min_ttl=0)
                for code in REFUSALS
            ],
            logging=cloudfront.CfnDistribution.LoggingProperty(bucket=self._logs().bucket_regional_domain_name),
            aliases=[domain] if domain else None,
            viewer_certificate=_certificate(certificate),
        )
        self.distribution = cloudfront.CfnDistribution(self, "Distribution", distribution_config=config)
        self.url = f"https://{domain or self.distribution.attr_domain_name}"

    def _origin(self, name: str, api: gateway.HttpApi) -> cloudfront.CfnDistribution.OriginProperty:
        stack = cdk.Stack.of(self)
        header = cloudfront.CfnDistribution.OriginCustomHeaderProperty(
            header_name=SECRET_HEADER, header_value=self.secret.secret_value_from_json("secret").unsafe_unwrap()
        )
        return cloudfront.CfnDistribution.OriginProperty(
            id=name,
            domain_name=f"{api.api_id}.execute-api.{stack.region}.{stack.url_suffix}",
            origin_custom_headers=[header],
            custom_origin_config=cloudfront.CfnDistribution.CustomOriginConfigProperty(
                # The gateway gives up after 30 seconds and says so itself.
                origin_protocol_policy="https-only",
                origin_ssl_protocols=["TLSv1.2"],
                origin_read_timeout=35,
                origin_keepalive_timeout=60,
            ),
        )

    def _policy(self) -> cloudfront.CfnCachePolicy:
        """As long as the answer itself says, and not at all where it says nothing."""
        policy = cloudfront.CfnCachePolicy
        told_apart = policy.ParametersInCacheKeyAndForwardedToOriginProperty(
            cookies_config=policy.CookiesConfigProperty(cookie_behavior="none"),
            headers_config=policy.HeadersConfigProperty(header_behavior="whitelist", headers=list(edge.KEY_HEADERS)),
            query_strings_config=policy.QueryStringsConfigProperty(query_string_behavior="all"),
            enable_accept_encoding_gzip=True,
            enable_accept_encoding_brotli=True,
        )
        config = policy.CachePolicyConfigProperty(
            name="argosy", min_ttl=0, default_ttl=0, max_ttl=edge.LONGEST_SECONDS,
            parameters_in_cache_key_and_forwarded_to_origin=told_apart,
        )  # fmt: skip
        return policy(self, "Policy", cache_policy_config=config)

    def _logs(self) -> s3.Bucket:
        """Standard logs cost what they weigh; those in real time would be a stream, paid for by the hour."""
        bucket = s3.Bucket(
            self, "Logs", block_public_access=s3.BlockPublicAccess.BLOCK_ALL, enforce_ssl=True,
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_PREFERRED, encryption=s3.BucketEncryption.S3_MANAGED,
            lifecycle_rules=[s3.LifecycleRule(expiration=cdk.Duration.days(30))], removal_policy=cdk.RemovalPolicy.RETAIN,
        )  # fmt: skip
        logged = cdk.Acknowledgment(id="AwsSolutions-S1", reason="It is where logs lie; its own would never end.")
        cdk.Validations.of(bucket).acknowledge(logged)
        return bucket


def _behaviour(cut: edge.Cut, kept: str) -> dict[str, Any]:
    return {
        "target_origin_id": cut.name,
        "viewer_protocol_policy": "redirect-to-https",
        "allowed_methods": METHODS,
        "cached_methods": ["GET", "HEAD"],
        "cache_policy_id": kept if cut.kept else UNKEPT,
        "origin_request_policy_id": ALL_BUT_HOST,
        "compress": True,
    }


def _certificate(arn: str) -> cloudfront.CfnDistribution.ViewerCertificateProperty:
    """Under CloudFront's own name its own certificate counts, and with it TLS 1.0 as the least, whatever is asked for."""
    if not arn:
        return cloudfront.CfnDistribution.ViewerCertificateProperty(
            cloud_front_default_certificate=True, minimum_protocol_version="TLSv1.2_2021"
        )
    return cloudfront.CfnDistribution.ViewerCertificateProperty(
        acm_certificate_arn=arn, minimum_protocol_version="TLSv1.2_2021", ssl_support_method="sni-only"
    )
