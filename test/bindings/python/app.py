"""The whole public API in Python: the same as typescript/app.ts."""

import json

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from cdk_vault_replica_keys import (
    AccountMatching,
    ExistingKey,
    KeyPolicyStatements,
    MissingKey,
    ProtectedKeyAccess,
    ProtectedKeyAccessStackSet,
    ProtectedOrganization,
    ReplicaKeyPolicy,
    StackSetDeployment,
    VaultReplicaKey,
    VaultReplicaKeys,
    VaultReplicaKeyStackSet,
    VaultRole,
    ViaService,
)

vault_account = "111111111111"
protected_account = "222222222222"
event_bus_arn = f"arn:aws:events:us-east-1:{vault_account}:event-bus/key-alarms"
administrator = iam.ArnPrincipal(f"arn:aws:iam::{vault_account}:role/KeyAdministrator")


def allow_auditors() -> iam.PolicyStatement:
    return iam.PolicyStatement(
        sid="Allow the auditors to look",
        principals=[iam.AccountPrincipal("444444444444")],
        actions=["kms:DescribeKey"],
        resources=["*"],
    )


app = cdk.App()
vault = cdk.Stack(
    app, "Vault", env=cdk.Environment(account=vault_account, region="eu-west-1")
)
source = cdk.Stack(
    app, "Protected", env=cdk.Environment(account=protected_account, region="eu-west-1")
)
role = iam.Role(
    vault,
    "VaultRole",
    role_name="Copier",
    assumed_by=iam.AccountPrincipal("999999999999"),
)
source_role = iam.Role.from_role_name(source, "SourceRole", "SourceIAMRole")

# Keys in several Regions, with every option.
work_mail = ViaService.of("workmail")
keys = VaultReplicaKeys(
    app,
    "ReplicaKeys",
    alias="very_secret_key",
    regions=["eu-west-1", "eu-central-1"],
    retired_regions=["us-east-1"],
    vault_account=vault_account,
    vault_role=VaultRole.from_role(role),
    protected_accounts=[protected_account],
    protected_organization=ProtectedOrganization.from_paths(
        ["o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/"]
    ),
    protected_role_name="SourceIAMRole",
    account_matching=AccountMatching.CALLER_ACCOUNT,
    via_services=[
        ViaService.EBS,
        ViaService.RDS,
        ViaService.REDSHIFT,
        ViaService.DYNAMODB,
        ViaService.EFS,
        ViaService.S3,
        ViaService.BACKUP,
        ViaService.FSX,
        ViaService.STORAGE_GATEWAY,
        ViaService.TIMESTREAM,
        work_mail,
    ],
    administrators=[administrator],
    administrator_patterns=[
        f"arn:aws:iam::{vault_account}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_KeyAdmins_????????????????",
        f"arn:aws:iam::{vault_account}:user/key-admins/*",
    ],
    deletion_protection=True,
    break_glass_principals=[
        iam.ArnPrincipal(f"arn:aws:iam::{vault_account}:role/BreakGlass")
    ],
    break_glass_patterns=[
        f"arn:aws:iam::{vault_account}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_BreakGlass_????????????????"
    ],
    policy_id="replica-key",
    description="Replicas of the shop",
    rotation_period=cdk.Duration.days(180),
    pending_window=cdk.Duration.days(14),
    removal_policy=cdk.RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    stack_name_prefix="Shop",
    termination_protection=True,
)
keys.add_protected_account("333333333333")
keys.add_administrator(
    iam.ArnPrincipal(
        f"arn:aws:iam::{vault_account}:user/key_administrator@example.com"
    )
)
keys.add_to_key_policy(allow_auditors())
grant = keys.grant_use(source_role)
iam.ManagedPolicy(
    source, "UseOfReplicaKeys", statements=keys.protected_role_statements()
)
cdk.CfnOutput(
    keys.stack_in("eu-central-1"),
    "KeyId",
    value=keys.key_in("eu-central-1").key.key_id,
)
_, rule_in_frankfurt, _ = keys.on_cloud_trail_key_change(
    "KeyChange", event_bus_arn=event_bus_arn
)
keys.on_replica_copy_failed("CopyFailed", event_bus_arn=event_bus_arn)
cdk.CfnOutput(
    keys.stack_in("eu-central-1"), "RuleName", value=rule_in_frankfurt.rule_name
)

# Keys created by hand.
adopted = VaultReplicaKeys(
    app,
    "AdoptedKeys",
    alias="made_by_hand",
    regions=["eu-west-1"],
    vault_account=vault_account,
    protected_accounts=[protected_account],
)
mappings = adopted.adopt_keys(
    directory="mappings",
    keys={
        "eu-west-1": ExistingKey(
            key_arn=f"arn:aws:kms:eu-west-1:{vault_account}:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            policy='{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*"}}',
        )
    },
)

# One key, in an existing stack.
single = VaultReplicaKey(
    vault,
    "ReplicaKey",
    alias="single_key",
    vault_role=VaultRole.from_role_arn(
        f"arn:aws:iam::{vault_account}:role/backup/Copier"
    ),
    protected_organization=ProtectedOrganization.from_id("o-a1b2c3d4e5"),
    account_matching=AccountMatching.PRINCIPAL,
)
single.add_protected_account(protected_account)
single.add_administrator(administrator)
single.add_to_key_policy(allow_auditors())
single.grant_use(source_role)
iam.ManagedPolicy(
    source, "UseOfSingleKey", statements=single.protected_role_statements()
)
single.key.grant_decrypt(role)
single.on_cloud_trail_key_change("KeyChange", description="Changes of the key")
single.on_replica_copy_failed("CopyFailed")
cdk.CfnOutput(vault, "SingleAlias", value=single.alias.alias_name)

# Only the policy, for a key that the app creates itself.
policy = ReplicaKeyPolicy(
    vault_account=vault_account,
    partition="aws",
    vault_role=VaultRole.from_role_name("BackupIAMRole", late_bound=True),
    via_services=[ViaService.EBS],
)
policy.add_protected_account(protected_account)
policy.add_administrator(administrator)
policy.add_statement(allow_auditors())
kms.Key(vault, "OwnKey", policy=policy.document("eu-west-1"))

# Keys of the PROTECTED account: their key policies, and the IAM policy of the VAULT role.
access = ProtectedKeyAccess(
    source,
    "VaultAccess",
    keys=[
        kms.Key.from_key_arn(
            source,
            "Volumes",
            f"arn:aws:kms:eu-west-1:{protected_account}:key/0987dcba-09fe-87dc-65ba-ab0987654321",
        ),
        kms.Alias.from_alias_name(source, "Databases", "alias/databases"),
        kms.Key(source, "Files", alias="files"),
    ],
    vault_account=vault_account,
    vault_role=VaultRole.from_role_name("Copier"),
)
access.grant_use(role)
iam.ManagedPolicy(
    vault, "UseOfProtectedKeys", statements=access.vault_role_statements()
)

# Any statements, on an existing key, which come back when somebody replaces its policy.
KeyPolicyStatements(
    source,
    "Auditors",
    key=kms.Alias.from_alias_name(source, "Archive", "alias/archive"),
    statements=[allow_auditors()],
    restore_statements=True,
)

# Keys in many Regions, by one StackSet.
stack_set = VaultReplicaKeyStackSet(
    vault,
    "StackSet",
    alias="stack_set_key",
    regions=["eu-west-1", "us-west-2"],
    retired_regions=["ap-southeast-2"],
    vault_account=vault_account,
    deployment=StackSetDeployment.self_managed(
        accounts=[vault_account],
        administration_role_name="StackSetAdministrator",
        execution_role_name="StackSetExecutor",
    ),
    stack_set_name="ShopReplicaKeys",
    failure_tolerance_percentage=10,
)
stack_set.add_protected_account(protected_account)
stack_set.add_administrator(administrator)
stack_set.add_to_key_policy(allow_auditors())
stack_set.grant_use(source_role)
stack_set.on_cloud_trail_key_change("KeyChange", event_bus_arn=event_bus_arn)
stack_set.on_replica_copy_failed("CopyFailed", event_bus_arn=event_bus_arn)
iam.ManagedPolicy(
    source, "UseOfStackSetKeys", statements=stack_set.protected_role_statements()
)

# Access to keys of many PROTECTED accounts, by one StackSet: of listed accounts, or of
# units of an organization.
access_of_accounts = ProtectedKeyAccessStackSet(
    vault,
    "AccessOfAccounts",
    aliases=["databases"],
    regions=["eu-west-1"],
    vault_account=vault_account,
    vault_role=VaultRole.from_role_name("Copier"),
    deployment=StackSetDeployment.self_managed(
        accounts=[protected_account, "333333333333"]
    ),
    missing_key=MissingKey.FAIL,
    restore_statements=True,
)
access_of_accounts.grant_use(role)
iam.ManagedPolicy(
    vault, "UseOfKeysOfAccounts", statements=access_of_accounts.vault_role_statements()
)
ProtectedKeyAccessStackSet(
    vault,
    "AccessOfUnits",
    aliases=["volumes", "files"],
    regions=["eu-west-1", "eu-central-1"],
    vault_account=vault_account,
    deployment=StackSetDeployment.service_managed(
        organizational_units=["ou-f6g7-h8i9j0k1"],
        accounts=["555555555555", "666666666666"],
        auto_deployment=False,
        delegated_administrator=True,
    ),
    missing_key=MissingKey.SKIP,
)

app.synth()

# An error is one sentence, in every language.
mistake = None
try:
    VaultReplicaKeys(
        app,
        "Mistake",
        alias="very_secret_key",
        regions=["eu-wset-1"],
        vault_account=vault_account,
    )
except RuntimeError as error:
    mistake = str(error)

print(
    json.dumps(
        {
            "aliasNames": [keys.alias_name, single.alias_name, stack_set.alias_name],
            "regions": [keys.regions, stack_set.regions],
            "retiredRegions": [keys.retired_regions, stack_set.retired_regions],
            "regionalPolicy": keys.key_in("us-east-1").render_key_policy(),
            "singlePolicy": single.render_key_policy(),
            "maxBytes": ReplicaKeyPolicy.MAX_BYTES,
            "granted": grant.success,
            "serviceName": work_mail.service_name,
            "mappings": mappings,
            "mistake": mistake,
        }
    )
)
