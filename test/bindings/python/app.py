"""All that the library offers, in Python: what typescript/app.ts says."""

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

# Keys in several regions, with every option.
keys = VaultReplicaKeys(
    app,
    "ReplicaKeys",
    alias="very_secret_key",
    regions=["eu-west-1", "eu-central-1"],
    retired_regions=["us-east-1"],
    vault_account=vault_account,
    vault_role=VaultRole.from_role(role),
    protected_accounts=[protected_account],
    protected_organization=ProtectedOrganization(
        id="o-a1b2c3d4e5", paths=["o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/"]
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
    ],
    administrators=[administrator],
    administrator_role_patterns=[
        f"arn:aws:iam::{vault_account}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_KeyAdmins_????????????????"
    ],
    deletion_protection=True,
    break_glass=[iam.ArnPrincipal(f"arn:aws:iam::{vault_account}:role/BreakGlass")],
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
for statement in keys.protected_role_statements():
    source_role.add_to_principal_policy(statement)

# Keys that were made by hand.
adopted = VaultReplicaKeys(
    app,
    "AdoptedKeys",
    alias="made_by_hand",
    regions=["eu-west-1"],
    vault_account=vault_account,
    protected_accounts=[protected_account],
)
mappings = adopted.adopt_keys(
    "mappings",
    {
        "eu-west-1": ExistingKey(
            key_arn=f"arn:aws:kms:eu-west-1:{vault_account}:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            policy='{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*"}}',
        )
    },
)

# One key, in a stack that is there already.
single = VaultReplicaKey(
    vault,
    "ReplicaKey",
    alias="single_key",
    vault_role=VaultRole.from_role_arn(
        f"arn:aws:iam::{vault_account}:role/backup/Copier"
    ),
    protected_accounts=[protected_account],
    account_matching=AccountMatching.PRINCIPAL,
)
single.key.grant_decrypt(role)
cdk.CfnOutput(vault, "SingleAlias", value=single.alias.alias_name)

# The policy alone, for a key of one's own.
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

# Keys of the PROTECTED account, and the other half of the permission.
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
for statement in access.vault_role_statements():
    role.add_to_principal_policy(statement)

# Statements of one's own, on a key that exists already.
KeyPolicyStatements(
    source,
    "Auditors",
    key=kms.Alias.from_alias_name(source, "Archive", "alias/archive"),
    statements=[allow_auditors()],
)

# Keys in many regions by one StackSet.
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
for statement in stack_set.protected_role_statements():
    source_role.add_to_principal_policy(statement)

# Access to keys of many PROTECTED accounts by one StackSet: of those that are listed,
# or of units of an organization.
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
)
for statement in access_of_accounts.vault_role_statements():
    role.add_to_principal_policy(statement)
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

# Errors are one sentence, in any language.
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
            "mappings": mappings,
            "mistake": mistake,
        }
    )
)
